/** The checker's sheet of a change: the difference first, then what is signed, and the act. */
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";
import type { ChangeView } from "../../bindings/ChangeView";
import { Note } from "../../components/Note";
import { SigningSheet, type SigningAct } from "../../components/SigningSheet";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { Gone } from "../common/Gone";
import { useSigner } from "../common/signing";
import { ChangeDiff } from "./ChangeDiff";
import { Clause } from "./ProposalSheet";
import { WhatChanges } from "./WhatChanges";
import { effectOf, subjectOf } from "./words";

type Decision = { reason: string; pin: string };

export function DecideChangeSheet({
  change,
  onClose,
}: {
  change: ChangeView;
  onClose: () => void;
}) {
  const t = useT();
  const format = useFormat();
  const api = useApi();
  const { row, applies, next_version } = change;
  const approve = useAct((d: Decision) => api.approveChange(row.id, d.reason, d.pin), onClose);
  const reject = useAct((d: Decision) => api.rejectChange(row.id, d.reason, d.pin), onClose);
  const rejection: SigningAct = {
    key: "reject",
    label: t("requests.sheet.reject"),
    busyLabel: t("requests.sheet.rejecting"),
    proposed: !applies,
    run: (reason, pin) => {
      approve.clear();
      reject.run({ reason, pin });
    },
  };
  const approval: SigningAct = {
    key: "approve",
    label: t("requests.sheet.approve"),
    busyLabel: t("requests.sheet.signing"),
    proposed: true,
    run: (reason, pin) => {
      reject.clear();
      approve.run({ reason, pin });
    },
  };
  return (
    <SigningSheet
      {...useSigner()}
      title={t("change.sheet.title", { id: row.id })}
      subtitle={t("change.sheet.subtitle", {
        label: subjectOf(t, row),
        who: row.proposer_name ?? row.proposer,
        at: format.instant(row.proposed_at),
      })}
      closeLabel={t("requests.sheet.close")}
      onClose={onClose}
      record={[
        { sealed: true, text: t("change.sheet.record.decision") },
        {
          sealed: false,
          text:
            row.approvals_given + 1 < row.approvals_needed
              ? t("change.sheet.record.more", {
                  count: row.approvals_needed - row.approvals_given - 1,
                })
              : effectOf(t, row, next_version),
        },
        { sealed: true, text: t("requests.sheet.record.checkpoint") },
      ]}
      caution={t(row.kind === "erasure" ? "change.sheet.caution.erasure" : "change.sheet.caution")}
      busy={approve.busy ? "approve" : reject.busy ? "reject" : null}
      failure={approve.failure ?? reject.failure}
      acts={applies ? [rejection, approval] : [rejection]}
    >
      <Gone waits={row.waits_for_me} />
      {applies || !row.waits_for_me ? null : (
        <Note tone="caution">
          <p>{t(row.kind === "profile" ? "change.stale" : "change.stale.other")}</p>
        </Note>
      )}
      <Clause sentence={row.sentence} />
      <ChangeDiff change={change} />
      <WhatChanges change={change} cap={t("change.sheet.what")} />
    </SigningSheet>
  );
}

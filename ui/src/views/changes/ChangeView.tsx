/** One change: what differs, who decided what, and the sheet to decide it. */
import { ArrowRight } from "lucide-react";
import { useApi } from "../../app/api-context";
import { useRead } from "../../app/queries";
import { useRouter } from "../../app/router";
import type { ChangeRow } from "../../bindings/ChangeRow";
import type { ChangeView as Change } from "../../bindings/ChangeView";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Note } from "../../components/Note";
import { Page } from "../../components/Page";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { Decisions } from "../agents/Decisions";
import { useHeld } from "../common/held";
import { ChangeDiff } from "./ChangeDiff";
import { ChangeStatus } from "./ChangeStatus";
import { DecideChangeSheet } from "./DecideChangeSheet";
import { Clause } from "./ProposalSheet";
import { WhatChanges } from "./WhatChanges";
import { subjectOf } from "./words";

type Props = { id: string; sign: boolean };

export function ChangeView({ id, sign }: Props) {
  const t = useT();
  const api = useApi();
  const { go } = useRouter();
  const change = useRead(["change", id], () => api.showChange(id));
  return (
    <Page
      title={t("change.page", { id })}
      beside={change.data ? <ChangeStatus state={change.data.row.state} chip /> : null}
      crumb={{
        label: t("requests.title"),
        here: t("change.title"),
        onPress: () => {
          go({ name: "requests" });
        },
      }}
    >
      {change.failure ? <ErrorBox failure={change.failure} onRetry={change.retry} /> : null}
      {change.loading ? <p className="muted">{t("common.loading")}</p> : null}
      {change.data ? <Loaded change={change.data} sign={sign} /> : null}
    </Page>
  );
}

function Loaded({ change, sign }: { change: Change; sign: boolean }) {
  const t = useT();
  const format = useFormat();
  const { replace } = useRouter();
  const { row } = change;
  const deciding = useHeld(sign, row.waits_for_me);
  const show = (signing: boolean) => {
    replace({ name: "change", id: row.id, sign: signing });
  };
  return (
    <>
      {row.state === "submitted" ? (
        <section className="nextstep">
          <div>
            <h2>{subjectOf(t, row)}</h2>
            <p>
              {t(row.waits_for_me ? "change.mine" : "change.other")} <Approvals row={row} />
            </p>
          </div>
          <div className="nextstep__acts">
            {row.waits_for_me ? (
              <Button
                large
                kind="ink"
                iconAfter={ArrowRight}
                onPress={() => {
                  show(true);
                }}
              >
                {t("change.decide")}
              </Button>
            ) : null}
          </div>
        </section>
      ) : null}
      <div className="change">
        <p className="small muted">
          {t("change.proposed", {
            who: row.proposer_name ?? row.proposer,
            at: format.instant(row.proposed_at),
          })}
        </p>
        <Clause sentence={row.sentence} cap={t(`change.clause.${row.state}`)} />
        {row.state === "submitted" && !change.applies ? (
          <Note tone="caution">
            <p>{t(row.kind === "profile" ? "change.stale" : "change.stale.other")}</p>
          </Note>
        ) : null}
        <ChangeDiff change={change} />
        <WhatChanges change={change} cap={t("change.object")} />
        <Decisions decisions={change.decisions} />
      </div>
      {deciding ? (
        <DecideChangeSheet
          change={change}
          onClose={() => {
            show(false);
          }}
        />
      ) : null}
    </>
  );
}

/** How many approved of it, where it takes several. */
function Approvals({ row }: { row: ChangeRow }) {
  const t = useT();
  const { approvals_given: given, approvals_needed: needed } = row;
  return needed > 1 ? t("change.approvals.text", { given, needed }) : null;
}

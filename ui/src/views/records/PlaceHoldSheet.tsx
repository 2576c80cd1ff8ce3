/** Places a legal hold: in force with one signature, ended only by two. */
import { useState } from "react";
import type { HoldKind } from "../../api";
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";
import { TextInput } from "../../components/Field";
import { fieldProblem } from "../../components/FormSheet";
import { Radios } from "../../components/Radios";
import { SigningSheet } from "../../components/SigningSheet";
import { useT, wordFor } from "../../i18n";
import { Clause } from "../changes/ProposalSheet";
import { useSigner } from "../common/signing";

const KINDS: readonly HoldKind[] = ["agent", "request", "everything"];

export function PlaceHoldSheet({ onClose }: { onClose: () => void }) {
  const t = useT();
  const api = useApi();
  const [kind, setKind] = useState<HoldKind>("agent");
  const [subject, setSubject] = useState("");
  const place = useAct(
    ({ reason, pin }: { reason: string; pin: string }) =>
      api.placeHold(kind, kind === "everything" ? "" : subject.trim(), reason, pin),
    onClose,
  );
  return (
    <SigningSheet
      {...useSigner()}
      title={t("records.hold.title")}
      closeLabel={t("records.hold.close")}
      onClose={onClose}
      record={[
        { sealed: true, text: t("records.hold.record") },
        { sealed: true, text: t("requests.sheet.record.checkpoint") },
      ]}
      caution={t("records.hold.caution")}
      busy={place.busy ? "place" : null}
      failure={place.failure}
      acts={[
        {
          key: "place",
          label: t("records.hold.act"),
          busyLabel: t("requests.submit.busy"),
          proposed: true,
          run: (reason, pin) => {
            place.run({ reason, pin });
          },
        },
      ]}
    >
      <Clause
        cap={t("records.hold.once")}
        sentence={wordFor(t, `records.hold.sentence.${kind}`, "", {
          subject: subject.trim() || t("records.hold.unnamed"),
        })}
      />
      <Radios
        label={t("records.hold.what")}
        value={kind}
        onChange={(key) => {
          setKind(KINDS.find((one) => one === key) ?? "everything");
        }}
        choices={KINDS.map((key) => ({ key, label: t(`records.hold.kind.${key}`) }))}
      />
      {kind === "everything" ? null : (
        <TextInput
          label={t(`records.hold.field.${kind}`)}
          kind="code"
          path="subject"
          value={subject}
          onChange={setSubject}
          problem={fieldProblem(place.failure, "subject")}
        />
      )}
    </SigningSheet>
  );
}

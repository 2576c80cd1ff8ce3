/** Proposes that a witness's cosignatures count, or count no more. */
import { useState } from "react";
import { useApi } from "../../app/api-context";
import { TextInput } from "../../components/Field";
import { useT } from "../../i18n";
import { ProposalSheet } from "../changes/ProposalSheet";

export interface Proposed {
  /** Empty: still to be typed. */
  readonly key: string;
  readonly trusted: boolean;
}

interface Props {
  readonly proposed: Proposed;
  readonly onClose: () => void;
}

/** The name that a key line begins with. */
const nameIn = (line: string) => line.trim().split("+", 1)[0] ?? "";

export function WitnessSheet({ proposed, onClose }: Props) {
  const t = useT();
  const api = useApi();
  const [key, setKey] = useState(proposed.key);
  const { trusted } = proposed;
  const name = nameIn(key) || t("held.witness.unnamed");
  return (
    <ProposalSheet
      title={t(trusted ? "held.propose.trust" : "held.propose.distrust")}
      sentence={t(trusted ? "held.sentence.trust" : "held.sentence.distrust", { name })}
      propose={(reason, pin) => api.proposeWitness(key.trim(), trusted, reason, pin)}
      onClose={onClose}
    >
      {proposed.key === "" ? (
        <TextInput
          label={t("held.witness.key")}
          why={t("held.witness.key.why")}
          hint={t("held.witness.key.hint")}
          kind="hash"
          rows={3}
          path="key"
          value={key}
          onChange={setKey}
        />
      ) : (
        <section>
          <p className="cap">{t("held.witness.key")}</p>
          <code className="vkey">{proposed.key}</code>
        </section>
      )}
      <p className="small">{t("held.witness.what")}</p>
    </ProposalSheet>
  );
}

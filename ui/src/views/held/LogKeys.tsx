/** Other keys for the log: because their time has come, or because they are lost. */
import { KeyRound, KeySquare } from "lucide-react";
import { useState } from "react";
import type { KeyCause } from "../../api";
import { useApi } from "../../app/api-context";
import { useRead } from "../../app/queries";
import { Button } from "../../components/Button";
import { Facts } from "../../components/Facts";
import { useT } from "../../i18n";
import { ProposalSheet } from "../changes/ProposalSheet";
import { Section } from "../common/Section";
import { useMayPropose } from "../common/roles";

export function LogKeys() {
  const t = useT();
  const may = useMayPropose();
  const [cause, setCause] = useState<KeyCause | null>(null);
  const acts = (
    <>
      {may ? null : <span className="hint">{t("held.witness.who")}</span>}
      <Button
        icon={KeySquare}
        isDisabled={!may}
        onPress={() => {
          setCause("loss");
        }}
      >
        {t("held.keys.loss")}
      </Button>
      <Button
        icon={KeyRound}
        isDisabled={!may}
        onPress={() => {
          setCause("rotation");
        }}
      >
        {t("held.keys.rotation")}
      </Button>
    </>
  );
  return (
    <Section title={t("held.keys")} hint={t("held.keys.hint")} acts={acts}>
      <Signers />
      {cause ? (
        <KeysSheet
          cause={cause}
          onClose={() => {
            setCause(null);
          }}
        />
      ) : null}
    </Section>
  );
}

/** The keys that signed the newest checkpoint. */
function Signers() {
  const t = useT();
  const api = useApi();
  const head = useRead(["head"], api.showHead);
  const signatures = head.data?.signatures ?? [];
  if (signatures.length === 0) return <p className="small">{t("held.keys.none")}</p>;
  return (
    <Facts
      wide
      items={signatures.map((one) => ({
        key: `${one.algorithm} ${one.name}`,
        label: one.algorithm,
        value: <code className="vkey">{one.name}</code>,
      }))}
    />
  );
}

function KeysSheet({ cause, onClose }: { cause: KeyCause; onClose: () => void }) {
  const t = useT();
  const api = useApi();
  return (
    <ProposalSheet
      title={t(`held.keys.${cause}.title`)}
      sentence={t(`held.keys.${cause}.sentence`)}
      record={t("held.keys.record")}
      caution={t(`held.keys.${cause}.caution`)}
      propose={(reason, pin) => api.proposeLogKeys(cause, reason, pin)}
      onClose={onClose}
    >
      <p className="small">{t(`held.keys.${cause}.what`)}</p>
    </ProposalSheet>
  );
}

/** The signing sheet of a revocation. */
import { useState } from "react";
import type { CertificateView } from "../../bindings/CertificateView";
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";
import { CopyButton } from "../../components/CopyButton";
import { Hash } from "../../components/HashView";
import { Instrument } from "../../components/Instrument";
import { Radios } from "../../components/Radios";
import { SigningSheet } from "../../components/SigningSheet";
import { groups } from "../../format";
import { useT } from "../../i18n";
import { useSigner } from "../common/signing";

/** RFC 5280, 5.3.1: those that fit an agent; the rest are for authorities or for suspension. */
const GROUNDS = [
  "keyCompromise",
  "affiliationChanged",
  "superseded",
  "cessationOfOperation",
  "privilegeWithdrawn",
] as const;

interface Props {
  readonly certificate: CertificateView;
  readonly onClose: () => void;
}

export function RevokeSheet({ certificate, onClose }: Props) {
  const t = useT();
  const { row } = certificate;
  const [ground, setGround] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const act = useRevocation(row.serial, onClose);
  const revoke = (comment: string, pin: string) => {
    setMissing(ground === null);
    if (ground !== null) act.run({ ground, comment, pin });
  };
  return (
    <SigningSheet
      {...useSigner()}
      halt
      title={t("revoke.title", { agent: row.agent_id })}
      subtitle={t("revoke.subtitle", { serial: groups(row.serial).join(" ") })}
      closeLabel={t("revoke.close")}
      onClose={onClose}
      record={[
        { sealed: true, text: t("revoke.record.revoked") },
        { sealed: true, text: t("revoke.record.crl") },
        { sealed: true, text: t("revoke.record.checkpoint") },
      ]}
      extra={
        <Radios
          label={t("revoke.ground")}
          path="ground"
          value={ground}
          onChange={setGround}
          problem={missing && ground === null ? t("revoke.ground.missing") : null}
          choices={GROUNDS.map((key) => ({ key, label: t(`revoke.reason.${key}`), remark: key }))}
        />
      }
      caution={t("revoke.caution")}
      acts={[
        {
          key: "revoke",
          label: t("revoke.act"),
          busyLabel: t("revoke.busy"),
          proposed: true,
          run: revoke,
        },
      ]}
      busy={act.busy ? "revoke" : null}
      failure={act.failure}
    >
      <Doomed certificate={certificate} />
    </SigningSheet>
  );
}

function useRevocation(serial: string, onDone: () => void) {
  const api = useApi();
  return useAct(
    ({ ground, comment, pin }: { ground: string; comment: string; pin: string }) =>
      api.revokeCertificate(serial, ground, comment, pin),
    onDone,
  );
}

/** What is revoked, and what follows from it. */
function Doomed({ certificate }: { certificate: CertificateView }) {
  const t = useT();
  return (
    <>
      <Instrument cap={t("revoke.what")} runs={certificate.sentence.spans} />
      <section>
        <h2>{t("revoke.effects")}</h2>
        <ul className="effects">
          <li>{t("revoke.effect.now")}</li>
          <li>{t("revoke.effect.crl")}</li>
          <li>{t("revoke.effect.final")}</li>
        </ul>
      </section>
      <section className="what">
        <p className="cap">
          {t("revoke.which")}
          <CopyButton text={certificate.sha256} label={t("agents.fingerprint.copy")} />
        </p>
        <Hash hex={certificate.sha256} />
      </section>
    </>
  );
}

/** The signing sheet of a revocation. */
import { useState } from "react";
import type { CertificateView } from "../../bindings/CertificateView";
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";
import { Button } from "../../components/Button";
import { CopyButton } from "../../components/CopyButton";
import { Shown } from "../../components/Field";
import { Hash } from "../../components/HashView";
import { Instrument } from "../../components/Instrument";
import { Radios } from "../../components/Radios";
import { SigningSheet } from "../../components/SigningSheet";
import { groups } from "../../format";
import { useT, wordFor } from "../../i18n";
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
  readonly act: Revoking;
  readonly onClose: () => void;
}

export function RevokeSheet({ certificate, act, onClose }: Props) {
  const t = useT();
  const { row } = certificate;
  const [ground, setGround] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
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
        <Ground
          ground={ground}
          onChange={setGround}
          missing={missing}
          refused={act.failure !== null}
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

interface GroundProps {
  readonly ground: string | null;
  readonly onChange: (ground: string) => void;
  readonly missing: boolean;
  readonly refused: boolean;
}

/** The choice; folded to what was chosen once a refusal needs the room above it. */
function Ground({ ground, onChange, missing, refused }: GroundProps) {
  const t = useT();
  const [unfolded, setUnfolded] = useState(false);
  if (refused && ground !== null && !unfolded)
    return (
      <Shown label={t("revoke.ground")}>
        {wordFor(t, `revoke.reason.${ground}`, ground)} <code>{ground}</code>{" "}
        <Button
          kind="link"
          onPress={() => {
            setUnfolded(true);
          }}
        >
          {t("revoke.ground.change")}
        </Button>
      </Shown>
    );
  return (
    <Radios
      label={t("revoke.ground")}
      path="ground"
      value={ground}
      onChange={onChange}
      problem={missing && ground === null ? t("revoke.ground.missing") : null}
      choices={GROUNDS.map((key) => ({ key, label: t(`revoke.reason.${key}`), remark: key }))}
    />
  );
}

/** The act itself. It outlives the sheet: a CRL that is owed is told on the page. */
export function useRevoking(serial: string, onDone: () => void) {
  const api = useApi();
  return useAct(
    ({ ground, comment, pin }: { ground: string; comment: string; pin: string }) =>
      api.revokeCertificate(serial, ground, comment, null, pin),
    onDone,
  );
}

export type Revoking = ReturnType<typeof useRevoking>;

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

/** The signing sheet of a revocation; of a superseded certificate, the ground is given. */
import { useState } from "react";
import type { CertificateView } from "../../bindings/CertificateView";
import { Shown } from "../../components/Field";
import { InstantInput } from "../../components/InstantInput";
import { Radios } from "../../components/Radios";
import { Button } from "../../components/Button";
import { SigningSheet } from "../../components/SigningSheet";
import { groups, useFormat } from "../../format";
import { useT, wordFor } from "../../i18n";
import { useSigner } from "../common/signing";
import { problemOf, type Deciding } from "./deciding";
import { Decided } from "./Decided";

/** RFC 5280, 5.3.1: those that fit an agent; the rest are for authorities or for suspension. */
const GROUNDS = [
  "keyCompromise",
  "affiliationChanged",
  "superseded",
  "cessationOfOperation",
  "privilegeWithdrawn",
] as const;

const SUPERSEDED = "superseded";

interface Props {
  readonly certificate: CertificateView;
  readonly supersede?: boolean;
  readonly act: Deciding;
  readonly onClose: () => void;
}

export function RevokeSheet({ certificate, supersede = false, act, onClose }: Props) {
  const t = useT();
  const format = useFormat();
  const { row } = certificate;
  const kind = supersede ? "supersede" : "revoke";
  const [ground, setGround] = useState<string | null>(supersede ? SUPERSEDED : null);
  const [since, setSince] = useState("");
  const [missing, setMissing] = useState(false);
  const revoke = (comment: string, pin: string) => {
    setMissing(ground === null);
    if (ground !== null)
      act.run((api) => api.revokeCertificate(row.serial, ground, comment, since || null, pin));
  };
  const decision = since
    ? t("revoke.record.since", { at: format.instant(since) })
    : t("revoke.record.revoked");
  return (
    <SigningSheet
      {...useSigner()}
      halt
      title={t(`deny.${kind}.title`, { agent: row.agent_id })}
      subtitle={t("revoke.subtitle", { serial: groups(row.serial).join(" ") })}
      closeLabel={t(`deny.${kind}.close`)}
      onClose={onClose}
      record={[
        { sealed: true, text: decision },
        { sealed: true, text: t("revoke.record.crl") },
        { sealed: true, text: t("revoke.record.checkpoint") },
      ]}
      extra={
        <>
          {supersede ? (
            <Shown label={t("revoke.ground")}>
              {t("revoke.reason.superseded")} <code>{SUPERSEDED}</code>
            </Shown>
          ) : (
            <Ground
              ground={ground}
              onChange={setGround}
              missing={missing}
              refused={act.failure !== null}
            />
          )}
          {supersede ? null : (
            <InstantInput
              label={t("revoke.since")}
              hint={t("revoke.since.hint")}
              path="invalid_since"
              problem={problemOf(act, "invalid_since")}
              value={since}
              onChange={setSince}
            />
          )}
        </>
      }
      caution={t("revoke.caution")}
      acts={[
        {
          key: "revoke",
          label: t(`deny.${kind}.act`),
          busyLabel: t(`deny.${kind}.busy`),
          proposed: true,
          run: revoke,
        },
      ]}
      busy={act.busy ? "revoke" : null}
      failure={act.failure}
    >
      <Decided
        certificate={certificate}
        cap={t("revoke.what")}
        effects={[
          t("revoke.effect.now"),
          t("revoke.effect.crl"),
          t(supersede ? "deny.supersede.follows" : "revoke.effect.final"),
        ]}
      />
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

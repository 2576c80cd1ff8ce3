/** The signing sheet that puts a certificate on hold, or releases it from hold. */
import type { CertificateView } from "../../bindings/CertificateView";
import { SigningSheet } from "../../components/SigningSheet";
import { groups } from "../../format";
import { useT } from "../../i18n";
import { useSigner } from "../common/signing";
import type { Deciding } from "./deciding";
import { Decided } from "./Decided";

interface Props {
  readonly certificate: CertificateView;
  readonly kind: "suspend" | "release";
  readonly act: Deciding;
  readonly onClose: () => void;
}

export function HoldSheet({ certificate, kind, act, onClose }: Props) {
  const t = useT();
  const { agent_id: agent, serial } = certificate.row;
  return (
    <SigningSheet
      {...useSigner()}
      halt={kind === "suspend"}
      title={t(`hold.${kind}.title`, { agent })}
      subtitle={t("revoke.subtitle", { serial: groups(serial).join(" ") })}
      closeLabel={t(`hold.${kind}.close`)}
      onClose={onClose}
      record={[
        { sealed: true, text: t(`hold.${kind}.record.decision`) },
        ...(kind === "suspend" ? [{ sealed: true, text: t("hold.suspend.record.crl") }] : []),
        { sealed: true, text: t("revoke.record.checkpoint") },
      ]}
      caution={t(`hold.${kind}.caution`)}
      acts={[
        {
          key: kind,
          label: t(`hold.${kind}.act`),
          busyLabel: t(`hold.${kind}.busy`),
          proposed: true,
          run: (comment, pin) => {
            act.run((api) =>
              kind === "suspend"
                ? api.suspendCertificate(serial, comment, pin)
                : api.releaseCertificate(serial, comment, pin),
            );
          },
        },
      ]}
      busy={act.busy ? kind : null}
      failure={act.failure}
    >
      <Decided
        certificate={certificate}
        cap={t(`hold.${kind}.what`)}
        effects={[
          t(`hold.${kind}.effect.now`),
          t(`hold.${kind}.effect.crl`),
          t(`hold.${kind}.effect.back`),
        ]}
      />
    </SigningSheet>
  );
}

/** A second officer confirms a revocation that one made alone. */
import type { CertificateView } from "../../bindings/CertificateView";
import { SigningSheet } from "../../components/SigningSheet";
import { groups } from "../../format";
import { useT } from "../../i18n";
import { useSigner } from "../common/signing";
import { Decided } from "./Decided";
import type { Deciding } from "./deciding";

interface Props {
  readonly certificate: CertificateView;
  readonly act: Deciding;
  readonly onClose: () => void;
}

export function ConfirmSheet({ certificate, act, onClose }: Props) {
  const t = useT();
  const { agent_id: agent, serial } = certificate.row;
  return (
    <SigningSheet
      {...useSigner()}
      title={t("confirm.title", { agent })}
      subtitle={t("revoke.subtitle", { serial: groups(serial).join(" ") })}
      closeLabel={t("confirm.close")}
      onClose={onClose}
      record={[
        { sealed: true, text: t("confirm.record") },
        { sealed: true, text: t("revoke.record.checkpoint") },
      ]}
      caution={t("confirm.caution")}
      acts={[
        {
          key: "confirm",
          label: t("confirm.act"),
          busyLabel: t("requests.sheet.signing"),
          proposed: true,
          run: (comment, pin) => {
            act.run((api) => api.confirmRevocation(serial, comment, pin));
          },
        },
      ]}
      busy={act.busy ? "confirm" : null}
      failure={act.failure}
    >
      <Decided
        certificate={certificate}
        cap={t("agents.mightDo")}
        effects={[t("confirm.effect.stays"), t("confirm.effect.disagree")]}
      />
    </SigningSheet>
  );
}

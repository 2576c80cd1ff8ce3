/** Takes a standing authorisation back: one officer, at once. */
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";
import type { StandingView } from "../../bindings/StandingView";
import { Instrument } from "../../components/Instrument";
import { SigningSheet } from "../../components/SigningSheet";
import { useT } from "../../i18n";
import { Effects } from "../agents/Decided";
import { useSigner } from "../common/signing";

interface Props {
  readonly standing: StandingView;
  readonly onClose: () => void;
}

export function WithdrawStandingSheet({ standing, onClose }: Props) {
  const t = useT();
  const api = useApi();
  const withdraw = useAct(
    (d: { reason: string; pin: string }) => api.withdrawStanding(standing.id, d.reason, d.pin),
    onClose,
  );
  return (
    <SigningSheet
      {...useSigner()}
      title={t("standing.sheet.title", { id: standing.id })}
      subtitle={standing.agents}
      closeLabel={t("standing.sheet.close")}
      onClose={onClose}
      record={[
        { sealed: true, text: t("standing.sheet.record") },
        { sealed: true, text: t("requests.sheet.record.checkpoint") },
      ]}
      caution={t("standing.sheet.caution")}
      busy={withdraw.busy ? "withdraw" : null}
      failure={withdraw.failure}
      acts={[
        {
          key: "withdraw",
          label: t("requests.withdraw.act"),
          busyLabel: t("requests.sheet.signing"),
          proposed: true,
          run: (reason, pin) => {
            withdraw.run({ reason, pin });
          },
        },
      ]}
    >
      <Instrument cap={t("standing.sheet.cap")} runs={standing.sentence.spans} />
      <Effects
        effects={[
          t("standing.sheet.effect.now"),
          t("standing.sheet.effect.waiting", { count: standing.waiting }),
          t("standing.sheet.effect.issued", { count: standing.used }),
        ]}
      />
    </SigningSheet>
  );
}

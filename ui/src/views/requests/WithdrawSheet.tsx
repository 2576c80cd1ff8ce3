/** Takes a request back before it is issued: signed, with the reason. */
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";
import type { RequestView } from "../../bindings/RequestView";
import { Instrument } from "../../components/Instrument";
import { SigningSheet } from "../../components/SigningSheet";
import { useT } from "../../i18n";
import { useSigner } from "../common/signing";
import { What } from "./What";

export function WithdrawSheet({ request, onClose }: { request: RequestView; onClose: () => void }) {
  const t = useT();
  const api = useApi();
  const { id, agent_id: agent } = request.row;
  const withdraw = useAct(
    (d: { reason: string; pin: string }) => api.withdrawRequest(id, d.reason, d.pin),
    onClose,
  );
  return (
    <SigningSheet
      {...useSigner()}
      title={t("requests.withdraw.title", { id })}
      subtitle={agent}
      closeLabel={t("requests.withdraw.close")}
      onClose={onClose}
      record={[
        { sealed: true, text: t("requests.withdraw.record") },
        { sealed: true, text: t("requests.sheet.record.checkpoint") },
      ]}
      caution={t("requests.withdraw.caution")}
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
      <Instrument cap={t("requests.page.scope")} runs={request.sentence.spans} />
      <What request={request} cap={t("requests.withdraw.what")} plain />
    </SigningSheet>
  );
}

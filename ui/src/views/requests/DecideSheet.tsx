/** The checker's sheet: what would change, what exactly is signed, the reason, the PIN, the act. */
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";
import { useRouter } from "../../app/router";
import type { RequestView } from "../../bindings/RequestView";
import { Button } from "../../components/Button";
import { Seal } from "../../components/Icon";
import { Instrument } from "../../components/Instrument";
import { SigningSheet } from "../../components/SigningSheet";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { Gone } from "../common/Gone";
import { useSigner } from "../common/signing";
import { ApprovalSteps } from "./ApprovalSteps";
import { Comparison } from "./Comparison";
import { KeyAndApprovals } from "./KeyAndApprovals";
import { Warnings } from "./Warnings";
import { What } from "./What";

type Decision = { reason: string; pin: string };

type Props = {
  request: RequestView;
  onClose: () => void;
  onApproved: (request: RequestView) => void;
};

function Submitted({ request }: { request: RequestView }) {
  const t = useT();
  const format = useFormat();
  const { row, decisions } = request;
  const valid = decisions.find((d) => d.act === "submit")?.signature_valid;
  return (
    <>
      {t("requests.sheet.subtitle", {
        agent: row.agent_id,
        maker: row.maker_name ? `${row.maker_name} (${row.maker})` : row.maker,
        at: format.instant(row.submitted_at),
      })}
      {valid !== undefined && (
        <>
          {" · "}
          {valid && <Seal />}{" "}
          {t(valid ? "requests.sheet.signature.valid" : "requests.sheet.signature.invalid")}
        </>
      )}
    </>
  );
}

export function DecideSheet({ request, onClose, onApproved }: Props) {
  const t = useT();
  const api = useApi();
  const { go } = useRouter();
  const { id } = request.row;
  const approve = useAct((d: Decision) => api.approveRequest(id, d.reason, d.pin), onApproved);
  const reject = useAct((d: Decision) => api.rejectRequest(id, d.reason, d.pin), onClose);
  const failure = approve.failure ?? reject.failure;
  const event = failure?.event ?? null;
  const issues = request.approvals + 1 >= request.approvals_needed;
  const record = [
    { sealed: true, text: t("requests.sheet.record.decision") },
    ...(issues
      ? [
          { sealed: false, text: t("requests.sheet.record.intent") },
          {
            sealed: true,
            text: t("requests.sheet.record.certificate", { issuer: request.issuer_name }),
          },
          { sealed: true, text: t("requests.sheet.record.checkpoint") },
        ]
      : []),
  ];
  return (
    <SigningSheet
      {...useSigner()}
      title={t("requests.sheet.title", { id })}
      subtitle={<Submitted request={request} />}
      closeLabel={t("requests.sheet.close")}
      onClose={onClose}
      record={record}
      caution={t(issues ? "requests.sheet.caution" : "requests.sheet.caution.more")}
      busy={approve.busy ? "approve" : reject.busy ? "reject" : null}
      failure={failure}
      failureMore={
        event !== null && (
          <Button
            kind="link"
            onPress={() => {
              go({ name: "log", seq: event });
            }}
          >
            {t("failure.event", { seq: event })}
          </Button>
        )
      }
      acts={[
        {
          key: "reject",
          label: t("requests.sheet.reject"),
          busyLabel: t("requests.sheet.rejecting"),
          proposed: false,
          run: (reason, pin) => {
            approve.clear();
            reject.run({ reason, pin });
          },
        },
        {
          key: "approve",
          label: t("requests.sheet.approve"),
          busyLabel: t("requests.sheet.signing"),
          proposed: true,
          run: (reason, pin) => {
            reject.clear();
            approve.run({ reason, pin });
          },
        },
      ]}
    >
      <Gone waits={request.row.waits_for_me} />
      <Instrument cap={t("requests.sheet.will")} runs={request.sentence.spans} />
      <Warnings warnings={request.warnings} />
      <Comparison request={request} deciding />
      <ApprovalSteps request={request} />
      <KeyAndApprovals request={request} />
      <What request={request} />
    </SigningSheet>
  );
}

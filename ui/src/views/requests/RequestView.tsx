/** One request: what it asks for, who decided what, and what can be done now. */
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { useApi } from "../../app/api-context";
import { useAct, useRead } from "../../app/queries";
import { useRouter } from "../../app/router";
import type { RequestView as Request } from "../../bindings/RequestView";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Facts } from "../../components/Facts";
import { HashView } from "../../components/HashView";
import { Instrument } from "../../components/Instrument";
import { Page } from "../../components/Page";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { Decisions } from "../agents/Decisions";
import { useHeld } from "../common/held";
import { RequestStatus } from "../common/states";
import { ApprovalSteps } from "./ApprovalSteps";
import { Comparison } from "./Comparison";
import { DecideSheet } from "./DecideSheet";
import { KeyAndApprovals } from "./KeyAndApprovals";
import { NextStep } from "./NextStep";
import { Together } from "./Together";
import { Warnings } from "./Warnings";
import { WithdrawSheet } from "./WithdrawSheet";

type Props = { id: string; sign: boolean };

export function RequestView({ id, sign }: Props) {
  const t = useT();
  const api = useApi();
  const { go } = useRouter();
  const request = useRead(["request", id], () => api.showRequest(id));
  const [withdrawing, setWithdrawing] = useState(false);
  return (
    <Page
      title={t("requests.page.title", { id })}
      beside={request.data && <RequestStatus state={request.data.row.state} chip />}
      acts={
        request.data?.may_withdraw ? (
          <Button
            icon={Undo2}
            onPress={() => {
              setWithdrawing(true);
            }}
          >
            {t("requests.withdraw")}
          </Button>
        ) : null
      }
      crumb={{
        label: t("requests.title"),
        here: id,
        onPress: () => {
          go({ name: "requests" });
        },
      }}
    >
      {request.failure && <ErrorBox failure={request.failure} onRetry={request.retry} />}
      {request.loading && <p className="muted">{t("common.loading")}</p>}
      {request.data && <Loaded request={request.data} sign={sign} />}
      {request.data && withdrawing && (
        <WithdrawSheet
          request={request.data}
          onClose={() => {
            setWithdrawing(false);
          }}
        />
      )}
    </Page>
  );
}

function Loaded({ request, sign }: { request: Request; sign: boolean }) {
  const t = useT();
  const api = useApi();
  const { replace } = useRouter();
  const { row } = request;
  const deciding = useHeld(sign, row.waits_for_me);
  const issue = useAct(() => api.issueCertificate(row.id));
  const close = () => {
    replace({ name: "request", id: row.id });
  };
  return (
    <>
      <NextStep
        row={row}
        certificate={request.certificate}
        until={request.approval_ends_at}
        issuing={{
          busy: issue.busy,
          run: () => {
            issue.run(undefined);
          },
        }}
      />
      <Together id={row.id} count={row.waits_for_me ? request.together : 0} />
      {issue.failure && <ErrorBox failure={issue.failure} />}
      <div className="two two--form">
        <div className="request__text">
          <Instrument
            cap={t(request.certificate ? "requests.page.says" : "requests.page.scope")}
            runs={request.sentence.spans}
          />
          <Warnings warnings={request.warnings} />
          <Comparison request={request} deciding={false} />
          <ApprovalSteps request={request} />
          <KeyAndApprovals request={request} />
          <Decisions decisions={request.decisions} />
        </div>
        <About request={request} />
      </div>
      {deciding && (
        <DecideSheet
          request={request}
          onClose={close}
          onApproved={(decided) => {
            close();
            if (decided.row.state === "approved") issue.run(undefined);
          }}
        />
      )}
    </>
  );
}

function About({ request }: { request: Request }) {
  const t = useT();
  const format = useFormat();
  const { row, accountable, purpose } = request;
  const erased = <span className="muted">{t("requests.erased")}</span>;
  return (
    <aside className="side side--flush" aria-label={t("requests.page.about")}>
      <section className="block">
        <h2>{t("requests.page.about")}</h2>
        <Facts
          items={[
            { key: "purpose", label: t("requests.page.purpose"), value: purpose ?? erased },
            {
              key: "accountable",
              label: t("requests.page.accountable"),
              value: accountable ?? erased,
            },
            { key: "maker", label: t("requests.page.maker"), value: row.maker_name ?? row.maker },
            {
              key: "submitted",
              label: t("requests.page.submitted"),
              value: format.instant(row.submitted_at),
            },
          ]}
        />
      </section>
      <HashView
        hex={request.object_sha256}
        label={t("requests.page.hash")}
        copyLabel={t("requests.page.copy")}
        words={request.object_words}
        wordsLabel={t("requests.page.words")}
      />
    </aside>
  );
}

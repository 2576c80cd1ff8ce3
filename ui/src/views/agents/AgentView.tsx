/** One certificate as a page: what its agent may do, what happened, who answers, where the key lives. */
import { useState } from "react";
import type { CertificateView } from "../../bindings/CertificateView";
import { useApi } from "../../app/api-context";
import { useRead } from "../../app/queries";
import { useRouter } from "../../app/router";
import { ErrorBox } from "../../components/ErrorBox";
import { Hash } from "../../components/HashView";
import { Page } from "../../components/Page";
import { Instrument } from "../../components/Instrument";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { Saved } from "../common/Saved";
import { CertificateStatus } from "../common/states";
import { Acts } from "./Acts";
import { CertificateTimeline } from "./CertificateTimeline";
import { CompromiseSheet } from "./CompromiseSheet";
import { ConfirmSheet } from "./ConfirmSheet";
import { Decisions } from "./Decisions";
import { useDeciding, type Act, type Deciding } from "./deciding";
import { useExport } from "./ExportMenu";
import { HoldSheet } from "./HoldSheet";
import { Others } from "./Others";
import { Pem } from "./Pem";
import { DraftInTheWay, useRenewal } from "./renewal";
import { RevokeSheet } from "./RevokeSheet";
import { Revocation } from "./Revocation";
import { Side } from "./Side";
import { Suspension } from "./Suspension";
import { Unconfirmed } from "./Unconfirmed";

export function AgentView({ serial }: { serial: string }) {
  const t = useT();
  const api = useApi();
  const certificate = useRead(["certificate", serial], () => api.showCertificate(serial));
  if (certificate.data) return <Certificate certificate={certificate.data} />;
  return (
    <Page title={t("agents.one")}>
      {certificate.failure ? (
        <ErrorBox failure={certificate.failure} onRetry={certificate.retry} />
      ) : (
        <p className="muted">{t("common.loading")}</p>
      )}
    </Page>
  );
}

function Certificate({ certificate }: { certificate: CertificateView }) {
  const t = useT();
  const format = useFormat();
  const { go } = useRouter();
  const [deciding, setDeciding] = useState<Act | null>(null);
  const close = () => {
    setDeciding(null);
  };
  const act = useDeciding(close);
  // The decision stands although the call failed: what is missing is said on the page.
  const owed = act.failure?.code === "crl-owed";
  const file = useExport(certificate.row.serial);
  const renewal = useRenewal(certificate.row.serial);
  const { row, firm } = certificate;
  return (
    <>
      <Page
        title={row.agent_id}
        crumb={{
          label: t("agents.title"),
          onPress: () => {
            go({ name: "agents" });
          },
          here: firm,
        }}
        beside={
          <>
            <CertificateStatus state={row.state} chip />
            <span className="small muted">
              {t("agents.since", { at: format.instant(row.not_before) })}
            </span>
          </>
        }
        acts={
          <Acts
            certificate={certificate}
            renewing={renewal.busy}
            onExport={file.run}
            onRenew={renewal.start}
            onAct={(next) => {
              act.clear();
              setDeciding(next);
            }}
          />
        }
      >
        <div aria-live="polite">
          {renewal.asked ? <DraftInTheWay renewal={renewal} /> : null}
          {renewal.failure ? <ErrorBox failure={renewal.failure} /> : null}
          {file.failure ? <ErrorBox failure={file.failure} /> : null}
          {file.saved && !file.failure ? <Saved path={file.saved} /> : null}
        </div>
        {owed && act.failure ? <ErrorBox failure={act.failure} /> : null}
        <div className="two">
          <Main
            certificate={certificate}
            onConfirm={() => {
              act.clear();
              setDeciding("confirm");
            }}
          />
          <Side certificate={certificate} />
        </div>
      </Page>
      {deciding && !owed ? (
        <ActSheet certificate={certificate} deciding={deciding} act={act} onClose={close} />
      ) : null}
    </>
  );
}

interface ActSheetProps {
  readonly certificate: CertificateView;
  readonly deciding: Act;
  readonly act: Deciding;
  readonly onClose: () => void;
}

function ActSheet({ deciding, ...rest }: ActSheetProps) {
  switch (deciding) {
    case "suspend":
    case "release":
      return <HoldSheet kind={deciding} {...rest} />;
    case "revoke":
    case "supersede":
      return <RevokeSheet supersede={deciding === "supersede"} {...rest} />;
    case "confirm":
      return <ConfirmSheet {...rest} />;
    case "compromise":
      return <Compromise {...rest} />;
  }
}

function Compromise({ certificate, ...rest }: Omit<ActSheetProps, "deciding">) {
  const { serial, agent_id: agent } = certificate.row;
  return <CompromiseSheet of={serial} name={agent} {...rest} />;
}

interface MainProps {
  readonly certificate: CertificateView;
  readonly onConfirm: () => void;
}

function Main({ certificate, onConfirm }: MainProps) {
  return (
    <div className="agent">
      <What certificate={certificate} onConfirm={onConfirm} />
      <CertificateTimeline certificate={certificate} />
      <Decisions decisions={certificate.decisions} />
      <Others certificate={certificate} />
      <Pem certificate={certificate} />
    </div>
  );
}

const OVER: readonly string[] = ["revoked", "superseded", "expired"];

/** The wording that counts. */
function What({ certificate, onConfirm }: MainProps) {
  const t = useT();
  const { row, sentence, revocation } = certificate;
  return (
    <>
      <Instrument
        cap={t(OVER.includes(row.state) ? "agents.mightDo" : "agents.mayDo")}
        remark={
          <span className="cap__serial">
            {t("agents.certificate")} <Hash hex={row.serial} groupsPerLine="flow" />
          </span>
        }
        runs={sentence.spans}
      />
      <Suspension certificate={certificate} />
      {revocation ? <Revocation revocation={revocation} /> : null}
      {revocation?.unconfirmed ? <Unconfirmed onConfirm={onConfirm} /> : null}
    </>
  );
}

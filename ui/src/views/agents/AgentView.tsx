/** One certificate as a page: what its agent may do, what happened, who answers, where the key lives. */
import { Ban } from "lucide-react";
import { useId, useState } from "react";
import type { ExportFormat } from "../../api";
import type { CertificateRow } from "../../bindings/CertificateRow";
import type { CertificateView } from "../../bindings/CertificateView";
import { useApi } from "../../app/api-context";
import { useRead, useWorkspace } from "../../app/queries";
import { useRouter } from "../../app/router";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Hash } from "../../components/HashView";
import { Page } from "../../components/Page";
import { Instrument } from "../../components/Instrument";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { Saved } from "../common/Saved";
import { CertificateStatus } from "../common/states";
import { CertificateTimeline } from "./CertificateTimeline";
import { Decisions } from "./Decisions";
import { ExportMenu, useExport } from "./ExportMenu";
import { Others } from "./Others";
import { Pem } from "./Pem";
import { RevokeSheet, useRevoking } from "./RevokeSheet";
import { Revocation } from "./Revocation";
import { Side } from "./Side";

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
  const [revoking, setRevoking] = useState(false);
  const close = () => {
    setRevoking(false);
  };
  const act = useRevoking(certificate.row.serial, close);
  // The revocation stands although the call failed: what is missing is said on the page.
  const owed = act.failure?.code === "crl-owed";
  const file = useExport(certificate.row.serial);
  const { row, firm } = certificate;
  const toRegister = () => {
    go({ name: "agents" });
  };
  return (
    <>
      <Page
        title={row.agent_id}
        crumb={{ label: t("agents.title"), onPress: toRegister, here: firm }}
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
            row={row}
            onExport={file.run}
            onRevoke={() => {
              act.clear();
              setRevoking(true);
            }}
          />
        }
      >
        <div aria-live="polite">
          {file.failure ? <ErrorBox failure={file.failure} /> : null}
          {file.saved && !file.failure ? <Saved path={file.saved} /> : null}
        </div>
        {owed && act.failure ? <ErrorBox failure={act.failure} /> : null}
        <div className="two">
          <Main certificate={certificate} />
          <Side certificate={certificate} />
        </div>
      </Page>
      {revoking && !owed ? (
        <RevokeSheet certificate={certificate} act={act} onClose={close} />
      ) : null}
    </>
  );
}

interface ActsProps {
  readonly row: CertificateRow;
  readonly onExport: (format: ExportFormat) => void;
  readonly onRevoke: () => void;
}

function Acts({ row, onExport, onRevoke }: ActsProps) {
  const over = row.state === "revoked" || row.state === "expired";
  return (
    <>
      <ExportMenu onChoose={onExport} />
      {over ? null : <Revoke onRevoke={onRevoke} />}
    </>
  );
}

const MAY_REVOKE: readonly string[] = ["maker", "checker"];

/** Rust refuses whoever may not; here they are told before they try. */
function Revoke({ onRevoke }: { onRevoke: () => void }) {
  const t = useT();
  const id = useId();
  const { officer } = useWorkspace();
  const may = officer !== null && MAY_REVOKE.includes(officer.role);
  return (
    <>
      {may ? null : (
        <span id={id} className="hint head__why">
          {t("agents.revoke.who")}
        </span>
      )}
      <Button
        kind="stop"
        icon={Ban}
        isDisabled={!may}
        aria-describedby={may ? undefined : id}
        onPress={onRevoke}
      >
        {t("agents.revoke")}
      </Button>
    </>
  );
}

function Main({ certificate }: { certificate: CertificateView }) {
  return (
    <div className="agent">
      <What certificate={certificate} />
      <CertificateTimeline certificate={certificate} />
      <Decisions decisions={certificate.decisions} />
      <Others certificate={certificate} />
      <Pem certificate={certificate} />
    </div>
  );
}

/** The wording that counts. */
function What({ certificate }: { certificate: CertificateView }) {
  const t = useT();
  const { row, sentence, revocation } = certificate;
  return (
    <>
      <Instrument
        cap={t(row.state === "revoked" ? "agents.mightDo" : "agents.mayDo")}
        remark={
          <span className="cap__serial">
            {t("agents.certificate")} <Hash hex={row.serial} groupsPerLine="flow" />
          </span>
        }
        runs={sentence.spans}
      />
      {revocation ? <Revocation revocation={revocation} /> : null}
    </>
  );
}

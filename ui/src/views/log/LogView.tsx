/** The log: its events, one of them whole, its head, and whether it verifies. */
import { Flag, FolderOutput, ShieldCheck } from "lucide-react";
import { useCallback } from "react";
import type { ExportView } from "../../bindings/ExportView";
import { useApi } from "../../app/api-context";
import { useAct, useRead } from "../../app/queries";
import { useRouter } from "../../app/router";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Page } from "../../components/Page";
import { useT } from "../../i18n";
import { useJob } from "../common/job";
import { EventPanel } from "./EventPanel";
import { Events } from "./Events";
import { ExportPanel } from "./ExportPanel";
import { HeadPanel } from "./HeadPanel";
import { HeldPanel } from "./HeldPanel";
import { StatePanel } from "./StatePanel";
import { useVerification } from "./verification";

export function LogView({ seq = null }: { seq?: number | null }) {
  const t = useT();
  const api = useApi();
  const { replace } = useRouter();
  const head = useRead(["head"], api.showHead);
  const job = useVerification();
  const leaving = useJob<undefined, ExportView | null>((_, tell) => api.exportLog(tell));
  const checkpoint = useAct(() => api.signCheckpoint());
  const show = useCallback(
    (next: number) => {
      replace({ name: "log", seq: next });
    },
    [replace],
  );
  const close = () => {
    replace({ name: "log" });
  };
  const acts = (
    <Acts
      exporting={leaving.running}
      onExport={() => {
        leaving.start(undefined);
      }}
      verifying={job.running}
      signing={checkpoint.busy}
      onVerify={job.start}
      onSign={() => {
        checkpoint.run(undefined);
      }}
    />
  );
  return (
    <Page title={t("log.title")} acts={acts}>
      <div className="two two--log">
        <Events seq={seq} onOpen={show} />
        <aside className="side side--flush" aria-label={t("log.side")}>
          {seq === null ? null : <EventPanel seq={seq} onClose={close} />}
          <ExportPanel job={leaving} />
          {checkpoint.failure ? <ErrorBox failure={checkpoint.failure} /> : null}
          {head.failure ? <ErrorBox failure={head.failure} onRetry={head.retry} /> : null}
          {head.data === undefined ? null : <StatePanel head={head.data} job={job} onOpen={show} />}
          {head.data ? <HeadPanel head={head.data} /> : null}
          {head.data ? <HeldPanel events={head.data.events} /> : null}
        </aside>
      </div>
    </Page>
  );
}

interface ActsProps {
  readonly exporting: boolean;
  readonly onExport: () => void;
  readonly verifying: boolean;
  readonly signing: boolean;
  readonly onVerify: () => void;
  readonly onSign: () => void;
}

function Acts(props: ActsProps) {
  const { exporting, verifying, signing, onExport, onVerify, onSign } = props;
  const t = useT();
  return (
    <>
      <Button icon={FolderOutput} busy={exporting ? t("log.export.busy") : null} onPress={onExport}>
        {t("log.export.start")}
      </Button>
      <Button icon={Flag} busy={signing ? t("log.checkpoint.busy") : null} onPress={onSign}>
        {t("log.checkpoint.sign")}
      </Button>
      <Button
        kind="ink"
        icon={ShieldCheck}
        busy={verifying ? t("log.verify.busy") : null}
        onPress={onVerify}
      >
        {t("log.verify.start")}
      </Button>
    </>
  );
}

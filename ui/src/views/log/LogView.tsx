/** The log: its events, one of them whole, its head, and whether it verifies. */
import { Flag, ShieldCheck } from "lucide-react";
import { useCallback, useState } from "react";
import type { EventRow } from "../../bindings/EventRow";
import { useApi } from "../../app/api-context";
import { useDebounced } from "../../app/debounced";
import { usePages } from "../../app/pages";
import { useAct, useRead } from "../../app/queries";
import { useRouter } from "../../app/router";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Page } from "../../components/Page";
import { Seal } from "../../components/Icon";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { EventPanel } from "./EventPanel";
import { EventTable } from "./EventTable";
import { HeadPanel } from "./HeadPanel";
import { LogFilters, type LogFilter } from "./LogFilters";
import { StatePanel } from "./StatePanel";
import { useVerification } from "./verification";

export function LogView({ seq = null }: { seq?: number | null }) {
  const t = useT();
  const api = useApi();
  const { replace } = useRouter();
  const head = useRead(["head"], api.showHead);
  const job = useVerification();
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
          {checkpoint.failure ? <ErrorBox failure={checkpoint.failure} /> : null}
          {head.failure ? <ErrorBox failure={head.failure} onRetry={head.retry} /> : null}
          {head.data === undefined ? null : <StatePanel head={head.data} job={job} onOpen={show} />}
          {head.data ? <HeadPanel head={head.data} /> : null}
        </aside>
      </div>
    </Page>
  );
}

interface ActsProps {
  readonly verifying: boolean;
  readonly signing: boolean;
  readonly onVerify: () => void;
  readonly onSign: () => void;
}

function Acts({ verifying, signing, onVerify, onSign }: ActsProps) {
  const t = useT();
  return (
    <>
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

function Events({ seq, onOpen }: { seq: number | null; onOpen: (seq: number) => void }) {
  const api = useApi();
  const [filter, setFilter] = useState<LogFilter>({ kind: null, text: "" });
  const text = useDebounced(filter.text.trim());
  const { kind } = filter;
  const events = usePages(["events", kind, text], (before: number | null) =>
    api.listEvents(before, kind, text),
  );
  const open = useCallback(
    (event: EventRow) => {
      onOpen(event.seq);
    },
    [onOpen],
  );
  return (
    <div>
      <LogFilters filter={filter} onChange={setFilter} />
      {events.failure ? (
        <ErrorBox failure={events.failure} onRetry={events.retry} />
      ) : (
        <EventTable
          pages={events.pages.map((page) => page.rows)}
          selected={seq}
          loading={events.loading}
          filtered={kind !== null || text !== ""}
          more={events.more}
          onOpen={open}
        />
      )}
      {events.pages.length > 0 ? <Count shown={events.pages} /> : null}
    </div>
  );
}

function Count({ shown }: { shown: readonly { rows: readonly unknown[]; total: number }[] }) {
  const t = useT();
  const format = useFormat();
  const rows = shown.reduce((sum, page) => sum + page.rows.length, 0);
  const total = shown.at(-1)?.total ?? 0;
  return (
    <p className="count-line">
      <span>{t("log.count", { rows: format.number(rows), total: format.number(total) })}</span>
      <span>
        <Seal /> {t("log.legend")}
      </span>
    </p>
  );
}

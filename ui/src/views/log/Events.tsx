/** The events of the log, narrowed by kind and text, a page at a time. */
import { useCallback, useState } from "react";
import type { EventRow } from "../../bindings/EventRow";
import { useApi } from "../../app/api-context";
import { useDebounced } from "../../app/debounced";
import { usePages } from "../../app/pages";
import { ErrorBox } from "../../components/ErrorBox";
import { Seal } from "../../components/Icon";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { EventTable } from "./EventTable";
import { LogFilters, type LogFilter } from "./LogFilters";

export function Events({ seq, onOpen }: { seq: number | null; onOpen: (seq: number) => void }) {
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

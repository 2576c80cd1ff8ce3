/** The events of the log, narrowed as the person left it, a page at a time. */
import { useCallback, useMemo } from "react";
import type { EventFilter } from "../../api";
import type { EventPage } from "../../bindings/EventPage";
import type { EventRow } from "../../bindings/EventRow";
import { useApi } from "../../app/api-context";
import { useDebounced } from "../../app/debounced";
import { useKept } from "../../app/kept";
import { usePages } from "../../app/pages";
import { ErrorBox } from "../../components/ErrorBox";
import { fieldProblem } from "../../components/FormSheet";
import { Seal } from "../../components/Icon";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { EventTable } from "./EventTable";
import { filteredBy, NO_FILTER, trimmed } from "./filter";
import { LogFilters } from "./LogFilters";

export function Events({ seq, onOpen }: { seq: number | null; onOpen: (seq: number) => void }) {
  const [filter, setFilter] = useKept<EventFilter>("log.filter", NO_FILTER);
  const events = useEvents(filter);
  const open = useCallback(
    (event: EventRow) => {
      onOpen(event.seq);
    },
    [onOpen],
  );
  return (
    <div>
      <LogFilters
        filter={filter}
        onChange={setFilter}
        problem={(field) => fieldProblem(events.failure, field)}
      />
      {events.failure ? (
        <ErrorBox failure={events.failure} onRetry={events.retry} />
      ) : (
        <EventTable
          pages={events.rows}
          selected={seq}
          loading={events.loading}
          empty={events.empty}
          more={events.more}
          onOpen={open}
        />
      )}
      {events.pages.length > 0 ? <Count shown={events.pages} narrowed={events.narrowed} /> : null}
    </div>
  );
}

/** Pages of a search may be short, or empty: each says how far back was looked. */
function useEvents(filter: EventFilter) {
  const t = useT();
  const format = useFormat();
  const api = useApi();
  const rested = useDebounced(filter);
  const asked = useMemo(() => trimmed(rested), [rested]);
  const events = usePages(["events", asked], (before: number | null) =>
    api.listEvents(before, asked),
  );
  const narrowed = filteredBy(asked).length > 0;
  const searched = events.pages.at(-1)?.next ?? null;
  const { more } = events;
  const empty = !narrowed
    ? t("log.empty")
    : searched === null
      ? t("log.empty.filtered")
      : t("log.empty.sofar", { seq: format.number(searched) });
  return {
    ...events,
    narrowed,
    rows: useMemo(() => events.pages.map((page) => page.rows), [events.pages]),
    empty,
    more: more && narrowed ? { ...more, label: t("log.further") } : more,
  };
}

function Count({ shown, narrowed }: { shown: readonly EventPage[]; narrowed: boolean }) {
  const t = useT();
  const format = useFormat();
  const rows = shown.reduce((sum, page) => sum + page.rows.length, 0);
  const last = shown.at(-1);
  const searched = narrowed ? (last?.next ?? null) : null;
  const values = { rows: format.number(rows), total: format.number(last?.total ?? 0) };
  return (
    <p className="count-line" aria-live="polite">
      <span>
        {t("log.count", values)}
        {searched === null ? null : ` ${t("log.searched", { seq: format.number(searched) })}`}
      </span>
      <span>
        <Seal /> {t("log.legend")}
      </span>
    </p>
  );
}

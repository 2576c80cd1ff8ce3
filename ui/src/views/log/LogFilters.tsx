/** Narrows the log to a kind of event or to a text. */
import { SearchInput } from "../../components/SearchInput";
import { Select } from "../../components/Select";
import { useT, wordFor } from "../../i18n";
import { EVENT_KINDS } from "./kinds";

export interface LogFilter {
  readonly kind: string | null;
  readonly text: string;
}

const ANY = "any";

interface Props {
  readonly filter: LogFilter;
  readonly onChange: (filter: LogFilter) => void;
}

export function LogFilters({ filter, onChange }: Props) {
  const t = useT();
  return (
    <div role="search" className="filters">
      <SearchInput
        label={t("log.search")}
        value={filter.text}
        onChange={(text) => {
          onChange({ ...filter, text });
        }}
      />
      <Select
        label={t("log.filter.kind")}
        value={filter.kind ?? ANY}
        onChange={(kind) => {
          onChange({ ...filter, kind: kind === ANY ? null : kind });
        }}
        choices={[
          { key: ANY, label: t("log.filter.any") },
          ...EVENT_KINDS.map((key) => ({ key, label: wordFor(t, `event.${key}`, key) })),
        ]}
      />
    </div>
  );
}

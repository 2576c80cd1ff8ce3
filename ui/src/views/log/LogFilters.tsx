/** Narrows the log by text, kind, person, agent and time; what it is narrowed by stands beneath. */
import type { EventFilter } from "../../api";
import { useWorkspace } from "../../app/queries";
import { Chips } from "../../components/Chips";
import { ComboInput } from "../../components/ComboInput";
import { DateInput } from "../../components/DateInput";
import { TextInput } from "../../components/Field";
import { Select, type Choice } from "../../components/Select";
import { useFormat } from "../../format";
import { useT, wordFor, type Translate } from "../../i18n";
import { useAgents } from "../common/agents";
import { filteredBy, NO_FILTER, SERVICES, type FilterKey } from "./filter";
import { EVENT_KINDS } from "./kinds";

const ANY = "any";

interface Props {
  readonly filter: EventFilter;
  readonly onChange: (filter: EventFilter) => void;
  readonly problem: (field: FilterKey) => string | null;
}

export function LogFilters({ filter, onChange, problem }: Props) {
  const t = useT();
  const people = usePeople();
  const agents = useAgents(filter.agent);
  const set = (key: FilterKey) => (value: string | null) => {
    onChange({ ...filter, [key]: value === ANY || value === null ? "" : value });
  };
  return (
    <div role="search" aria-label={t("log.filters")} className="logfilters">
      <TextInput label={t("log.search")} value={filter.text} onChange={set("text")} />
      <Select
        label={t("log.filter.kind")}
        value={filter.kind || ANY}
        onChange={set("kind")}
        choices={[{ key: ANY, label: t("log.filter.any") }, ...kinds(t)]}
      />
      <Select
        label={t("log.filter.actor")}
        value={filter.actor || ANY}
        onChange={set("actor")}
        choices={[{ key: ANY, label: t("log.filter.anyone") }, ...people]}
      />
      <ComboInput
        label={t("log.filter.agent")}
        openLabel={t("log.filter.agents")}
        suggestions={agents}
        value={filter.agent}
        onChange={set("agent")}
      />
      <DateInput
        label={t("log.filter.from")}
        value={filter.from || null}
        onChange={set("from")}
        problem={problem("from")}
      />
      <DateInput
        label={t("log.filter.to")}
        value={filter.to || null}
        onChange={set("to")}
        problem={problem("to")}
      />
      <Narrowed filter={filter} people={people} onChange={onChange} />
    </div>
  );
}

const kinds = (t: Translate): Choice[] =>
  EVENT_KINDS.map((key) => ({ key, label: wordFor(t, `event.${key}`, key) }));

/** Officers by name, then the services. */
function usePeople(): Choice[] {
  const t = useT();
  const { officers } = useWorkspace();
  return [
    ...officers.map(({ id, name }) => ({ key: id, label: name ? `${id}, ${name}` : id })),
    ...SERVICES.map((key) => ({ key, label: t("log.filter.service", { name: key }) })),
  ];
}

interface NarrowedProps {
  readonly filter: EventFilter;
  readonly people: readonly Choice[];
  readonly onChange: (filter: EventFilter) => void;
}

function Narrowed({ filter, people, onChange }: NarrowedProps) {
  const t = useT();
  const format = useFormat();
  const words: Record<FilterKey, (value: string) => string> = {
    text: (value) => value.trim(),
    kind: (value) => wordFor(t, `event.${value}`, value),
    actor: (value) => people.find((one) => one.key === value)?.label ?? value,
    agent: (value) => value.trim(),
    from: format.shortDate,
    to: format.shortDate,
  };
  const chips = filteredBy(filter).map((key) => {
    const label = t(`log.chip.${key}`, { value: words[key](filter[key]) });
    return {
      key,
      label,
      clearLabel: t("log.chip.clear", { chip: label }),
      onClear: () => {
        onChange({ ...filter, [key]: "" });
      },
    };
  });
  return (
    <Chips
      label={t("log.chips")}
      chips={chips}
      clearLabel={t("log.chips.clear")}
      onClear={() => {
        onChange(NO_FILTER);
      }}
    />
  );
}

import type { EventRow } from "../../bindings/EventRow";
import { Icon } from "../../components/Icon";
import { useT, wordFor } from "../../i18n";
import { classOfEvent, iconOfKind } from "./kinds";

/** What happened, as icon and word. */
export function EventWord({ event }: { event: EventRow }) {
  const t = useT();
  return (
    <span className={classOfEvent(event)}>
      <Icon of={iconOfKind(event.kind)} />
      {wordFor(t, `event.${event.kind}`, event.kind)}
    </span>
  );
}

/** A day and a time of day in UTC. Instants are text: `2026-12-01T08:00:00Z`; empty while incomplete. */
import { parseDateTime, type CalendarDateTime } from "@internationalized/date";
import { DateField, DateInput as Segments, DateSegment, Text } from "react-aria-components";
import { FieldLabel, Problem, type FieldFrame } from "./Field";

type Props = FieldFrame & {
  value: string;
  onChange: (instant: string) => void;
  onBlur?: () => void;
};

const instantOf = (text: string): CalendarDateTime | null => {
  try {
    return text ? parseDateTime(text.replace(/Z$/, "")) : null;
  } catch {
    return null;
  }
};

const textOf = (instant: CalendarDateTime) => `${instant.toString().slice(0, 19)}Z`;

export function InstantInput(props: Props) {
  const { value, onChange, onBlur, problem, hint, path } = props;
  return (
    <DateField
      className="field"
      granularity="minute"
      hourCycle={24}
      shouldForceLeadingZeros
      value={instantOf(value)}
      onChange={(instant) => {
        onChange(instant ? textOf(instant) : "");
      }}
      onBlur={onBlur}
      isInvalid={Boolean(problem)}
      data-field={path}
    >
      <FieldLabel {...props} />
      <Segments className={problem ? "input input--bad date__parts" : "input date__parts"}>
        {(segment) => <DateSegment segment={segment} className="date__part" />}
      </Segments>
      {(problem || hint) && (
        <Text slot="description" elementType="div">
          {problem && <Problem>{problem}</Problem>}
          {hint && <p className="hint">{hint}</p>}
        </Text>
      )}
    </DateField>
  );
}

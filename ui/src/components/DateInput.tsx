/** A day, typed part by part or picked from a calendar. Days are text: `2027-05-28`. */
import { parseDate, type CalendarDate } from "@internationalized/date";
import { CalendarDays, ChevronLeft, ChevronRight } from "lucide-react";
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  DateInput as Segments,
  DatePicker,
  DateSegment,
  Dialog,
  Group,
  Heading,
  Popover,
  Text,
} from "react-aria-components";
import { FieldLabel, Problem, type FieldFrame } from "./Field";
import { Icon } from "./Icon";

type Props = FieldFrame & {
  value: string | null;
  onChange: (day: string | null) => void;
  onBlur?: () => void;
};

const dayOf = (text: string | null): CalendarDate | null => {
  try {
    return text ? parseDate(text) : null;
  } catch {
    return null;
  }
};

function Days() {
  return (
    <Calendar className="calendar">
      <header>
        <Button slot="previous" className="btn btn--icon">
          <Icon of={ChevronLeft} />
        </Button>
        <Heading level={2} />
        <Button slot="next" className="btn btn--icon">
          <Icon of={ChevronRight} />
        </Button>
      </header>
      <CalendarGrid>
        {(date) => <CalendarCell date={date} className="calendar__day" />}
      </CalendarGrid>
    </Calendar>
  );
}

export function DateInput(props: Props) {
  const { value, onChange, onBlur, problem, hint, path } = props;
  return (
    <DatePicker
      className="field"
      granularity="day"
      shouldForceLeadingZeros
      value={dayOf(value)}
      onChange={(day) => {
        onChange(day ? day.toString() : null);
      }}
      onBlur={onBlur}
      isInvalid={Boolean(problem)}
      data-field={path}
    >
      <FieldLabel {...props} />
      <Group className={problem ? "input input--bad date" : "input date"}>
        <Segments className="date__parts">
          {(segment) => <DateSegment segment={segment} className="date__part" />}
        </Segments>
        <Button className="combo__open">
          <Icon of={CalendarDays} />
        </Button>
      </Group>
      {(problem || hint) && (
        <Text slot="description" elementType="div">
          {problem && <Problem>{problem}</Problem>}
          {hint && <p className="hint">{hint}</p>}
        </Text>
      )}
      <Popover className="popover">
        <Dialog>
          <Days />
        </Dialog>
      </Popover>
    </DatePicker>
  );
}

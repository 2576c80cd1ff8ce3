import type { ReactNode } from "react";

export interface TimelineItem {
  readonly key: string;
  readonly time: string;
  readonly instant: string;
  readonly node: ReactNode;
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  readonly body?: ReactNode;
}

export interface TimelineDay {
  readonly key: string;
  readonly label: string;
  readonly items: readonly TimelineItem[];
}

/** What happened, by day, in the order it is given. */
export function Timeline({ days, label }: { days: readonly TimelineDay[]; label: string }) {
  return (
    <ol className="tl" aria-label={label}>
      {days.map((day) => (
        <li key={day.key} className="tl__day">
          <h3>{day.label}</h3>
          <ol>
            {day.items.map((item) => (
              <Entry key={item.key} item={item} />
            ))}
          </ol>
        </li>
      ))}
    </ol>
  );
}

function Entry({ item }: { item: TimelineItem }) {
  return (
    <li className="tl__item">
      <time dateTime={item.instant}>{item.time}</time>
      <span className="tl__dot">{item.node}</span>
      <div className="tl__what">
        <p className="tl__line">
          <b>{item.title}</b>
          {item.aside}
        </p>
        {item.body ? <p className="tl__body">{item.body}</p> : null}
      </div>
    </li>
  );
}

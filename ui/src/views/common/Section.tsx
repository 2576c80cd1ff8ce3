/** A part of a page: a heading, what can be done about it, and a line that says what it is. */
import { useId, type ReactNode } from "react";

interface Props {
  readonly title: string;
  readonly hint?: ReactNode;
  readonly acts?: ReactNode;
  readonly children: ReactNode;
}

export function Section({ title, hint, acts, children }: Props) {
  const id = useId();
  return (
    <section className="part" aria-labelledby={id}>
      <header className="part__head">
        <h2 id={id}>{title}</h2>
        {acts ? <div className="part__acts">{acts}</div> : null}
      </header>
      {hint ? <p className="part__hint">{hint}</p> : null}
      {children}
    </section>
  );
}

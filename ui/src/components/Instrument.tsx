/** Wording that counts, set large under a double rule. */
import type { ReactNode } from "react";

/** A run of the wording; the shape of `bindings/Span`. */
export type Run = { text: string; kind: "plain" | "value" | "gap"; changed: boolean };

type Props = { cap: string; remark?: ReactNode; runs: readonly Run[]; live?: boolean };

function Words({ text, kind, changed }: Run) {
  if (changed) return <ins>{text}</ins>;
  if (kind === "value") return <b>{text}</b>;
  if (kind === "gap") return <span className="scope__gap">{text}</span>;
  return text;
}

export function Instrument({ cap, remark, runs, live = false }: Props) {
  return (
    <section className="instrument">
      <p className="cap">
        {cap}
        {remark && <span>{remark}</span>}
      </p>
      <p className="scope" aria-live={live ? "polite" : undefined}>
        {runs.map((run, index) => (
          <Words key={index} {...run} />
        ))}
      </p>
    </section>
  );
}

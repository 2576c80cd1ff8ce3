import { Fragment, type ReactNode } from "react";

export interface Fact {
  readonly key: string;
  readonly label: ReactNode;
  readonly value: ReactNode;
}

/** Names at the left, values at the right; `wide` gives every name the same room. */
export function Facts({ items, wide = false }: { items: readonly Fact[]; wide?: boolean }) {
  return (
    <dl className={wide ? "facts facts--wide" : "facts"}>
      {items.map((fact) => (
        <Fragment key={fact.key}>
          <dt>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

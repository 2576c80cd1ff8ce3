import type { ReactNode } from "react";

export interface Link {
  readonly key: string;
  readonly name: string;
  readonly detail: ReactNode;
  readonly status: ReactNode;
}

/** Each link hangs on the one above it; the first is the root, the last is the leaf. */
export function Chain({ links }: { links: readonly Link[] }) {
  return (
    <ol className="chain">
      {links.map((link) => (
        <li key={link.key}>
          <span className="chain__name">{link.name}</span>
          <span className="chain__status">{link.status}</span>
          <small>{link.detail}</small>
        </li>
      ))}
    </ol>
  );
}

/** Lucide icons at our size and weight; decoration, hidden from assistive technology. */
import type { LucideIcon } from "lucide-react";

export type { LucideIcon };

export function Icon({ of: Glyph, large = false }: { of: LucideIcon; large?: boolean }) {
  return <Glyph className={large ? "i i--l" : "i"} aria-hidden="true" />;
}

/** The wax seal: only where a key signs or has signed. */
export function Seal() {
  return (
    <svg className="seal" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M3.85 8.62a4 4 0 0 1 4.78-4.77 4 4 0 0 1 6.74 0 4 4 0 0 1 4.78 4.78 4 4 0 0 1 0 6.74 4 4 0 0 1-4.77 4.78 4 4 0 0 1-6.75 0 4 4 0 0 1-4.78-4.77 4 4 0 0 1 0-6.76Z" />
      <path d="m16 9-5.5 5.5L8 12" />
    </svg>
  );
}

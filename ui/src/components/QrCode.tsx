import { useMemo } from "react";

const QUIET_ZONE = 4;

/** Modules as one path: a run of dark modules in a row is one rectangle. */
export function modulesToPath(modules: readonly (readonly boolean[])[]): string {
  const runs: string[] = [];
  modules.forEach((row, y) => {
    let start = -1;
    for (let x = 0; x <= row.length; x += 1) {
      if (row[x] && start < 0) start = x;
      if (!row[x] && start >= 0) {
        runs.push(`M${start} ${y}h${x - start}v1h-${x - start}z`);
        start = -1;
      }
    }
  });
  return runs.join("");
}

/** A QR code from its modules; black on white in both themes, so that cameras read it. */
export function QrCode({
  modules,
  label,
}: {
  modules: readonly (readonly boolean[])[];
  label: string;
}) {
  const path = useMemo(() => modulesToPath(modules), [modules]);
  const side = modules.length + 2 * QUIET_ZONE;
  return (
    <svg
      className="qr"
      role="img"
      aria-label={label}
      viewBox={`${-QUIET_ZONE} ${-QUIET_ZONE} ${side} ${side}`}
      shapeRendering="crispEdges"
    >
      <path d={path} />
    </svg>
  );
}

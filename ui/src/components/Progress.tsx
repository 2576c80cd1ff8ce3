/** A long piece of work: what is being done now, how far it has come. */
import type { ReactNode } from "react";
import { ProgressBar } from "react-aria-components";

type Props = {
  /** What is being done. */
  label: string;
  /** How far it has come, in words. */
  detail?: ReactNode;
  done: number;
  total: number;
};

export function Progress({ label, detail, done, total }: Props) {
  const known = total > 0;
  return (
    <ProgressBar
      className="progress"
      aria-label={label}
      value={known ? done : 0}
      maxValue={known ? total : 1}
      isIndeterminate={!known}
    >
      <span className="progress__label">
        {label}
        {detail && <span className="muted">{detail}</span>}
      </span>
      <progress value={known ? done : undefined} max={known ? total : 1} aria-hidden="true" />
    </ProgressBar>
  );
}

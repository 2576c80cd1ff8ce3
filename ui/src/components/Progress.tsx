/** A long piece of work: what is being done now, how far it has come. */
import { ProgressBar } from "react-aria-components";

type Props = { label: string; done: number; total: number };

export function Progress({ label, done, total }: Props) {
  const known = total > 0;
  return (
    <ProgressBar
      className="progress"
      aria-label={label}
      value={known ? done : 0}
      maxValue={known ? total : 1}
      isIndeterminate={!known}
    >
      <span className="progress__label">{label}</span>
      <progress
        className="progress__bar"
        value={known ? done : undefined}
        max={known ? total : 1}
        aria-hidden="true"
      />
    </ProgressBar>
  );
}

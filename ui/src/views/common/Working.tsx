/** How far long work is, with the button that stops it. */
import type { ProgressView } from "../../bindings/ProgressView";
import { Button } from "../../components/Button";
import { Progress } from "../../components/Progress";
import { useFormat } from "../../format";
import { useT, wordFor } from "../../i18n";

interface Props {
  readonly progress: ProgressView | null;
  /** Said before the first step. */
  readonly waiting: string;
  readonly cancelLabel: string;
  readonly onCancel: () => void;
}

export function Working({ progress, waiting, cancelLabel, onCancel }: Props) {
  const t = useT();
  const format = useFormat();
  const step = wordFor(t, `log.progress.${progress?.step ?? ""}`, waiting);
  const label = progress
    ? t("log.state.progress", {
        step,
        done: format.number(progress.done),
        total: format.number(progress.total),
      })
    : step;
  return (
    <div className="job">
      <Progress label={label} done={progress?.done ?? 0} total={progress?.total ?? 0} />
      <Button onPress={onCancel}>{cancelLabel}</Button>
    </div>
  );
}

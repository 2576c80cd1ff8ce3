/** The next schedule: months a class, then the sheet that proposes it. */
import { useState } from "react";
import { useApi } from "../../app/api-context";
import type { RetentionView } from "../../bindings/RetentionView";
import { Button } from "../../components/Button";
import { Diff, type DiffLine } from "../../components/Diff";
import { TextInput } from "../../components/Field";
import { useT, type Translate } from "../../i18n";
import { ProposalSheet } from "../changes/ProposalSheet";
import { monthsOf } from "../changes/words";
import { wordsOf } from "../requests/Comparison";
import { boundsOf } from "./Schedule";
import { changedIn, nextOf, typedOf, wrongIn, type Typed } from "./schedule";

interface Props {
  readonly view: RetentionView;
  readonly onClose: () => void;
}

export function ScheduleForm({ view, onClose }: Props) {
  const t = useT();
  const [typed, setTyped] = useState<Typed>(() => typedOf(view));
  const [signing, setSigning] = useState(false);
  const wrong = wrongIn(typed);
  const changed = changedIn(view, typed);
  return (
    <>
      <form
        className="scheduleform"
        aria-label={t("records.schedule.form")}
        onSubmit={(event) => {
          event.preventDefault();
          if (wrong.length === 0 && changed.length > 0) setSigning(true);
        }}
      >
        {view.classes.map((one) => (
          <TextInput
            key={one.class}
            label={t("records.monthsOf", { label: one.label })}
            hint={`${one.basis}: ${boundsOf(t, one)}`}
            kind="number"
            path={`rules.${one.class}`}
            value={typed[one.class] ?? ""}
            problem={wrong.includes(one.class) ? t("records.wrong") : null}
            onChange={(months) => {
              setTyped({ ...typed, [one.class]: months });
            }}
          />
        ))}
        <div className="scheduleform__acts">
          <p className="hint">{t("records.schedule.empty")}</p>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button kind="ink" type="submit" isDisabled={changed.length === 0 || wrong.length > 0}>
            {t("form.continue")}
          </Button>
        </div>
      </form>
      {signing ? (
        <ScheduleSheet
          view={view}
          typed={typed}
          changed={changed}
          onClose={() => {
            setSigning(false);
          }}
        />
      ) : null}
    </>
  );
}

interface SheetProps extends Props {
  readonly typed: Typed;
  readonly changed: readonly string[];
}

function ScheduleSheet({ view, typed, changed, onClose }: SheetProps) {
  const t = useT();
  const api = useApi();
  const next = nextOf(view, typed);
  return (
    <ProposalSheet
      title={t("records.schedule.title")}
      subtitle={t("change.versions", { now: view.version, next: next.version })}
      sentence={t("records.schedule.sentence")}
      propose={(reason, pin) => api.proposeSchedule(JSON.stringify(next), reason, pin)}
      onClose={onClose}
    >
      <Diff
        lines={linesOf(view, typed, changed, t)}
        words={{ ...wordsOf(t), caption: t("change.diff.caption") }}
        now={<b>{t("change.now")}</b>}
        then={<b>{t("change.then")}</b>}
      />
    </ProposalSheet>
  );
}

function linesOf(
  view: RetentionView,
  typed: Typed,
  changed: readonly string[],
  t: Translate,
): DiffLine[] {
  const time = (months: string) => (months === "" ? null : monthsOf(t, Number(months)));
  const lines = view.classes.map((one): DiffLine => {
    const now = time(one.months?.toString() ?? "");
    const then = time((typed[one.class] ?? "").trim());
    const change = !changed.includes(one.class)
      ? "same"
      : now === null
        ? "added"
        : then === null
          ? "removed"
          : "changed";
    return { key: one.class, name: one.label, now, then, change };
  });
  return lines
    .filter((line) => line.now !== null || line.then !== null)
    .sort((a, b) => Number(a.change === "same") - Number(b.change === "same"));
}

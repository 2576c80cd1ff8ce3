/** What is in force beside those of a change. */
import { useMemo } from "react";
import type { ChangeView } from "../../bindings/ChangeView";
import type { DiffRow } from "../../bindings/DiffRow";
import { Diff, type DiffLine } from "../../components/Diff";
import { useFormat } from "../../format";
import { useT, type Translate } from "../../i18n";
import { wordsOf } from "../requests/Comparison";
import { withAmounts } from "./amounts";
import { fieldOf, hashOf, valueOf, type Words } from "./words";

const lineOf = (row: DiffRow, index: number, words: Words): DiffLine => ({
  key: `${row.field} ${String(index)}`,
  name: fieldOf(words.t, row.field),
  now: valueOf(words, row.field, row.now),
  then: valueOf(words, row.field, row.then),
  change: row.change,
  nowHash: hashOf(row.field, row.now) ?? row.now_hash,
  thenHash: hashOf(row.field, row.then) ?? row.then_hash,
});

interface Props {
  readonly change: ChangeView;
  readonly onlyChanged?: boolean;
}

export function ChangeDiff({ change, onlyChanged = false }: Props) {
  const t = useT();
  const format = useFormat();
  const diff = useMemo(() => withAmounts(change.diff, format), [change.diff, format]);
  const rows = diff.filter((row) => !onlyChanged || row.change !== "same");
  // Of a proposal that nobody signed yet, there is no state.
  const decided = change.row.id !== "" && change.row.state !== "submitted";
  const same = diff.filter((row) => row.change === "same").length;
  return (
    <Diff
      lines={rows.map((row, index) => lineOf(row, index, { t, format }))}
      words={{ ...wordsOf(t), caption: t("change.diff.caption") }}
      now={
        <>
          <b>{nowOf(t, change, decided)}</b>
          {change.current_version > 0
            ? t("profiles.version", { version: change.current_version })
            : null}
        </>
      }
      then={
        <>
          <b>{t("change.then")}</b>
          {t("requests.diff.thenText", { changed: diff.length - same, same })}
        </>
      }
    />
  );
}

/** Of rules, what is in force; of data, what is there. */
function nowOf(t: Translate, { row }: ChangeView, decided: boolean): string {
  if (row.kind === "erasure") return t("change.now.there");
  return t(decided ? "change.nowThen" : "change.now");
}

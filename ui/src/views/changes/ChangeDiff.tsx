/** What is in force beside those of a change. */
import type { ChangeView } from "../../bindings/ChangeView";
import type { DiffRow } from "../../bindings/DiffRow";
import { Diff, type DiffLine } from "../../components/Diff";
import { useT, type Translate } from "../../i18n";
import { wordsOf } from "../requests/Comparison";
import { fieldOf, hashOf, valueOf } from "./words";

const lineOf = (row: DiffRow, index: number, t: Translate): DiffLine => ({
  key: `${row.field} ${String(index)}`,
  name: fieldOf(t, row.field),
  now: valueOf(t, row.field, row.now),
  then: valueOf(t, row.field, row.then),
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
  const rows = change.diff.filter((row) => !onlyChanged || row.change !== "same");
  // Of a proposal that nobody signed yet, there is no state.
  const decided = change.row.id !== "" && change.row.state !== "submitted";
  const same = change.diff.filter((row) => row.change === "same").length;
  return (
    <Diff
      lines={rows.map((row, index) => lineOf(row, index, t))}
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
          {t("requests.diff.thenText", { changed: change.diff.length - same, same })}
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

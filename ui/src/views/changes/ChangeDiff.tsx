/** The rules in force beside those of a change. */
import type { ChangeView } from "../../bindings/ChangeView";
import type { DiffRow } from "../../bindings/DiffRow";
import { Diff, type DiffLine } from "../../components/Diff";
import { useT, wordFor, type Translate } from "../../i18n";
import { scopeOf } from "../profiles/words";
import { wordsOf } from "../requests/Comparison";

const isHash = (field: string) => field.endsWith("sha256");

/** A rule's value as it is read: of the scope in words, of a hash nothing but the hash. */
const textOf = (t: Translate, field: string, value: string | null) => {
  if (value === null) return null;
  if (isHash(field)) return "";
  return field === "scope" ? scopeOf(t, value) : value;
};

const lineOf = (row: DiffRow, t: Translate): DiffLine => ({
  key: row.field,
  name: wordFor(t, `change.field.${row.field}`, row.field),
  now: textOf(t, row.field, row.now),
  then: textOf(t, row.field, row.then),
  change: row.change,
  nowHash: isHash(row.field) ? row.now : row.now_hash,
  thenHash: isHash(row.field) ? row.then : row.then_hash,
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
      lines={rows.map((row) => lineOf(row, t))}
      words={{ ...wordsOf(t), caption: t("change.diff.caption") }}
      now={
        <>
          <b>{t(decided ? "change.nowThen" : "change.now")}</b>
          {t("profiles.version", { version: change.current_version })}
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

/** A request beside the certificate now in force; for a first certificate, alone. */
import type { DiffRow } from "../../bindings/DiffRow";
import type { RequestView } from "../../bindings/RequestView";
import { Diff, type DiffLine, type DiffWords } from "../../components/Diff";
import { shortSerial, useFormat } from "../../format";
import { useT, wordFor, type Translate } from "../../i18n";

export const lineOf = (row: DiffRow, t: Translate): DiffLine => ({
  key: row.field,
  name: wordFor(t, `requests.diff.${row.field}`, row.field),
  now: row.now,
  then: row.then,
  change: row.change,
  nowHash: row.now_hash,
  thenHash: row.then_hash,
  caution: row.reach === "wider" ? t("requests.diff.wider") : null,
});

export const wordsOf = (t: Translate): DiffWords => ({
  caption: t("requests.diff.caption"),
  added: t("requests.diff.added"),
  changed: t("requests.diff.changed"),
  removed: t("requests.diff.removed"),
  same: t("requests.diff.same"),
  nothing: t("requests.diff.nothing"),
});

function Now({ request }: { request: RequestView }) {
  const t = useT();
  const format = useFormat();
  const { current_since, current_serial } = request;
  return (
    <>
      <b>{t("requests.diff.now")}</b>
      {current_since && t("requests.diff.nowText", { date: format.date(current_since) })}{" "}
      {current_serial && <code title={current_serial}>{shortSerial(current_serial)}</code>}
    </>
  );
}

export function Comparison({ request, deciding }: { request: RequestView; deciding: boolean }) {
  const t = useT();
  const first = request.current_serial === null;
  const same = request.diff.filter((row) => row.change === "same").length;
  const changed = request.diff.length - same;
  const then = first ? (
    <>
      <b>{t("requests.diff.new")}</b>
      {t("requests.diff.newText")}
    </>
  ) : (
    <>
      <b>{t(deciding ? "requests.diff.then" : "requests.diff.thenPage")}</b>
      {t("requests.diff.thenText", { changed, same })}
    </>
  );
  return (
    <Diff
      lines={request.diff.map((row) => lineOf(row, t))}
      words={wordsOf(t)}
      now={first ? null : <Now request={request} />}
      then={then}
    />
  );
}

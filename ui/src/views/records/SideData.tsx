/** Side data: clear text beside the log that can be erased, once nothing asks for it any more. */
import { Eraser } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { useApi } from "../../app/api-context";
import { usePages } from "../../app/pages";
import type { SideDataRow } from "../../bindings/SideDataRow";
import { Button } from "../../components/Button";
import { Check } from "../../components/Check";
import { ErrorBox } from "../../components/ErrorBox";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { Section } from "../common/Section";
import { useMayPropose } from "../common/roles";
import { EraseSheet } from "./EraseSheet";
import { SideDataTable } from "./SideDataTable";

export function SideData() {
  const t = useT();
  const may = useMayPropose();
  const [due, setDue] = useState(true);
  const chosen = useChosen();
  const [erasing, setErasing] = useState(false);
  const data = useSideData(due);
  const rows = data.pages.flat().filter((row) => chosen.has(row.blob));
  const acts = (
    <>
      {may ? null : <span className="hint">{t("held.witness.who")}</span>}
      <Button
        icon={Eraser}
        isDisabled={!may || rows.length === 0}
        onPress={() => {
          setErasing(true);
        }}
      >
        {t("records.erase", { count: rows.length })}
      </Button>
    </>
  );
  return (
    <Section title={t("records.side")} hint={t("records.side.hint")} acts={acts}>
      <div className="filters filters--check">
        <Check isSelected={due} onChange={setDue}>
          {t("records.side.due")}
        </Check>
      </div>
      {data.failure ? (
        <ErrorBox failure={data.failure} onRetry={data.retry} />
      ) : (
        <SideDataTable
          pages={data.pages}
          loading={data.loading}
          more={data.more}
          empty={data.empty}
          chosen={chosen}
          may={may}
        />
      )}
      {erasing ? (
        <EraseSheet
          rows={rows}
          onClose={() => {
            setErasing(false);
          }}
        />
      ) : null}
    </Section>
  );
}

/** What is due is searched for: a page may be empty, and says how far it looked. */
function useSideData(due: boolean) {
  const t = useT();
  const format = useFormat();
  const api = useApi();
  const data = usePages(["side-data", due], (after: number | null) => api.listSideData(due, after));
  const searched = data.pages.at(-1)?.next ?? null;
  const empty = !due
    ? t("records.side.none")
    : searched === null
      ? t("records.side.none.due")
      : t("records.side.none.sofar", { seq: format.number(searched) });
  return {
    ...data,
    pages: useMemo(() => data.pages.map((page) => page.rows), [data.pages]),
    more: data.more && due ? { ...data.more, label: t("records.side.further") } : data.more,
    empty,
  };
}

export type Chosen = ReturnType<typeof useChosen>;

/** Pieces of side data that were ticked. */
function useChosen() {
  const [blobs, setBlobs] = useState<ReadonlySet<string>>(new Set());
  const has = useCallback((blob: string) => blobs.has(blob), [blobs]);
  const toggle = useCallback((row: SideDataRow, on: boolean) => {
    setBlobs((before) => {
      const next = new Set(before);
      if (on) next.add(row.blob);
      else next.delete(row.blob);
      return next;
    });
  }, []);
  return useMemo(() => ({ has, toggle }), [has, toggle]);
}

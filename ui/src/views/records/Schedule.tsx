/** The retention schedule in force, with the law behind each class; and a form for the next. */
import { PencilLine } from "lucide-react";
import { useMemo, useState } from "react";
import { useApi } from "../../app/api-context";
import { useRead } from "../../app/queries";
import type { RetentionClassView } from "../../bindings/RetentionClassView";
import type { RetentionView } from "../../bindings/RetentionView";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Table, type Column } from "../../components/Table";
import { useFormat } from "../../format";
import { useT, type Translate } from "../../i18n";
import { monthsOf } from "../changes/words";
import { Section } from "../common/Section";
import { useMayPropose } from "../common/roles";
import { ScheduleForm } from "./ScheduleForm";

export function Schedule() {
  const t = useT();
  const api = useApi();
  const may = useMayPropose();
  const [editing, setEditing] = useState(false);
  const retention = useRead(["retention"], api.showRetention);
  const acts = editing ? null : (
    <>
      {may ? null : <span className="hint">{t("held.witness.who")}</span>}
      <Button
        icon={PencilLine}
        isDisabled={!may || !retention.data}
        onPress={() => {
          setEditing(true);
        }}
      >
        {t("records.schedule.propose")}
      </Button>
    </>
  );
  return (
    <Section title={t("records.schedule")} hint={t("records.schedule.hint")} acts={acts}>
      {retention.failure ? (
        <ErrorBox failure={retention.failure} onRetry={retention.retry} />
      ) : null}
      {retention.data ? <Since view={retention.data} /> : null}
      {retention.data && editing ? (
        <ScheduleForm
          view={retention.data}
          onClose={() => {
            setEditing(false);
          }}
        />
      ) : null}
      {editing || retention.failure ? null : <ClassTable view={retention.data ?? null} />}
    </Section>
  );
}

function Since({ view }: { view: RetentionView }) {
  const t = useT();
  const format = useFormat();
  const { version, since, change } = view;
  return (
    <p className="small muted">
      {since === null || change === null
        ? t("records.schedule.first", { version })
        : t("records.schedule.since", { version, at: format.instant(since), change })}
    </p>
  );
}

const keyOf = (row: RetentionClassView) => row.class;

function ClassTable({ view }: { view: RetentionView | null }) {
  const t = useT();
  const columns = useMemo(() => columnsOf(t), [t]);
  return (
    <Table
      className="schedule"
      label={t("records.schedule")}
      columns={columns}
      pages={view ? [view.classes] : []}
      rowKey={keyOf}
      loading={view === null}
    />
  );
}

/** The months that the law names, at least or at most. */
export function boundsOf(t: Translate, { minimum, maximum }: RetentionClassView): string {
  const least = minimum === null ? null : t("records.least", { time: monthsOf(t, minimum) });
  const most = maximum === null ? null : t("records.most", { time: monthsOf(t, maximum) });
  return [least, most].filter(Boolean).join(", ") || t("records.nothing");
}

const columnsOf = (t: Translate): Column<RetentionClassView>[] => [
  {
    key: "label",
    head: t("records.col.class"),
    wrap: true,
    cell: (row) => row.label,
  },
  {
    key: "months",
    head: t("records.col.time"),
    wrap: true,
    cell: (row) =>
      row.months === null ? (
        <span className="muted">{t("records.applies.not")}</span>
      ) : (
        monthsOf(t, row.months)
      ),
  },
  { key: "bounds", head: t("records.col.bounds"), wrap: true, cell: (row) => boundsOf(t, row) },
  { key: "basis", head: t("records.col.basis"), wrap: true, cell: (row) => row.basis },
];

/** Requests that were put aside before they were submitted. */
import { useLingui } from "@lingui/react";
import { useMemo } from "react";
import { useApi } from "../../app/api-context";
import { useDraft } from "../../app/draft";
import { useAct, useRead, useWorkspace } from "../../app/queries";
import { useRouter } from "../../app/router";
import type { DraftView } from "../../bindings/DraftView";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Table, type Column } from "../../components/Table";
import { formatter, type Format } from "../../format";
import { useT, type Translate } from "../../i18n";
import { Section } from "../common/Section";
import { fromInput } from "./form";

interface Acts {
  readonly mine: (draft: DraftView) => boolean;
  readonly resume: (draft: DraftView) => void;
  readonly drop: (draft: DraftView) => void;
}

const columnsOf = (t: Translate, format: Format, acts: Acts): Column<DraftView>[] => [
  { key: "request", head: t("drafts.col.id"), cell: (row) => row.id },
  {
    key: "agent",
    head: t("requests.col.agent"),
    wrap: true,
    cell: ({ input }) =>
      input === null ? (
        <span className="muted">{t("requests.erased")}</span>
      ) : (
        input.agent_id || <span className="muted">{t("drafts.unnamed")}</span>
      ),
  },
  {
    key: "purpose",
    head: t("requests.page.purpose"),
    wrap: true,
    cell: ({ input }) => input?.purpose ?? "",
  },
  {
    key: "submitted",
    head: t("drafts.col.kept"),
    wrap: true,
    cell: (row) => (
      <>
        {row.officer_name ?? row.officer}
        <br />
        <span className="muted">{format.instant(row.at)}</span>
      </>
    ),
  },
  {
    key: "acts",
    head: t("drafts.col.acts"),
    quietHead: true,
    wrap: true,
    cell: (row) => <RowActs row={row} acts={acts} />,
  },
];

function RowActs({ row, acts }: { row: DraftView; acts: Acts }) {
  const t = useT();
  if (!acts.mine(row)) return null;
  return (
    <span className="row-acts">
      {row.input === null ? null : (
        <Button
          aria-label={t("drafts.resume.of", { id: row.id })}
          onPress={() => {
            acts.resume(row);
          }}
        >
          {t("drafts.resume")}
        </Button>
      )}
      <Button
        kind="quiet"
        aria-label={t("drafts.drop.of", { id: row.id })}
        onPress={() => {
          acts.drop(row);
        }}
      >
        {t("drafts.drop")}
      </Button>
    </span>
  );
}

const keyOf = (row: DraftView) => row.id;

export function Drafts() {
  const t = useT();
  const api = useApi();
  const { go } = useRouter();
  const { locale } = useLingui().i18n;
  const { officer } = useWorkspace();
  const { kept, setForm, setKept, discard } = useDraft();
  const drafts = useRead(["drafts"], api.listDrafts);
  const options = useRead(["form-options"], api.formOptions);
  const drop = useAct(
    (draft: DraftView) => api.dropDraft(draft.id),
    () => undefined,
  );
  const vocabulary = useMemo(
    () => (options.data?.actions ?? []).map(({ key }) => key),
    [options.data],
  );
  const columns = columnsOf(t, formatter(locale), {
    mine: (draft) => draft.officer === officer?.id,
    resume: (draft) => {
      if (draft.input === null) return;
      setForm(fromInput(draft.input, vocabulary));
      setKept(draft.id);
      go({ name: "request-new" });
    },
    drop: (draft) => {
      if (draft.id === kept) discard();
      drop.run(draft);
    },
  });
  const rows = drafts.data?.rows ?? [];
  if (drafts.failure) return <ErrorBox failure={drafts.failure} onRetry={drafts.retry} />;
  if (rows.length === 0) return null;
  return (
    <Section title={t("drafts.title")} hint={t("drafts.hint")}>
      {drop.failure ? <ErrorBox failure={drop.failure} /> : null}
      <Table
        className="drafts"
        label={t("drafts.title")}
        columns={columns}
        pages={[rows]}
        rowKey={keyOf}
      />
    </Section>
  );
}

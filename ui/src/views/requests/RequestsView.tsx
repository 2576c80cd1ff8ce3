/** The queue of requests. */
import { FileSpreadsheet, Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { useApi } from "../../app/api-context";
import { usePages } from "../../app/pages";
import { useRouter } from "../../app/router";
import type { RequestRow } from "../../bindings/RequestRow";
import { Check } from "../../components/Check";
import { ErrorBox } from "../../components/ErrorBox";
import { Page } from "../../components/Page";
import { Table, type Column } from "../../components/Table";
import { useFormat, type Format } from "../../format";
import { useT, type Translate } from "../../i18n";
import { Changes } from "../changes/Changes";
import { Guarded } from "../common/Guarded";
import { useWhyNotSubmit } from "../common/roles";
import { RequestStatus } from "../common/states";
import { Drafts } from "./Drafts";
import { NextStep } from "./NextStep";
import { NoRequests } from "./NoRequests";

const columnsOf = (t: Translate, format: Format): Column<RequestRow>[] => [
  {
    key: "request",
    head: t("requests.col.id"),
    cell: (row) => <span className="linkish">{row.id}</span>,
  },
  { key: "agent", head: t("requests.col.agent"), wrap: true, cell: (row) => row.agent_id },
  {
    key: "state",
    head: t("requests.col.state"),
    cell: (row) => <RequestStatus state={row.state} />,
  },
  { key: "scope", head: t("requests.col.scope"), wrap: true, cell: (row) => row.sentence },
  {
    key: "submitted",
    head: t("requests.col.submitted"),
    wrap: true,
    cell: (row) => (
      <>
        {row.maker_name ?? row.maker}
        <br />
        <span className="muted">{format.instant(row.submitted_at)}</span>
      </>
    ),
  },
];

const keyOf = (row: RequestRow) => row.id;

export function RequestsView({ fresh }: { fresh?: string }) {
  const t = useT();
  const { go } = useRouter();
  const why = useWhyNotSubmit();
  return (
    <Page
      title={t("requests.title")}
      acts={
        <>
          <Guarded
            label={t("requests.import")}
            why={why}
            told={false}
            icon={FileSpreadsheet}
            onPress={() => {
              go({ name: "import" });
            }}
          />
          <Guarded
            label={t("requests.new")}
            why={why}
            kind={fresh ? "plain" : "ink"}
            icon={Plus}
            onPress={() => {
              go({ name: "request-new" });
            }}
          />
        </>
      }
    >
      <Queue fresh={fresh} />
    </Page>
  );
}

function Queue({ fresh }: { fresh?: string }) {
  const t = useT();
  const format = useFormat();
  const api = useApi();
  const { go } = useRouter();
  const [open, setOpen] = useState(false);
  const queue = usePages(["requests", open], (before: string | null) =>
    api.listRequests(open, before),
  );
  const columns = useMemo(() => columnsOf(t, format), [t, format]);
  const pages = useMemo(() => queue.pages.map((page) => page.rows), [queue.pages]);
  const last = queue.pages.at(-1);
  const submitted = pages.flat().find((row) => row.id === fresh);
  if (queue.failure) return <ErrorBox failure={queue.failure} onRetry={queue.retry} />;
  if (last?.total === 0)
    return (
      <>
        <NoRequests />
        <Drafts />
        <Changes open={false} />
      </>
    );
  return (
    <>
      {submitted && <NextStep row={submitted} />}
      <div className="filters">
        <Check isSelected={open} onChange={setOpen}>
          {t("requests.open")}
        </Check>
      </div>
      <Table
        className="requests"
        label={t("requests.title")}
        columns={columns}
        pages={pages}
        rowKey={keyOf}
        selected={fresh ?? null}
        loading={queue.loading}
        more={queue.more}
        empty={t("requests.empty.title")}
        onOpen={(row) => {
          go({ name: "request", id: row.id, sign: row.waits_for_me });
        }}
      />
      {last && (
        <p className="count-line">
          {t("requests.count", { total: last.total, waiting: last.waiting })}
        </p>
      )}
      <Drafts />
      <Changes open={open} />
    </>
  );
}

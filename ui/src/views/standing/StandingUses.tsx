/** What a standing authorisation was used for: each use with its event, its request and its agent. */
import { useMemo } from "react";
import { useApi } from "../../app/api-context";
import { usePages } from "../../app/pages";
import { useRouter } from "../../app/router";
import type { StandingUse } from "../../bindings/StandingUse";
import type { StandingView } from "../../bindings/StandingView";
import { ErrorBox } from "../../components/ErrorBox";
import { Sheet } from "../../components/Sheet";
import { Table, type Column } from "../../components/Table";
import { useFormat, type Format } from "../../format";
import { useT, type Translate } from "../../i18n";

interface Props {
  readonly standing: StandingView;
  readonly onClose: () => void;
}

const columnsOf = (t: Translate, format: Format): Column<StandingUse>[] => [
  { key: "seq", head: t("standing.uses.col.seq"), cell: ({ seq }) => format.number(seq) },
  {
    key: "request",
    head: t("standing.uses.col.request"),
    cell: ({ request }) => <span className="linkish">{request}</span>,
  },
  { key: "agent", head: t("standing.uses.col.agent"), wrap: true, cell: (use) => use.agent_id },
  { key: "at", head: t("standing.uses.col.at"), cell: ({ at }) => format.instant(at) },
];

const keyOf = ({ seq }: StandingUse) => String(seq);

export function StandingUses({ standing, onClose }: Props) {
  const t = useT();
  const format = useFormat();
  const api = useApi();
  const { go } = useRouter();
  const uses = usePages(["standing-uses", standing.id], (before: number | null) =>
    api.listStandingUses(standing.id, before),
  );
  const columns = useMemo(() => columnsOf(t, format), [t, format]);
  const pages = useMemo(() => uses.pages.map((page) => page.rows), [uses.pages]);
  const title = t("standing.uses.of", { id: standing.id });
  return (
    <Sheet
      title={title}
      subtitle={standing.agents}
      closeLabel={t("standing.uses.close")}
      onClose={onClose}
    >
      <div className="sheet__what sheet__what--all">
        {uses.failure ? (
          <ErrorBox failure={uses.failure} onRetry={uses.retry} />
        ) : (
          <Table
            label={title}
            columns={columns}
            pages={pages}
            rowKey={keyOf}
            loading={uses.loading}
            more={uses.more}
            empty={t("standing.uses.none")}
            onOpen={({ request }) => {
              go({ name: "request", id: request });
            }}
          />
        )}
      </div>
    </Sheet>
  );
}

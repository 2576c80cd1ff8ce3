/** The certificates that stand on a key. */
import type { CompromiseView } from "../../bindings/CompromiseView";
import { Note } from "../../components/Note";
import { Table, type Column } from "../../components/Table";
import type { CertificateRow } from "../../bindings/CertificateRow";
import { groups, useFormat, type Format } from "../../format";
import { useT, type Translate } from "../../i18n";
import { CertificateStatus } from "../common/states";

const columnsOf = (t: Translate, format: Format, whose: string): Column<CertificateRow>[] => [
  { key: "agent", head: whose, wrap: true, cell: (row) => row.agent_id },
  {
    key: "state",
    head: t("agents.column.state"),
    cell: (row) => <CertificateStatus state={row.state} />,
  },
  {
    key: "until",
    head: t("agents.column.until"),
    cell: (row) => format.shortDate(row.not_after),
  },
  {
    key: "serial",
    head: t("agents.column.serial"),
    wrap: true,
    cell: (row) => <code className="serial">{groups(row.serial).join(" ")}</code>,
  },
];

export function Beneath({ compromise }: { compromise: CompromiseView }) {
  const t = useT();
  const format = useFormat();
  const { certificates, total, denied_before: before, name } = compromise;
  // Beneath an authority stand officers and services, too.
  const whose = t(compromise.of === "authority" ? "compromise.whose" : "agents.column.agent");
  const unlisted = total - certificates.length;
  return (
    <section>
      <h2>{t("compromise.beneath", { count: total })}</h2>
      {compromise.of === "authority" ? (
        <Note tone="stop">
          <p>{t("compromise.authority", { name })}</p>
        </Note>
      ) : null}
      <Table
        className="beneath"
        label={t("compromise.list")}
        columns={columnsOf(t, format, whose)}
        pages={[certificates]}
        rowKey={(row) => row.serial}
        empty={t("compromise.none")}
      />
      <p className="hint">
        {unlisted > 0 ? `${t("compromise.unlisted", { count: unlisted })} ` : null}
        {before > 0 ? t("compromise.before", { count: before }) : null}
      </p>
    </section>
  );
}

/** The CRLs of one CA, and what can be done about its key. */
import { ShieldAlert } from "lucide-react";
import { useMemo } from "react";
import type { CrlView } from "../../bindings/CrlView";
import { CopyButton } from "../../components/CopyButton";
import { ErrorBox } from "../../components/ErrorBox";
import { Status } from "../../components/Status";
import { Table, type Column } from "../../components/Table";
import { useFormat, type Format } from "../../format";
import { useT, type Translate } from "../../i18n";
import { Section } from "../common/Section";
import { CompromiseIssuing, useIssuingCompromise } from "./compromise";
import { CrlStatus } from "./CrlStatus";

/** A path in two: the folder, and the file in it. */
export function partsOf(path: string): { folder: string; file: string } {
  const at = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
  return { folder: path.slice(0, Math.max(at, 0)), file: path.slice(at + 1) };
}

function File({ path, t }: { path: string; t: Translate }) {
  const { file } = partsOf(path);
  return (
    <span className="crls__file">
      <code className="serial">{file}</code>
      <CopyButton text={path} label={t("crls.copyPath", { file })} />
    </span>
  );
}

const columnsOf = (t: Translate, format: Format): Column<CrlView>[] => [
  {
    key: "kind",
    head: t("crls.col.kind"),
    wrap: true,
    cell: (crl) =>
      crl.base === null ? t("crls.full") : t("crls.delta", { base: format.number(crl.base) }),
  },
  {
    key: "partition",
    head: t("crls.col.partition"),
    numeric: true,
    cell: (crl) => format.number(crl.partition),
  },
  {
    key: "number",
    head: t("crls.col.number"),
    numeric: true,
    cell: (crl) => format.number(crl.number),
  },
  {
    key: "entries",
    head: t("crls.col.entries"),
    numeric: true,
    cell: (crl) => format.number(crl.entries),
  },
  {
    key: "times",
    head: t("crls.col.times"),
    wrap: true,
    cell: (crl) => (
      <>
        {format.instant(crl.this_update)}
        <br />
        {t("crls.next", { at: format.instant(crl.next_update) })}
      </>
    ),
  },
  {
    key: "file",
    head: t("crls.col.file"),
    wrap: true,
    cell: (crl) => <File path={crl.file} t={t} />,
  },
  { key: "state", head: t("crls.col.state"), cell: (crl) => <CrlStatus crl={crl} /> },
];

const keyOf = (crl: CrlView) =>
  `${String(crl.partition)} ${String(crl.base)} ${String(crl.number)}`;

/** Lists of the same CA; the first of them speaks for it. */
export function IssuerCrls({ crls, first }: { crls: readonly CrlView[]; first: CrlView }) {
  const t = useT();
  const format = useFormat();
  const columns = useMemo(() => columnsOf(t, format), [t, format]);
  const compromise = useIssuingCompromise(first.issuer);
  return (
    <Section title={first.issuer} acts={<KeyAct crl={first} onPress={compromise.start} />}>
      {compromise.owed ? <ErrorBox failure={compromise.owed} /> : null}
      <Table
        className="crls"
        label={t("crls.of", { issuer: first.issuer })}
        columns={columns}
        pages={[crls]}
        rowKey={keyOf}
      />
      {compromise.sheet}
    </Section>
  );
}

/** A compromise that stands, or the way to declare it; the root's key is no officer's to declare. */
function KeyAct({ crl, onPress }: { crl: CrlView; onPress: () => void }) {
  const t = useT();
  const format = useFormat();
  if (crl.compromised_at !== null) {
    const at = format.instant(crl.compromised_at);
    return <Status tone="stop" icon={ShieldAlert} word={t("crls.compromised", { at })} chip />;
  }
  return crl.authority === "issuing" ? <CompromiseIssuing onPress={onPress} /> : null;
}

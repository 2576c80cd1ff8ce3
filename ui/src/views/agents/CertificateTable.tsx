/** Certificates as rows. */
import { useMemo } from "react";
import type { ReactNode } from "react";
import type { CertificateRow } from "../../bindings/CertificateRow";
import { Table, type Column, type More } from "../../components/Table";
import { groups, useFormat, type Format } from "../../format";
import { useT, wordFor, type Translate } from "../../i18n";
import { CertificateStatus } from "../common/states";
import { CrlOwed } from "./CrlOwed";

export type CertificateColumn = "agent" | "state" | "profile" | "scope" | "until" | "serial";

const ALL: readonly CertificateColumn[] = ["agent", "state", "profile", "scope", "until", "serial"];

const columnOf = (key: CertificateColumn, t: Translate, format: Format): Column<CertificateRow> => {
  switch (key) {
    case "agent":
      return {
        key,
        head: t("agents.column.agent"),
        wrap: true,
        cell: (row) => <span className="linkish">{row.agent_id}</span>,
      };
    case "state":
      return {
        key,
        head: t("agents.column.state"),
        wrap: true,
        cell: (row) => <State row={row} />,
      };
    case "profile":
      return {
        key,
        head: t("agents.column.profile"),
        wrap: true,
        cell: (row) => wordFor(t, `profile.short.${row.profile}`, row.profile),
      };
    case "scope":
      return { key, head: t("agents.column.scope"), wrap: true, cell: (row) => row.sentence };
    case "until":
      return {
        key,
        head: t("agents.column.until"),
        cell: (row) => format.shortDate(row.not_after),
      };
    case "serial":
      return {
        key,
        head: t("agents.column.serial"),
        wrap: true,
        cell: (row) => <code className="serial">{groups(row.serial).join(" ")}</code>,
      };
  }
};

function State({ row }: { row: CertificateRow }) {
  return (
    <>
      <CertificateStatus state={row.state} /> {row.crl_owed ? <CrlOwed /> : null}
    </>
  );
}

interface Props {
  readonly label: string;
  readonly pages: readonly (readonly CertificateRow[])[];
  readonly columns?: readonly CertificateColumn[];
  readonly loading?: boolean;
  readonly more?: More | null;
  readonly empty: ReactNode;
  readonly onOpen: (row: CertificateRow) => void;
}

const keyOf = (row: CertificateRow) => row.serial;

export function CertificateTable({ columns = ALL, ...rest }: Props) {
  const t = useT();
  const format = useFormat();
  const data = useMemo(() => columns.map((key) => columnOf(key, t, format)), [columns, t, format]);
  return <Table className="register" columns={data} rowKey={keyOf} {...rest} />;
}

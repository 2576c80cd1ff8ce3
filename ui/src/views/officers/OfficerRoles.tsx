/** The roles that an officer has, or had. */
import { useMemo, type ReactNode } from "react";
import type { OfficerRoleView } from "../../bindings/OfficerRoleView";
import { Table, type Column } from "../../components/Table";
import { useFormat, type Format } from "../../format";
import { useT, type Translate } from "../../i18n";
import { Section } from "../common/Section";
import { ByChange } from "./ByChange";

const columnsOf = (t: Translate, format: Format): Column<OfficerRoleView>[] => [
  { key: "role", head: t("officers.col.role"), cell: ({ role }) => t(`role.${role}`) },
  { key: "from", head: t("officers.from"), wrap: true, cell: ({ since }) => format.instant(since) },
  {
    key: "to",
    head: t("officers.to"),
    wrap: true,
    cell: ({ until }) => (until === null ? t("officers.today") : format.instant(until)),
  },
  { key: "change", head: t("officers.by"), cell: ({ change }) => <ByChange change={change} /> },
];

const keyOf = (role: OfficerRoleView) => `${role.role} ${role.since}`;

interface Props {
  readonly roles: readonly OfficerRoleView[];
  readonly acts: ReactNode;
}

export function OfficerRoles({ roles, acts }: Props) {
  const t = useT();
  const format = useFormat();
  const columns = useMemo(() => columnsOf(t, format), [t, format]);
  return (
    <Section title={t("officers.roles")} acts={acts}>
      <Table
        className="officers"
        label={t("officers.roles")}
        columns={columns}
        pages={[roles]}
        rowKey={keyOf}
        empty={t("officers.none")}
      />
    </Section>
  );
}

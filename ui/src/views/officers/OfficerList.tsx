/** Officers: who serves, in which role, with how many tokens. */
import { useMemo } from "react";
import { useApi } from "../../app/api-context";
import { useRead } from "../../app/queries";
import { useRouter } from "../../app/router";
import type { OfficerView } from "../../bindings/OfficerView";
import { ErrorBox } from "../../components/ErrorBox";
import { Table, type Column } from "../../components/Table";
import { useFormat, type Format } from "../../format";
import { useT, type Translate } from "../../i18n";
import { nameOf } from "../frame/officers";
import { Section } from "../common/Section";
import { Guarded } from "../common/Guarded";
import { useWhyNotPropose } from "./may";
import { OfficerStatus } from "./OfficerStatus";

const columnsOf = (t: Translate, format: Format): Column<OfficerView>[] => [
  {
    key: "name",
    head: t("officers.col.name"),
    wrap: true,
    cell: (officer) => (
      <>
        <span className="linkish">{nameOf(officer)}</span>
        <br />
        <code className="muted">{officer.id}</code>
      </>
    ),
  },
  { key: "role", head: t("officers.col.role"), cell: ({ role }) => t(`role.${role}`) },
  {
    key: "state",
    head: t("requests.col.state"),
    wrap: true,
    cell: ({ state }) => <OfficerStatus state={state} />,
  },
  {
    key: "tokens",
    head: t("officers.col.tokens"),
    numeric: true,
    cell: ({ tokens }) => format.number(tokens),
  },
  {
    key: "since",
    head: t("officers.col.since"),
    wrap: true,
    cell: ({ since, retired_at: until }) =>
      until === null
        ? format.shortDate(since)
        : t("officers.fromTo", { from: format.shortDate(since), to: format.shortDate(until) }),
  },
  {
    key: "until",
    head: t("officers.col.certificate"),
    wrap: true,
    cell: ({ state, certificate_until: until }) =>
      state === "serving" ? format.shortDate(until) : "",
  },
];

const keyOf = (officer: OfficerView) => officer.id;

export function OfficerList() {
  const t = useT();
  const format = useFormat();
  const api = useApi();
  const { go } = useRouter();
  const why = useWhyNotPropose(null);
  const officers = useRead(["officers"], api.listOfficers);
  const columns = useMemo(() => columnsOf(t, format), [t, format]);
  return (
    <Section
      title={t("officers.title")}
      hint={t("officers.hint")}
      acts={
        <Guarded
          kind="ink"
          label={t("officers.enrol")}
          why={why}
          onPress={() => {
            go({ name: "officer-enrol" });
          }}
        />
      }
    >
      {officers.failure ? (
        <ErrorBox failure={officers.failure} onRetry={officers.retry} />
      ) : (
        <Table
          className="officers"
          label={t("officers.title")}
          columns={columns}
          pages={[officers.data ?? []]}
          rowKey={keyOf}
          loading={officers.loading}
          empty={t("officers.none")}
          onOpen={(officer) => {
            go({ name: "officer", id: officer.id });
          }}
        />
      )}
    </Section>
  );
}

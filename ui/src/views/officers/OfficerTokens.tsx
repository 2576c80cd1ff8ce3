/** The tokens that an officer decides with, or did. */
import { useMemo, type ReactNode } from "react";
import type { OfficerTokenView } from "../../bindings/OfficerTokenView";
import { Table, type Column } from "../../components/Table";
import { groups, useFormat, type Format } from "../../format";
import { useT, type Translate } from "../../i18n";
import { Section } from "../common/Section";
import { ByChange } from "./ByChange";
import { isInService } from "./in-service";
import { OfficerTokenStatus } from "./OfficerStatus";

const columnsOf = (t: Translate, format: Format): Column<OfficerTokenView>[] => [
  {
    key: "label",
    head: t("officers.token"),
    wrap: true,
    cell: (token) => (
      <>
        {token.label}
        <br />
        <span className="muted">
          {token.model} · <code>{groups(token.serial).join("\u00A0")}</code>
        </span>
      </>
    ),
  },
  {
    key: "state",
    head: t("requests.col.state"),
    wrap: true,
    cell: (token) => (
      <>
        <OfficerTokenStatus state={token.state} />
        {isInService(token) && !token.present ? (
          <span className="muted block-line">{t("officers.token.absent")}</span>
        ) : null}
        {token.state === "not_yet_valid" ? (
          <span className="muted block-line">
            {t("officers.token.begins", { at: format.instant(token.certificate_from) })}
          </span>
        ) : null}
      </>
    ),
  },
  {
    key: "since",
    head: t("officers.fromUntil"),
    wrap: true,
    cell: ({ since, until }) => (
      <>
        {format.instant(since)}
        {until === null ? null : (
          <>
            {" – "}
            {format.instant(until)}
          </>
        )}
      </>
    ),
  },
  {
    key: "until",
    head: t("officers.col.certificate"),
    wrap: true,
    cell: ({ certificate_until: until }) => format.shortDate(until),
  },
  {
    key: "change",
    head: t("officers.by"),
    cell: ({ change }) => <ByChange change={change} />,
  },
];

const keyOf = (token: OfficerTokenView) => `${token.serial} ${token.certificate}`;

interface Props {
  readonly tokens: readonly OfficerTokenView[];
  readonly acts: ReactNode;
}

export function OfficerTokens({ tokens, acts }: Props) {
  const t = useT();
  const format = useFormat();
  const columns = useMemo(() => columnsOf(t, format), [t, format]);
  return (
    <Section title={t("officers.tokens")} acts={acts}>
      <Table
        className="officers"
        label={t("officers.tokens")}
        columns={columns}
        pages={[tokens]}
        rowKey={keyOf}
        empty={t("officers.tokens.none")}
      />
    </Section>
  );
}

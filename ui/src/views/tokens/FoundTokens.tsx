/** The tokens in a module's slots: those in use, those that can be taken, those to be initialised. */
import { useMemo } from "react";
import type { FoundTokenView } from "../../bindings/FoundTokenView";
import { Button } from "../../components/Button";
import { Table, type Column } from "../../components/Table";
import { groups } from "../../format";
import { useT, wordFor, type Translate } from "../../i18n";

const columnsOf = (
  t: Translate,
  onChoose: (token: FoundTokenView) => void,
): Column<FoundTokenView>[] => [
  {
    key: "label",
    head: t("settings.col.label"),
    wrap: true,
    cell: (token) =>
      token.initialised ? token.label : <span className="muted">{t("tokens.blank")}</span>,
  },
  {
    key: "model",
    head: t("settings.col.model"),
    wrap: true,
    cell: (token) => (
      <>
        {token.model}
        <br />
        <span className="muted">
          {token.manufacturer}, {token.firmware}
        </span>
      </>
    ),
  },
  {
    key: "serial",
    head: t("tokens.serial"),
    wrap: true,
    cell: (token) => <code>{groups(token.serial).join(" ")}</code>,
  },
  {
    key: "act",
    head: t("tokens.col.act"),
    wrap: true,
    cell: (token) => <Choice token={token} onChoose={onChoose} />,
  },
];

interface Props {
  readonly tokens: readonly FoundTokenView[];
  readonly onChoose: (token: FoundTokenView) => void;
}

function Choice({ token, onChoose }: { token: FoundTokenView } & Pick<Props, "onChoose">) {
  const t = useT();
  if (token.purpose !== null)
    return (
      <span className="muted">
        {t("tokens.inUse", {
          purpose: wordFor(t, `settings.purpose.${token.purpose}`, token.purpose),
        })}
      </span>
    );
  return (
    <Button
      onPress={() => {
        onChoose(token);
      }}
    >
      {wordsOf(t, token)}
    </Button>
  );
}

/** A token may have no serial number until it is initialised. */
const wordsOf = (t: Translate, { initialised, label, serial }: FoundTokenView) => {
  if (initialised) return t("tokens.take", { token: label });
  return serial === "" ? t("tokens.initialise.blank") : t("tokens.initialise", { serial });
};

/** Free slots look alike until a token in one of them gets its serial number: one row is enough. */
const distinct = (tokens: readonly FoundTokenView[]): FoundTokenView[] =>
  tokens.filter(
    (token, at) => tokens.findIndex((earlier) => earlier.serial === token.serial) === at,
  );

export function FoundTokens({ tokens, onChoose }: Props) {
  const t = useT();
  const columns = useMemo(() => columnsOf(t, onChoose), [t, onChoose]);
  const rows = useMemo(() => distinct(tokens), [tokens]);
  return (
    <Table
      className="found-tokens"
      label={t("tokens.found")}
      columns={columns}
      pages={[rows]}
      rowKey={(token) => token.serial}
      empty={t("tokens.found.none")}
    />
  );
}

/** The tokens of the workspace. */
import { Plus } from "lucide-react";
import { useCallback, useId, useMemo } from "react";
import { useApi } from "../../app/api-context";
import { useRead } from "../../app/queries";
import { useRouter } from "../../app/router";
import type { TokenView } from "../../bindings/TokenView";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Table, type Column } from "../../components/Table";
import { groups, useFormat, type Format } from "../../format";
import { useT, wordFor, type Translate } from "../../i18n";
import { PinState } from "./PinState";
import { TokenStatus } from "./TokenStatus";
import { useMayManage } from "./roles";

const columnsOf = (t: Translate, format: Format): Column<TokenView>[] => [
  {
    key: "label",
    head: t("settings.col.label"),
    wrap: true,
    cell: (token) => <span className="linkish">{token.label}</span>,
  },
  {
    key: "purpose",
    head: t("settings.col.purpose"),
    wrap: true,
    cell: (token) => wordFor(t, `settings.purpose.${token.purpose}`, token.purpose),
  },
  { key: "model", head: t("settings.col.model"), wrap: true, cell: (token) => token.model || "–" },
  {
    key: "serial",
    head: t("settings.col.serial"),
    wrap: true,
    cell: (token) => <code>{groups(token.serial).join(" ")}</code>,
  },
  { key: "state", head: t("settings.col.state"), cell: (token) => <TokenStatus token={token} /> },
  {
    key: "pin",
    head: t("settings.col.pin"),
    wrap: true,
    cell: (token) => <PinState token={token} />,
  },
  {
    key: "keys",
    head: t("settings.col.keys"),
    numeric: true,
    cell: (token) => format.number(token.keys),
  },
];

const keyOf = (token: TokenView) => token.serial;

export function TokenList() {
  const t = useT();
  const format = useFormat();
  const api = useApi();
  const { go } = useRouter();
  const tokens = useRead(["tokens"], api.listTokens);
  const columns = useMemo(() => columnsOf(t, format), [t, format]);
  const open = useCallback(
    (token: TokenView) => {
      go({ name: "token", serial: token.serial });
    },
    [go],
  );
  return (
    <section className="settings">
      <div className="settings__head">
        <h2>{t("settings.tokens")}</h2>
        <AddToken />
      </div>
      {tokens.failure ? (
        <ErrorBox failure={tokens.failure} onRetry={tokens.retry} />
      ) : (
        <Table
          className="token-table"
          label={t("settings.tokens")}
          columns={columns}
          pages={[tokens.data ?? []]}
          rowKey={keyOf}
          loading={tokens.loading}
          empty={t("settings.tokens.none")}
          onOpen={open}
        />
      )}
    </section>
  );
}

function AddToken() {
  const t = useT();
  const id = useId();
  const { go } = useRouter();
  const may = useMayManage();
  return (
    <>
      {may ? null : (
        <span id={id} className="hint">
          {t("tokens.who")}
        </span>
      )}
      <Button
        icon={Plus}
        isDisabled={!may}
        aria-describedby={may ? undefined : id}
        onPress={() => {
          go({ name: "token-add" });
        }}
      >
        {t("tokens.add")}
      </Button>
    </>
  );
}

/** The tokens of the workspace and the keys that the log knows on them. */
import { CircleX, Lock, LockOpen } from "lucide-react";
import { useMemo, useState } from "react";
import { useApi } from "../../app/api-context";
import { useRead } from "../../app/queries";
import type { TokenView } from "../../bindings/TokenView";
import { ErrorBox } from "../../components/ErrorBox";
import { Page } from "../../components/Page";
import { Status } from "../../components/Status";
import { Table, type Column } from "../../components/Table";
import { groups } from "../../format";
import { useT, wordFor, type Translate } from "../../i18n";

function State({ token }: { token: TokenView }) {
  const t = useT();
  if (!token.present) return <Status tone="stop" icon={CircleX} word={t("settings.absent")} />;
  if (token.unlocked) return <Status tone="ok" icon={LockOpen} word={t("settings.unlocked")} />;
  return <Status tone="past" icon={Lock} word={t("settings.locked")} />;
}

const columnsOf = (t: Translate): Column<TokenView>[] => [
  { key: "label", head: t("settings.col.label"), cell: (token) => token.label },
  {
    key: "purpose",
    head: t("settings.col.purpose"),
    wrap: true,
    cell: (token) => wordFor(t, `settings.purpose.${token.purpose}`, token.purpose),
  },
  { key: "model", head: t("settings.col.model"), wrap: true, cell: (token) => token.model },
  {
    key: "serial",
    head: t("settings.col.serial"),
    cell: (token) => <code>{groups(token.serial).join("\u00A0")}</code>,
  },
  { key: "state", head: t("settings.col.state"), cell: (token) => <State token={token} /> },
  {
    key: "pin",
    head: t("settings.col.pin"),
    wrap: true,
    cell: (token) => wordFor(t, `settings.pin.${token.pin_state}`, token.pin_state),
  },
  {
    key: "keys",
    head: t("settings.col.keys"),
    numeric: true,
    cell: (token) => token.keys,
  },
];

const keyOf = (token: TokenView) => token.serial;

export function SettingsView() {
  const t = useT();
  const api = useApi();
  const tokens = useRead(["tokens"], api.listTokens);
  const [chosen, setChosen] = useState<string | null>(null);
  const columns = useMemo(() => columnsOf(t), [t]);
  return (
    <Page title={t("settings.title")}>
      <section className="settings">
        <h2>{t("settings.tokens")}</h2>
        {tokens.failure ? (
          <ErrorBox failure={tokens.failure} onRetry={tokens.retry} />
        ) : (
          <Table
            className="token-table"
            label={t("settings.tokens")}
            columns={columns}
            pages={[tokens.data ?? []]}
            rowKey={keyOf}
            selected={chosen}
            loading={tokens.loading}
            empty={t("settings.tokens.none")}
            onOpen={(row) => {
              setChosen(row.serial);
            }}
          />
        )}
      </section>
    </Page>
  );
}

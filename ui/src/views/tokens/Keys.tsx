/** The keys that the log knows on a token, a page at a time; a row opens what the token said of it. */
import { CircleCheck, CircleX, ShieldAlert } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import type { KeyView } from "../../bindings/KeyView";
import type { TokenDetailView } from "../../bindings/TokenDetailView";
import type { TokenView } from "../../bindings/TokenView";
import { Facts } from "../../components/Facts";
import { Hash } from "../../components/HashView";
import { Note } from "../../components/Note";
import { Status } from "../../components/Status";
import { Table, type Column, type More } from "../../components/Table";
import { useFormat } from "../../format";
import { useT, type Translate } from "../../i18n";
import { claims } from "../agents/Custody";

const columnsOf = (t: Translate): Column<KeyView>[] => [
  {
    key: "key",
    head: t("tokens.col.key"),
    wrap: true,
    cell: (key) => (
      <>
        <span className="linkish">{key.label}</span>
        <br />
        <code className="serial muted">{key.cka_id.toUpperCase()}</code>
      </>
    ),
  },
  { key: "algorithm", head: t("tokens.col.algorithm"), cell: (key) => key.algorithm },
  {
    key: "state",
    head: t("settings.col.state"),
    cell: ({ state }) => <KeyState state={state} t={t} />,
  },
  {
    key: "spki",
    head: t("agents.spki"),
    wrap: true,
    cell: (key) => <Hash hex={key.spki_sha256} groupsPerLine="flow" />,
  },
];

function KeyState({ state, t }: { state: string; t: Translate }) {
  switch (state) {
    case "active":
      return <Status tone="ok" icon={CircleCheck} word={t("tokens.key.active")} />;
    case "compromised":
      return <Status tone="stop" icon={ShieldAlert} word={t("tokens.key.compromised")} />;
    default:
      return <Status tone="past" icon={CircleX} word={t("tokens.key.destroyed")} />;
  }
}

const keyOf = (key: KeyView) => key.cka_id;

interface Props {
  readonly token: TokenView;
  readonly note: string;
  readonly pages: readonly TokenDetailView[];
  readonly more: More | null;
}

export function Keys({ token, note, pages, more }: Props) {
  const t = useT();
  const format = useFormat();
  const [chosen, setChosen] = useState<string | null>(null);
  const columns = useMemo(() => columnsOf(t), [t]);
  const rows = useMemo(() => pages.map((page) => page.keys), [pages]);
  const open = useCallback((key: KeyView) => {
    setChosen((before) => (before === key.cka_id ? null : key.cka_id));
  }, []);
  const below = useCallback(
    (key: KeyView) => (key.cka_id === chosen ? <Said of={key} /> : null),
    [chosen],
  );
  return (
    <section>
      <h2>{t("tokens.keys", { count: format.number(token.keys) })}</h2>
      {note ? (
        <Note tone="wait">
          <p>{note}</p>
        </Note>
      ) : null}
      <Table
        className="key-table"
        label={t("tokens.keys.label")}
        columns={columns}
        pages={rows}
        rowKey={keyOf}
        selected={chosen}
        below={below}
        more={more}
        empty={t("tokens.keys.none")}
        onOpen={open}
      />
      {token.keys > 0 ? <p className="hint">{t("tokens.keys.hint")}</p> : null}
    </section>
  );
}

/** What the token said of a key after making it. */
function Said({ of: key }: { of: KeyView }) {
  const t = useT();
  const format = useFormat();
  return (
    <div className="said">
      <Facts wide items={claims(t, key.custody)} />
      <p className="hint">
        {t("agents.custody.read", { at: format.instant(key.custody.read_at) })}
      </p>
    </div>
  );
}

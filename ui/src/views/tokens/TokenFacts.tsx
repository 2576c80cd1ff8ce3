/** What a token says of itself, and what it can do. */
import { CircleCheck, CircleOff, CircleQuestionMark } from "lucide-react";
import { useState } from "react";
import type { AlgorithmView } from "../../bindings/AlgorithmView";
import type { TokenDetailView } from "../../bindings/TokenDetailView";
import type { TokenView } from "../../bindings/TokenView";
import { Button } from "../../components/Button";
import { CopyButton } from "../../components/CopyButton";
import { Facts, type Fact } from "../../components/Facts";
import { Status } from "../../components/Status";
import { groups, useFormat, type Format } from "../../format";
import { useT, type Translate } from "../../i18n";
import { PinState } from "./PinState";

export function TokenFacts({ detail }: { detail: TokenDetailView }) {
  const t = useT();
  const format = useFormat();
  const { token, algorithms, mechanisms } = detail;
  return (
    <aside className="side side--flush" aria-label={t("tokens.side")}>
      <section className="block">
        <h2>{t(token.present ? "tokens.about" : "tokens.about.last")}</h2>
        <Facts wide items={[...itself(t, format, detail), ...way(t, token)]} />
      </section>
      <section className="block">
        <h2>{t("tokens.algorithms")}</h2>
        <Algorithms algorithms={algorithms} present={token.present} />
      </section>
      <Mechanisms mechanisms={mechanisms} present={token.present} />
    </aside>
  );
}

/** A token that is not there says nothing: then stands here what it said when it made its newest key. */
const lastSaid = ({ token, keys: [newest] }: TokenDetailView): Said => {
  const { manufacturer, model, firmware } = token;
  if (token.present || manufacturer || model || !newest)
    return { manufacturer, model, firmware, at: null };
  return { ...newest.custody, at: newest.custody.read_at };
};

interface Said {
  readonly manufacturer: string;
  readonly model: string;
  readonly firmware: string | null;
  /** When it said so, if that was not now. */
  readonly at: string | null;
}

/** A fact, or why there is none. */
function Known({ present, children }: { present: boolean; children: string | null }) {
  const t = useT();
  if (children) return children;
  return <span className="muted">{t(present ? "agents.notShown" : "tokens.unknown")}</span>;
}

const itself = (t: Translate, format: Format, detail: TokenDetailView): Fact[] => {
  const { token } = detail;
  const said = lastSaid(detail);
  const known = (text: string | null) => (
    <Known present={token.present || said.at !== null}>{text}</Known>
  );
  const facts: Fact[] = [
    {
      key: "manufacturer",
      label: t("agents.custody.manufacturer"),
      value: known(said.manufacturer),
    },
    { key: "model", label: t("settings.col.model"), value: known(said.model) },
    {
      key: "serial",
      label: (
        <>
          {t("tokens.serial")} <CopyButton text={token.serial} label={t("tokens.serial.copy")} />
        </>
      ),
      value: <code>{groups(token.serial).join(" ")}</code>,
    },
    { key: "firmware", label: t("agents.custody.firmware"), value: known(said.firmware) },
  ];
  if (said.at !== null)
    facts.push({ key: "at", label: t("tokens.saidAt"), value: format.instant(said.at) });
  return [
    ...facts,
    { key: "pin", label: t("settings.col.pin"), value: <PinState token={token} /> },
  ];
};

const way = (t: Translate, token: TokenView): Fact[] => [
  {
    key: "module",
    label: t("tokens.module"),
    value: (
      <>
        {token.module_name ? (
          <>
            {token.module_name}
            <br />
          </>
        ) : null}
        <code>{token.module_path}</code>
      </>
    ),
  },
  {
    key: "uri",
    label: token.uri ? (
      <>
        {t("tokens.uri")} <CopyButton text={token.uri} label={t("tokens.uri.copy")} />
      </>
    ) : (
      t("tokens.uri")
    ),
    value: token.uri ? <code>{token.uri}</code> : <Known present={token.present}>{null}</Known>,
  },
];

interface AlgorithmsProps {
  readonly algorithms: readonly AlgorithmView[];
  readonly present: boolean;
}

function Algorithms({ algorithms, present }: AlgorithmsProps) {
  return (
    <ul className="algorithms">
      {algorithms.map((algorithm) => (
        <li key={algorithm.name}>
          <span>{algorithm.name}</span>
          <OnToken known={present ? algorithm.on_token : null} />
        </li>
      ))}
    </ul>
  );
}

function OnToken({ known }: { known: boolean | null }) {
  const t = useT();
  if (known === null)
    return <Status tone="past" icon={CircleQuestionMark} word={t("tokens.algorithm.unsaid")} />;
  if (known) return <Status tone="ok" icon={CircleCheck} word={t("tokens.algorithm.on")} />;
  return <Status tone="past" icon={CircleOff} word={t("tokens.algorithm.off")} />;
}

/** Folded: a long list of names that only an engineer asks for. */
function Mechanisms({ mechanisms, present }: { mechanisms: readonly string[]; present: boolean }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <section className="block">
      <h2>
        {t("tokens.mechanisms")}
        {mechanisms.length > 0 ? (
          <Button
            kind="link"
            aria-expanded={open}
            onPress={() => {
              setOpen(!open);
            }}
          >
            {open
              ? t("tokens.mechanisms.hide")
              : t("tokens.mechanisms.show", { count: mechanisms.length })}
          </Button>
        ) : null}
      </h2>
      {mechanisms.length === 0 ? (
        <p className="small muted">
          {t(present ? "tokens.mechanisms.none" : "tokens.mechanisms.absent")}
        </p>
      ) : null}
      {open ? (
        <ul className="mechanisms">
          {mechanisms.map((name) => (
            <li key={name}>
              <code>{name}</code>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

/** What a token says of itself, and what it can do. */
import { CircleCheck, CircleOff } from "lucide-react";
import { useState } from "react";
import type { AlgorithmView } from "../../bindings/AlgorithmView";
import type { TokenDetailView } from "../../bindings/TokenDetailView";
import type { TokenView } from "../../bindings/TokenView";
import { Button } from "../../components/Button";
import { CopyButton } from "../../components/CopyButton";
import { Facts, type Fact } from "../../components/Facts";
import { Status } from "../../components/Status";
import { groups } from "../../format";
import { useT, type Translate } from "../../i18n";
import { PinState } from "./PinState";

export function TokenFacts({ detail }: { detail: TokenDetailView }) {
  const t = useT();
  const { token, algorithms, mechanisms } = detail;
  return (
    <aside className="side side--flush" aria-label={t("tokens.side")}>
      <section className="block">
        <h2>{t("tokens.about")}</h2>
        <Facts wide items={[...itself(t, token), ...way(t, token)]} />
      </section>
      <section className="block">
        <h2>{t("tokens.algorithms")}</h2>
        <Algorithms algorithms={algorithms} />
      </section>
      <Mechanisms mechanisms={mechanisms} present={token.present} />
    </aside>
  );
}

const itself = (t: Translate, token: TokenView): Fact[] => [
  { key: "manufacturer", label: t("agents.custody.manufacturer"), value: token.manufacturer },
  { key: "model", label: t("settings.col.model"), value: token.model },
  {
    key: "serial",
    label: (
      <>
        {t("tokens.serial")} <CopyButton text={token.serial} label={t("tokens.serial.copy")} />
      </>
    ),
    value: <code>{groups(token.serial).join(" ")}</code>,
  },
  {
    key: "firmware",
    label: t("agents.custody.firmware"),
    value: token.firmware ?? <span className="muted">{t("agents.notShown")}</span>,
  },
  { key: "pin", label: t("settings.col.pin"), value: <PinState token={token} /> },
];

const way = (t: Translate, token: TokenView): Fact[] => [
  {
    key: "module",
    label: t("tokens.module"),
    value: (
      <>
        {token.module_name}
        <br />
        <code>{token.module_path}</code>
      </>
    ),
  },
  {
    key: "uri",
    label: (
      <>
        {t("tokens.uri")} <CopyButton text={token.uri} label={t("tokens.uri.copy")} />
      </>
    ),
    value: <code>{token.uri}</code>,
  },
];

function Algorithms({ algorithms }: { algorithms: readonly AlgorithmView[] }) {
  const t = useT();
  return (
    <ul className="algorithms">
      {algorithms.map(({ name, on_token }) => (
        <li key={name}>
          <span>{name}</span>
          {on_token ? (
            <Status tone="ok" icon={CircleCheck} word={t("tokens.algorithm.on")} />
          ) : (
            <Status tone="past" icon={CircleOff} word={t("tokens.algorithm.off")} />
          )}
        </li>
      ))}
    </ul>
  );
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

/** Every key that the log knows held against every key on the token. */
import { ClipboardList } from "lucide-react";
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";
import type { InventoryView } from "../../bindings/InventoryView";
import type { KeyView } from "../../bindings/KeyView";
import type { StrangerView } from "../../bindings/StrangerView";
import type { TokenView } from "../../bindings/TokenView";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Hash } from "../../components/HashView";
import { Note } from "../../components/Note";
import { useFormat } from "../../format";
import { useT, wordFor } from "../../i18n";
import { useMayManage } from "./roles";

interface Props {
  readonly token: TokenView;
  readonly inventory: InventoryView | null;
}

export function Inventory({ token, inventory }: Props) {
  const t = useT();
  const api = useApi();
  const may = useMayManage();
  const count = useAct(() => api.takeInventory(token.serial));
  return (
    <section className="inventory" aria-live="polite">
      <div className="settings__head">
        <h2>{t("tokens.inventory")}</h2>
        <Button
          icon={ClipboardList}
          isDisabled={!may || !token.present}
          busy={count.busy ? t("tokens.inventory.busy") : null}
          onPress={() => {
            count.run(undefined);
          }}
        >
          {t("tokens.inventory.take")}
        </Button>
      </div>
      {count.failure ? <ErrorBox failure={count.failure} /> : null}
      {inventory ? (
        <Found inventory={inventory} />
      ) : (
        <p className="small muted">{t("tokens.inventory.never")}</p>
      )}
    </section>
  );
}

function Found({ inventory }: { inventory: InventoryView }) {
  const t = useT();
  const format = useFormat();
  const { at, known, strangers, strangers_total, missing, missing_total } = inventory;
  const sound = strangers_total === 0 && missing_total === 0;
  return (
    <>
      <Note tone={sound ? "ok" : "caution"}>
        <p>
          {t("tokens.inventory.found", {
            at: format.instant(at),
            known,
            strangers: strangers_total,
            missing: missing_total,
          })}
        </p>
      </Note>
      {missing_total > 0 ? (
        <>
          <h3>{t("tokens.missing")}</h3>
          <p className="hint">{t("tokens.missing.text")}</p>
          <MissingKeys keys={missing} total={missing_total} />
        </>
      ) : null}
      {strangers_total > 0 ? (
        <>
          <h3>{t("tokens.strangers")}</h3>
          <p className="hint">{t("tokens.strangers.text")}</p>
          <Strangers strangers={strangers} total={strangers_total} />
        </>
      ) : null}
    </>
  );
}

/** Keys that the log knows and a token does not hold. */
export function MissingKeys({ keys, total }: { keys: readonly KeyView[]; total: number }) {
  const t = useT();
  return (
    <ul className="keys" aria-label={t("tokens.missing")}>
      {keys.map((key) => (
        <li key={key.cka_id}>
          <p>
            <b>{key.label}</b> · {key.algorithm} · <code>{key.cka_id.toUpperCase()}</code>
          </p>
          <Hash hex={key.spki_sha256} groupsPerLine="flow" />
        </li>
      ))}
      <Unlisted count={total - keys.length} />
    </ul>
  );
}

function Strangers({ strangers, total }: { strangers: readonly StrangerView[]; total: number }) {
  const t = useT();
  return (
    <ul className="keys" aria-label={t("tokens.strangers")}>
      {strangers.map((key) => (
        <li key={`${key.cka_id} ${key.halves}`}>
          <p>
            <b>{key.label || t("tokens.unlabelled")}</b> ·{" "}
            {wordFor(t, `tokens.halves.${key.halves}`, key.halves)} ·{" "}
            {key.algorithm ?? t("tokens.algorithm.unknown")} ·{" "}
            <code>{key.cka_id.toUpperCase()}</code>
          </p>
          {key.spki_sha256 ? <Hash hex={key.spki_sha256} groupsPerLine="flow" /> : null}
        </li>
      ))}
      <Unlisted count={total - strangers.length} />
    </ul>
  );
}

function Unlisted({ count }: { count: number }) {
  const t = useT();
  return count > 0 ? <li className="muted">{t("compromise.unlisted", { count })}</li> : null;
}

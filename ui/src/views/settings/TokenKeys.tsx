/** The keys that the log knows on a token. */
import { CircleCheck, CircleX } from "lucide-react";
import type { TokenView } from "../../bindings/TokenView";
import { Hash } from "../../components/HashView";
import { Status } from "../../components/Status";
import { useT } from "../../i18n";

export function TokenKeys({ token }: { token: TokenView }) {
  const t = useT();
  return (
    <section className="block" aria-live="polite">
      <h2>{t("settings.keys", { token: token.label })}</h2>
      {token.keys.length === 0 && <p className="muted">{t("settings.keys.none")}</p>}
      <ul className="keys">
        {token.keys.map((key) => (
          <li key={key.cka_id}>
            <p>
              <b>{key.label}</b> · {key.algorithm} ·{" "}
              {key.state === "active" ? (
                <Status tone="ok" icon={CircleCheck} word={t("settings.key.active")} />
              ) : (
                <Status tone="past" icon={CircleX} word={t("settings.key.destroyed")} />
              )}
            </p>
            <p className="muted small">{t("settings.spki")}</p>
            <Hash hex={key.spki_sha256} groupsPerLine="flow" />
          </li>
        ))}
      </ul>
    </section>
  );
}

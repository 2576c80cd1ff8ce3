/** Who decided what about a certificate, why, and whether the signature holds. */
import { CircleX, ShieldCheck } from "lucide-react";
import type { DecisionView } from "../../bindings/DecisionView";
import { useRouter } from "../../app/router";
import { Button } from "../../components/Button";
import { CopyButton } from "../../components/CopyButton";
import { Seal } from "../../components/Icon";
import { Status } from "../../components/Status";
import { groups, useFormat } from "../../format";
import { useT, wordFor } from "../../i18n";

export function Decisions({ decisions }: { decisions: readonly DecisionView[] }) {
  const t = useT();
  return (
    <section className="block">
      <h2>{t("agents.decisions")}</h2>
      {decisions.length === 0 ? <p className="muted">{t("agents.decisions.empty")}</p> : null}
      <ol className="decisions">
        {decisions.map((decision) => (
          <Decision key={decision.event} decision={decision} />
        ))}
      </ol>
    </section>
  );
}

function Decision({ decision }: { decision: DecisionView }) {
  const t = useT();
  const format = useFormat();
  const who = decision.officer_name
    ? t("agents.decision.who", { name: decision.officer_name, id: decision.officer })
    : decision.officer;
  const act = wordFor(t, `agents.decision.${decision.act}`, decision.act);
  const role = wordFor(t, `agents.role.${decision.role}`, decision.role);
  return (
    <li>
      <Seal />
      <div>
        <p className="decisions__head">
          <b>{t("agents.decision.line", { act, who, role })}</b>
          <Verdict valid={decision.signature_valid} />
        </p>
        <p className="decisions__reason">
          {decision.reason
            ? t("agents.decision.reason", { reason: decision.reason })
            : t("agents.decision.noReason")}
        </p>
        <p className="muted">
          {t("agents.decision.signed", {
            at: format.instant(decision.at),
            token: groups(decision.token_serial).join(" "),
          })}
        </p>
        <Links decision={decision} />
      </div>
    </li>
  );
}

function Verdict({ valid }: { valid: boolean }) {
  const t = useT();
  return valid ? (
    <Status tone="ok" icon={ShieldCheck} word={t("agents.signature.valid")} />
  ) : (
    <Status tone="stop" icon={CircleX} word={t("agents.signature.invalid")} />
  );
}

function Links({ decision }: { decision: DecisionView }) {
  const t = useT();
  const format = useFormat();
  const { go } = useRouter();
  return (
    <p className="decisions__links">
      <Button
        kind="link"
        onPress={() => {
          go({ name: "log", seq: decision.event });
        }}
      >
        {t("failure.event", { seq: format.number(decision.event) })}
      </Button>
      <CopyButton text={decision.jws} label={t("agents.decision.copy")} />
    </p>
  );
}

/** What the workspace rests on now: certificates in force, the CRL, the log, the tokens. */
import { CircleX, Lock, LockOpen, ShieldCheck } from "lucide-react";
import type { CrlView } from "../../bindings/CrlView";
import type { HeadView } from "../../bindings/HeadView";
import type { OverviewView as Overview } from "../../bindings/OverviewView";
import type { TokenView } from "../../bindings/TokenView";
import { useRouter } from "../../app/router";
import { Button } from "../../components/Button";
import { Facts } from "../../components/Facts";
import { Status } from "../../components/Status";
import { groups, useFormat } from "../../format";
import { useT } from "../../i18n";
import { CrlStatus } from "../crls/CrlStatus";

export function Standing({ overview }: { overview: Overview }) {
  const t = useT();
  return (
    <aside className="side side--flush" aria-label={t("overview.standing")}>
      <InForce active={overview.active} expiring={overview.expiring.length} />
      <Crl crl={overview.crl} />
      <Log head={overview.head} />
      <Tokens tokens={overview.tokens} />
    </aside>
  );
}

function InForce({ active, expiring }: { active: number; expiring: number }) {
  const t = useT();
  const format = useFormat();
  const { go } = useRouter();
  return (
    <section className="block">
      <h2>
        {t("overview.certificates")}
        <Button
          kind="link"
          onPress={() => {
            go({ name: "agents" });
          }}
        >
          {t("overview.certificates.all")}
        </Button>
      </h2>
      <Facts
        wide
        items={[
          { key: "active", label: t("overview.active"), value: format.number(active) },
          { key: "expiring", label: t("overview.expiring.soon"), value: format.number(expiring) },
        ]}
      />
    </section>
  );
}

function Crl({ crl }: { crl: CrlView | null }) {
  const t = useT();
  const format = useFormat();
  const { go } = useRouter();
  return (
    <section className="block">
      <h2>
        {t("overview.crl")}
        {crl ? <CrlStatus crl={crl} /> : null}
      </h2>
      {crl ? (
        <Facts
          wide
          items={[
            { key: "issuer", label: t("overview.crl.issuer"), value: crl.issuer },
            { key: "number", label: t("overview.crl.number"), value: crl.number },
            { key: "entries", label: t("overview.crl.entries"), value: format.number(crl.entries) },
            {
              key: "this",
              label: t("overview.crl.published"),
              value: format.instant(crl.this_update),
            },
            { key: "next", label: t("overview.crl.next"), value: format.instant(crl.next_update) },
          ]}
        />
      ) : (
        <p className="small">{t("overview.crl.none")}</p>
      )}
      <p className="block__more">
        <Button
          kind="link"
          onPress={() => {
            go({ name: "crls" });
          }}
        >
          {t("crls.open")}
        </Button>
      </p>
    </section>
  );
}

function Log({ head }: { head: HeadView | null }) {
  const t = useT();
  const format = useFormat();
  const last = head?.last_verified ?? null;
  return (
    <section className="block">
      <h2>
        {t("log.title")}
        {last ? <LogStatus sound={last.sound} /> : null}
      </h2>
      {head ? (
        <Facts
          wide
          items={[
            { key: "events", label: t("log.head.size"), value: format.number(head.events) },
            {
              key: "checkpoint",
              label: t("log.event.checkpoint"),
              value: t("overview.log.covers", {
                size: format.number(head.size),
                at: format.instant(head.signed_at),
              }),
            },
            {
              key: "verified",
              label: t("log.state.verified"),
              value: last ? format.instant(last.at) : t("overview.log.never"),
            },
          ]}
        />
      ) : (
        <p className="small">{t("overview.log.none")}</p>
      )}
    </section>
  );
}

function LogStatus({ sound }: { sound: boolean }) {
  const t = useT();
  return sound ? (
    <Status tone="ok" icon={ShieldCheck} word={t("log.state.verified")} />
  ) : (
    <Status tone="stop" icon={CircleX} word={t("log.state.broken")} />
  );
}

function Tokens({ tokens }: { tokens: readonly TokenView[] }) {
  const t = useT();
  return (
    <section className="block">
      <h2>{t("overview.tokens")}</h2>
      <ul className="tokens">
        {tokens.filter(matters).map((token) => (
          <li key={`${token.label} ${token.serial}`}>
            <span>{token.label}</span>
            <TokenStatus token={token} />
            <small className="muted">
              {token.model ? `${token.model} · ` : null}
              <code>{groups(token.serial).join(" ")}</code>
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Tokens of services, and those of officers where there is something to say. */
const matters = (token: TokenView) =>
  token.purpose !== "officer" || token.unlocked || !token.present;

function TokenStatus({ token }: { token: TokenView }) {
  const t = useT();
  if (!token.present)
    return <Status tone="stop" icon={CircleX} word={t("overview.token.absent")} />;
  if (token.unlocked)
    return <Status tone="ok" icon={LockOpen} word={t("overview.token.unlocked")} />;
  return <Status tone="past" icon={Lock} word={t("overview.token.locked")} />;
}

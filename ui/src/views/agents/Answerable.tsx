/** Who answers for an agent, what it is for, and by which name it is known. */
import type { ReactNode } from "react";
import { useRouter } from "../../app/router";
import type { CertificateView } from "../../bindings/CertificateView";
import type { DecisionView } from "../../bindings/DecisionView";
import { Button } from "../../components/Button";
import { CopyButton } from "../../components/CopyButton";
import { Facts } from "../../components/Facts";
import { Hash } from "../../components/HashView";
import { useT, type Translate } from "../../i18n";

export function Answerable({ certificate }: { certificate: CertificateView }) {
  const t = useT();
  const { go } = useRouter();
  return (
    <section className="block">
      <h2>
        {t("agents.answers")}
        <Button
          kind="link"
          onPress={() => {
            go({ name: "agent-facts", id: certificate.row.agent_id });
          }}
        >
          {t("facts.agent.open")}
        </Button>
      </h2>
      <Facts wide items={[...people(t, certificate), ...model(t, certificate)]} />
    </section>
  );
}

const people = (t: Translate, { firm, lei, accountable, purpose, decisions }: CertificateView) => [
  { key: "firm", label: t("agents.firm"), value: firm },
  { key: "lei", label: t("agents.lei"), value: <code>{lei}</code> },
  { key: "accountable", label: t("agents.accountable"), value: orErased(t, accountable) },
  {
    key: "decided",
    label: t("agents.makerChecker"),
    value: [nameOf(decisions, "submit"), nameOf(decisions, "approve")].filter(Boolean).join(", "),
  },
  { key: "purpose", label: t("agents.purpose"), value: orErased(t, purpose) },
];

const model = (t: Translate, { model: name, model_sha256: sha256 }: CertificateView) =>
  name
    ? [
        {
          key: "model",
          label: t("agents.model"),
          value: (
            <>
              {name}
              {sha256 ? <Hash hex={sha256} groupsPerLine="flow" /> : null}
            </>
          ),
        },
      ]
    : [];

const orErased = (t: Translate, value: string | null): ReactNode =>
  value ?? <span className="muted">{t("agents.erased")}</span>;

function nameOf(decisions: readonly DecisionView[], act: string): string | undefined {
  const decision = decisions.find((d) => d.act === act);
  return decision?.officer_name ?? decision?.officer;
}

export function Identity({ certificate }: { certificate: CertificateView }) {
  const t = useT();
  const id = certificate.spiffe_id;
  return (
    <section className="block">
      <h2>
        {t("agents.identity")}
        <CopyButton text={id} label={t("agents.identity.copy")} />
      </h2>
      <code className="spiffe">{id}</code>
    </section>
  );
}

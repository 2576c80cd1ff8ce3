/** The approval policy in force: its rules as sentences, its groups, and how it came to be. */
import { FilePen } from "lucide-react";
import { useApi } from "../../app/api-context";
import { useRead } from "../../app/queries";
import { useRouter } from "../../app/router";
import type { PolicyView } from "../../bindings/PolicyView";
import { Button } from "../../components/Button";
import { CopyButton } from "../../components/CopyButton";
import { ErrorBox } from "../../components/ErrorBox";
import { Facts } from "../../components/Facts";
import { Hash } from "../../components/HashView";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { Guarded } from "../common/Guarded";
import { useWhyNotPropose } from "../common/roles";
import { Section } from "../common/Section";
import { PolicyHistory } from "./PolicyHistory";
import { sentenceOf } from "./words";

export function PolicyPart() {
  const t = useT();
  const api = useApi();
  const { go } = useRouter();
  const why = useWhyNotPropose();
  const policy = useRead(["policy"], api.showPolicy);
  return (
    <div className="policy">
      <Section
        title={t("policy.title")}
        hint={t("policy.hint")}
        acts={
          <Guarded
            label={t("policy.propose")}
            why={why}
            icon={FilePen}
            onPress={() => {
              go({ name: "policy-change" });
            }}
          />
        }
      >
        {policy.failure ? <ErrorBox failure={policy.failure} onRetry={policy.retry} /> : null}
        {policy.loading ? <p className="muted">{t("common.loading")}</p> : null}
        {policy.data ? <Rules policy={policy.data} /> : null}
      </Section>
      {policy.data ? <Groups policy={policy.data} /> : null}
      <PolicyHistory />
    </div>
  );
}

function Rules({ policy }: { policy: PolicyView }) {
  const t = useT();
  return (
    <>
      <ol className="policy__rules">
        {policy.rules.map((rule) => (
          <li key={sentenceOf(t, rule)}>{sentenceOf(t, rule)}</li>
        ))}
      </ol>
      <p className="small">{t("policy.first")}</p>
      <Standing policy={policy} />
    </>
  );
}

function Standing({ policy }: { policy: PolicyView }) {
  const t = useT();
  const format = useFormat();
  const { go } = useRouter();
  const { change, since } = policy;
  return (
    <Facts
      wide
      items={[
        { key: "version", label: t("profiles.col.version"), value: format.number(policy.version) },
        {
          key: "since",
          label: t("policy.since"),
          value:
            change === null || since === null ? (
              t("policy.builtIn")
            ) : (
              <>
                {format.instant(since)},{" "}
                <Button
                  kind="link"
                  onPress={() => {
                    go({ name: "change", id: change });
                  }}
                >
                  {change}
                </Button>
              </>
            ),
        },
        {
          key: "lifetime",
          label: t("change.field.policy.lifetime_hours"),
          value: t("change.value.hours", { hours: policy.lifetime_hours }),
        },
        {
          key: "hash",
          label: (
            <>
              {t("policy.hash")} <CopyButton text={policy.sha256} label={t("policy.hash.copy")} />
            </>
          ),
          value: <Hash hex={policy.sha256} groupsPerLine="flow" />,
        },
      ]}
    />
  );
}

function Groups({ policy }: { policy: PolicyView }) {
  const t = useT();
  return (
    <Section title={t("policy.groups")} hint={t("policy.groups.hint")}>
      {policy.groups.length === 0 ? (
        <p className="small muted">{t("policy.groups.none")}</p>
      ) : (
        <Facts
          wide
          items={policy.groups.map(({ name, officers }) => ({
            key: name,
            label: name,
            value: officers
              .map((one) => (one.name ? `${one.name} (${one.id})` : one.id))
              .join(", "),
          }))}
        />
      )}
    </Section>
  );
}

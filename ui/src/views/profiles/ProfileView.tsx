/** One profile: every rule of it, and the policy text that it obeys. */
import { PencilLine } from "lucide-react";
import { useId } from "react";
import { useWorkspace } from "../../app/queries";
import { useRouter } from "../../app/router";
import type { ProfileView as Profile } from "../../bindings/ProfileView";
import { Button } from "../../components/Button";
import { Facts, type Fact } from "../../components/Facts";
import { HashView } from "../../components/HashView";
import { Page } from "../../components/Page";
import { Unbroken } from "../../components/Unbroken";
import { useFormat, type Format } from "../../format";
import { useT, wordFor, type Translate } from "../../i18n";
import { OneProfile, useProfilesCrumb } from "./one";
import { decisionsOf, lengthOf, purposeOf, scopeOf } from "./words";

export function ProfileView({ id }: { id: string }) {
  return <OneProfile id={id}>{(profile) => <Loaded profile={profile} />}</OneProfile>;
}

function Loaded({ profile }: { profile: Profile }) {
  const t = useT();
  const format = useFormat();
  const crumb = useProfilesCrumb(t("profiles.title"));
  return (
    <Page
      title={profile.label}
      crumb={crumb}
      beside={
        <span className="small muted">
          {t("profiles.version", { version: format.number(profile.version) })} ·{" "}
          <code>{profile.id}</code>
        </span>
      }
      acts={<Propose id={profile.id} />}
    >
      <div className="two">
        <div className="profile">
          <section className="block">
            <h2>{t("profiles.decided")}</h2>
            <Facts wide items={decided(t, format, profile)} />
          </section>
          <section className="block">
            <h2>{t("profiles.fixed")}</h2>
            <p className="hint">{t("profiles.fixed.text")}</p>
            <Facts wide items={fixed(t, profile)} />
          </section>
        </div>
        <aside className="side side--flush" aria-label={t("profiles.policy")}>
          <section className="block">
            <h2>{t("profiles.policy")}</h2>
            <p className="small">{profile.policy}</p>
          </section>
          <HashView
            hex={profile.policy_sha256}
            label={t("profiles.policy.hash")}
            copyLabel={t("profiles.policy.copy")}
          />
          <HashView
            hex={profile.sha256}
            label={t("profiles.hash")}
            copyLabel={t("profiles.hash.copy")}
          />
        </aside>
      </div>
    </Page>
  );
}

const decided = (t: Translate, format: Format, profile: Profile): Fact[] => [
  {
    key: "default",
    label: t("change.field.validity.default"),
    value: lengthOf(t, profile.validity_unit, profile.validity_default),
  },
  {
    key: "cap",
    label: t("change.field.validity.cap"),
    value: lengthOf(t, profile.validity_unit, profile.validity_cap),
  },
  {
    key: "algorithms",
    label: t("profiles.algorithms"),
    value: <Unbroken text={profile.algorithms.join(", ")} />,
  },
  {
    key: "prefixes",
    label: t("change.field.names.prefixes"),
    value: profile.name_prefixes.join(", ") || t("profiles.anyName"),
  },
  {
    key: "max",
    label: t("change.field.names.max_length"),
    value: t("profiles.characters", { count: profile.name_max }),
  },
  { key: "scope", label: t("profiles.scope"), value: scopeOf(t, profile.scope) },
  {
    key: "decisions",
    label: t("profiles.decisions"),
    value: decisionsOf(t, format, profile),
  },
];

const fixed = (t: Translate, profile: Profile): Fact[] => [
  {
    key: "usage",
    label: t("profiles.keyUsage"),
    value: <code>{profile.key_usage.join(", ")}</code>,
  },
  {
    key: "extended",
    label: t("profiles.extendedKeyUsage"),
    value:
      profile.extended_key_usage.length > 0 ? (
        <Purposes oids={profile.extended_key_usage} />
      ) : (
        t("csr.none")
      ),
  },
  {
    key: "revocation",
    label: t("profiles.revocation"),
    value: wordFor(t, `profiles.revocation.${profile.revocation}`, profile.revocation),
  },
];

/** By their names, where they have one; the number is what the certificate holds. */
function Purposes({ oids }: { oids: readonly string[] }) {
  return oids.map((oid) => (
    <span key={oid} className="block-line">
      <code>{purposeOf(oid) ?? oid}</code>{" "}
      {purposeOf(oid) === null ? null : <code className="muted">{oid}</code>}
    </span>
  ));
}

const MAY_PROPOSE: readonly string[] = ["administrator", "maker"];

function Propose({ id }: { id: string }) {
  const t = useT();
  const why = useId();
  const { go } = useRouter();
  const { officer } = useWorkspace();
  const may = officer !== null && MAY_PROPOSE.includes(officer.role);
  return (
    <>
      {may ? null : (
        <span id={why} className="hint head__why">
          {t("profiles.propose.who")}
        </span>
      )}
      <Button
        kind="ink"
        icon={PencilLine}
        isDisabled={!may}
        aria-describedby={may ? undefined : why}
        onPress={() => {
          go({ name: "profile-change", id });
        }}
      >
        {t("profiles.propose")}
      </Button>
    </>
  );
}

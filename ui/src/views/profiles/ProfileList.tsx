/** The profiles in force. */
import { useCallback, useMemo } from "react";
import { useApi } from "../../app/api-context";
import { useRead } from "../../app/queries";
import { useRouter } from "../../app/router";
import type { ProfileView } from "../../bindings/ProfileView";
import { ErrorBox } from "../../components/ErrorBox";
import { Table, type Column } from "../../components/Table";
import { Unbroken } from "../../components/Unbroken";
import { useFormat, type Format } from "../../format";
import { useT, type Translate } from "../../i18n";
import { scopeOf, validityOf } from "./words";

const columnsOf = (t: Translate, format: Format): Column<ProfileView>[] => [
  {
    key: "label",
    head: t("profiles.col.label"),
    wrap: true,
    cell: (profile) => (
      <>
        <span className="linkish">{profile.label}</span>
        <br />
        <code className="muted">{profile.id}</code>
      </>
    ),
  },
  {
    key: "version",
    head: t("profiles.col.version"),
    numeric: true,
    cell: (profile) => format.number(profile.version),
  },
  {
    key: "validity",
    head: t("profiles.validity"),
    wrap: true,
    cell: (profile) => <Unbroken text={validityOf(t, profile)} />,
  },
  {
    key: "algorithms",
    head: t("profiles.algorithms"),
    wrap: true,
    cell: (profile) => <Unbroken text={profile.algorithms.join(", ")} />,
  },
  {
    key: "scope",
    head: t("profiles.scope"),
    wrap: true,
    cell: (profile) => scopeOf(t, profile.scope),
  },
  {
    key: "decisions",
    head: t("profiles.decisions"),
    numeric: true,
    cell: (profile) => format.number(profile.decisions),
  },
];

const keyOf = (profile: ProfileView) => profile.id;

export function ProfileList() {
  const t = useT();
  const format = useFormat();
  const api = useApi();
  const { go } = useRouter();
  const profiles = useRead(["profiles"], api.listProfiles);
  const columns = useMemo(() => columnsOf(t, format), [t, format]);
  const open = useCallback(
    (profile: ProfileView) => {
      go({ name: "profile", id: profile.id });
    },
    [go],
  );
  return (
    <section className="settings">
      <div className="settings__head">
        <h2>{t("profiles.title")}</h2>
      </div>
      {profiles.failure ? (
        <ErrorBox failure={profiles.failure} onRetry={profiles.retry} />
      ) : (
        <Table
          className="profiles"
          label={t("profiles.title")}
          columns={columns}
          pages={[profiles.data ?? []]}
          rowKey={keyOf}
          loading={profiles.loading}
          empty={t("profiles.none")}
          onOpen={open}
        />
      )}
      <p className="hint">{t("profiles.hint")}</p>
    </section>
  );
}

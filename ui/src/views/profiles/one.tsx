/** One profile out of those in force, or why it can't be shown. */
import type { ReactNode } from "react";
import { useApi } from "../../app/api-context";
import { useRead } from "../../app/queries";
import { useRouter } from "../../app/router";
import type { ProfileView } from "../../bindings/ProfileView";
import { ErrorBox } from "../../components/ErrorBox";
import { Page } from "../../components/Page";
import { useT } from "../../i18n";

interface Props {
  readonly id: string;
  readonly children: (profile: ProfileView) => ReactNode;
}

export function OneProfile({ id, children }: Props) {
  const t = useT();
  const api = useApi();
  const crumb = useProfilesCrumb(t("profiles.title"));
  const profiles = useRead(["profiles"], api.listProfiles);
  const profile = profiles.data?.find((one) => one.id === id);
  if (profile && !profiles.failure) return children(profile);
  return (
    <Page title={t("profiles.one")} crumb={crumb}>
      {profiles.failure ? (
        <ErrorBox failure={profiles.failure} onRetry={profiles.retry} />
      ) : (
        <p className="muted">
          {t(profiles.loading ? "common.loading" : "profiles.unknown", { id })}
        </p>
      )}
    </Page>
  );
}

/** The way back to the list. */
export function useProfilesCrumb(here: string) {
  const t = useT();
  const { go } = useRouter();
  return {
    label: t("settings.title"),
    here,
    onPress: () => {
      go({ name: "settings", part: "profiles" });
    },
  };
}

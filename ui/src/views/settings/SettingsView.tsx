/** Settings: tokens, profiles, and the workspace itself: its backups, and whether all fits. */
import { useRouter, type SettingsPart } from "../../app/router";
import { Page } from "../../components/Page";
import { ToggleGroup } from "../../components/ToggleGroup";
import { useT } from "../../i18n";
import { ProfileList } from "../profiles/ProfileList";
import { TokenList } from "../tokens/TokenList";
import { WorkspacePart } from "../workspace/WorkspacePart";

const PARTS: readonly SettingsPart[] = ["tokens", "profiles", "workspace"];

export function SettingsView({ part }: { part: SettingsPart }) {
  const t = useT();
  const { replace } = useRouter();
  return (
    <Page title={t("settings.title")}>
      <ToggleGroup
        label={t("settings.parts")}
        value={part}
        onChange={(next) => {
          replace({ name: "settings", part: next });
        }}
        options={PARTS.map((key) => ({ key, label: t(`settings.part.${key}`) }))}
      />
      {part === "tokens" ? <TokenList /> : null}
      {part === "profiles" ? <ProfileList /> : null}
      {part === "workspace" ? <WorkspacePart /> : null}
    </Page>
  );
}

/** Settings: tokens, officers, who must approve, profiles, and the workspace itself: its backups, and whether all fits. */
import { useRouter, type SettingsPart } from "../../app/router";
import { Page } from "../../components/Page";
import { ToggleGroup } from "../../components/ToggleGroup";
import { useT } from "../../i18n";
import { FirmPart } from "../facts/FirmPart";
import { OfficerList } from "../officers/OfficerList";
import { PolicyPart } from "../policy/PolicyPart";
import { ProfileList } from "../profiles/ProfileList";
import { StandingPart } from "../standing/StandingPart";
import { TokenList } from "../tokens/TokenList";
import { WorkspacePart } from "../workspace/WorkspacePart";

const PARTS: readonly SettingsPart[] = [
  "tokens",
  "officers",
  "policy",
  "standing",
  "facts",
  "profiles",
  "workspace",
];

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
      {part === "officers" ? <OfficerList /> : null}
      {part === "policy" ? <PolicyPart /> : null}
      {part === "standing" ? <StandingPart /> : null}
      {part === "facts" ? <FirmPart /> : null}
      {part === "profiles" ? <ProfileList /> : null}
      {part === "workspace" ? <WorkspacePart /> : null}
    </Page>
  );
}

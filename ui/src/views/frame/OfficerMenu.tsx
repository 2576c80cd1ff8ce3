/** Who is signed in, and the way to be another: one click in practice, a PIN elsewhere. */
import { ArrowRight, ChevronDown, LogOut, UserCheck, UserRound } from "lucide-react";
import { useApi } from "../../app/api-context";
import { useAct, useSetWorkspace, useWorkspace } from "../../app/queries";
import type { OfficerView } from "../../bindings/OfficerView";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Menu, type MenuGroup } from "../../components/Menu";
import { useT } from "../../i18n";
import { useAppearance } from "./appearance";
import { nameOf, roleIn } from "./officers";

/** Becoming another officer, and nobody. */
function useChange(onSignIn: (officer: OfficerView) => void) {
  const api = useApi();
  const { officers, practice } = useWorkspace();
  const setWorkspace = useSetWorkspace();
  const change = useAct((id: string) => api.continueAs(id), setWorkspace);
  const out = useAct(() => api.signOut(), setWorkspace);
  return {
    to: (id: string) => {
      const officer = officers.find((o) => o.id === id);
      if (!officer) return;
      if (practice && officer.practice_pin) change.run(id);
      else onSignIn(officer);
    },
    signOut: () => {
      out.run(undefined);
    },
  };
}

function useGroups(onSignIn: (officer: OfficerView) => void): MenuGroup[] {
  const t = useT();
  const { officer, officers, practice } = useWorkspace();
  const { language, theme } = useAppearance();
  const change = useChange(onSignIn);
  const others: MenuGroup = {
    key: "change",
    title: t("officer.change"),
    entries: officers
      .filter((o) => o.id !== officer?.id && o.state === "serving")
      .map((o) => ({
        key: o.id,
        label: t(practice && o.practice_pin ? "officer.continue" : "officer.signIn", {
          role: roleIn(o.role, t),
        }),
        detail: `${nameOf(o)} · ${o.id}`,
        icon: ArrowRight,
      })),
    onAction: change.to,
  };
  const self: MenuGroup = {
    key: "self",
    title: t("officer.title"),
    entries: [{ key: "out", label: t("officer.signOut"), icon: LogOut }],
    onAction: change.signOut,
  };
  return [others, ...(officer ? [self] : []), theme, language];
}

export function OfficerMenu({ onSignIn }: { onSignIn: (officer: OfficerView) => void }) {
  const t = useT();
  const { officer } = useWorkspace();
  const groups = useGroups(onSignIn);
  const label = officer
    ? t("officer.menu", { name: nameOf(officer), role: t(`role.${officer.role}`) })
    : t("officer.nobody.menu");
  return (
    <Menu label={label} groups={groups}>
      <Button kind="who">
        <Icon of={officer ? UserCheck : UserRound} />
        <span className="vh">{t("officer.is")}</span>
        <span className="who__lines">
          {officer ? nameOf(officer) : t("officer.nobody")}
          {officer && (
            <span>
              {t(`role.${officer.role}`)} · {officer.id}
            </span>
          )}
        </span>
        <Icon of={ChevronDown} />
      </Button>
    </Menu>
  );
}

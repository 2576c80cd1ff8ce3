/** The bar above every screen: workspace, search, unlocked tokens, officer. */
import { ArrowRight, ChevronDown, FolderX, Lock, LockOpen, Search } from "lucide-react";
import { useApi } from "../../app/api-context";
import { useAct, useSetWorkspace, useWorkspace } from "../../app/queries";
import { useRouter } from "../../app/router";
import type { OfficerView } from "../../bindings/OfficerView";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Menu } from "../../components/Menu";
import { useT } from "../../i18n";
import { Mark } from "./Mark";
import { OfficerMenu } from "./OfficerMenu";

type Props = { onFind: () => void; onSignIn: (officer: OfficerView) => void };

function Place() {
  const t = useT();
  const api = useApi();
  const { firm, trust_domain } = useWorkspace();
  const setWorkspace = useSetWorkspace();
  const close = useAct(
    () => api.closeWorkspace(),
    () => {
      setWorkspace(null);
    },
  );
  const group = {
    key: "workspace",
    title: trust_domain,
    entries: [{ key: "close", label: t("frame.workspace.close"), icon: FolderX }],
    onAction: () => {
      close.run(undefined);
    },
  };
  return (
    <div className="place">
      <Menu label={t("frame.workspace.menu")} groups={[group]}>
        <Button kind="place" iconAfter={ChevronDown}>
          <span>{firm}</span>
        </Button>
      </Menu>
    </div>
  );
}

/** How many tokens are unlocked, and which: in words where there is room, else behind the number. */
function Unlocked() {
  const t = useT();
  const { go } = useRouter();
  const { unlocked } = useWorkspace();
  const show = () => {
    go({ name: "settings", part: "tokens" });
  };
  const entries = unlocked.map((label) => ({ key: label, label, icon: LockOpen }));
  const count = t("frame.unlocked", { count: unlocked.length });
  const groups = [
    { key: "unlocked", title: count, entries, onAction: show },
    {
      key: "show",
      title: t("settings.tokens"),
      entries: [{ key: "all", label: t("frame.unlocked.show"), icon: ArrowRight }],
      onAction: show,
    },
  ];
  return (
    <Menu label={t("frame.unlocked.menu")} groups={groups}>
      <Button kind="who">
        <Icon of={unlocked.length > 0 ? LockOpen : Lock} />
        <span className="who__count" aria-hidden="true">
          {unlocked.length}
        </span>
        <span className="who__lines who__tokens">
          {count}
          <span>{unlocked.join(", ")}</span>
        </span>
      </Button>
    </Menu>
  );
}

export function TopBar({ onFind, onSignIn }: Props) {
  const t = useT();
  return (
    <header className="topbar">
      <div className="brand">
        <Mark />
        {t("app.name")}
      </div>
      <Place />
      <button type="button" className="search" aria-keyshortcuts="Control+K" onClick={onFind}>
        <Icon of={Search} />
        {t("frame.find")}
        <kbd>{t("frame.find.keys")}</kbd>
      </button>
      <div className="who">
        <Unlocked />
        <OfficerMenu onSignIn={onSignIn} />
      </div>
    </header>
  );
}

/** The way between screens, and three facts that should be true at any time. */
import {
  Archive,
  Bot,
  FileText,
  Inbox,
  LayoutDashboard,
  ScrollText,
  Settings,
  ShieldCheck,
  ShieldQuestionMark,
  WifiOff,
} from "lucide-react";
import { useRouter, type Route } from "../../app/router";
import { useWorkspace } from "../../app/queries";
import { Icon, type LucideIcon } from "../../components/Icon";
import { useFormat } from "../../format";
import { useT } from "../../i18n";

type Noun = "overview" | "requests" | "agents" | "log" | "records" | "reports" | "settings";

/** The rail's screens; those beneath a screen count as it. */
const HOME: Record<Route["name"], Noun> = {
  overview: "overview",
  crls: "overview",
  requests: "requests",
  "request-new": "requests",
  import: "requests",
  officer: "settings",
  "officer-enrol": "settings",
  "policy-change": "settings",
  "standing-new": "settings",
  "agent-facts": "agents",
  request: "requests",
  agents: "agents",
  agent: "agents",
  log: "log",
  held: "log",
  records: "records",
  reports: "reports",
  change: "requests",
  settings: "settings",
  token: "settings",
  "token-add": "settings",
  profile: "settings",
  "profile-change": "settings",
};

export const SCREENS: { noun: Noun; icon: LucideIcon }[] = [
  { noun: "overview", icon: LayoutDashboard },
  { noun: "requests", icon: Inbox },
  { noun: "agents", icon: Bot },
  { noun: "log", icon: ScrollText },
  { noun: "records", icon: Archive },
  { noun: "reports", icon: FileText },
  { noun: "settings", icon: Settings },
];

function Entry({ noun, icon, count }: { noun: Noun; icon: LucideIcon; count: number }) {
  const t = useT();
  const { route, go } = useRouter();
  return (
    <button
      type="button"
      className="rail__entry"
      aria-current={HOME[route.name] === noun ? "page" : undefined}
      onClick={() => {
        go({ name: noun });
      }}
    >
      <Icon of={icon} />
      {t(`nav.${noun}`)}
      {count > 0 && (
        <>
          <span className="count" aria-hidden="true">
            {count}
          </span>
          <span className="vh">{t("frame.waiting", { count })}</span>
        </>
      )}
    </button>
  );
}

function Foot() {
  const t = useT();
  const format = useFormat();
  const { verified_at, events } = useWorkspace();
  return (
    <div className="rail__foot">
      <p>
        <Icon of={verified_at ? ShieldCheck : ShieldQuestionMark} />
        <span>
          {verified_at
            ? t("frame.verified", { at: format.clock(verified_at), events })
            : t("frame.unverified", { events })}
        </span>
      </p>
      <p>
        <Icon of={WifiOff} />
        <span>{t("frame.connection")}</span>
      </p>
    </div>
  );
}

export function Rail() {
  const t = useT();
  const { waiting } = useWorkspace();
  return (
    <nav className="rail" aria-label={t("frame.rail")}>
      {SCREENS.map(({ noun, icon }) => (
        <div key={noun} className="rail__slot">
          {noun === "settings" && <hr />}
          <Entry noun={noun} icon={icon} count={noun === "requests" ? waiting : 0} />
        </div>
      ))}
      <Foot />
    </nav>
  );
}

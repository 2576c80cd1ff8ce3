/** The screen of the present route. */
import { AgentView } from "../views/agents/AgentView";
import { AgentsView } from "../views/agents/AgentsView";
import { ChangeView } from "../views/changes/ChangeView";
import { CrlsView } from "../views/crls/CrlsView";
import { AgentFactsView } from "../views/facts/AgentFactsView";
import { HeldView } from "../views/held/HeldView";
import { ImportView } from "../views/import/ImportView";
import { LogView } from "../views/log/LogView";
import { OverviewView } from "../views/overview/OverviewView";
import { EnrolView } from "../views/officers/EnrolView";
import { OfficerPage } from "../views/officers/OfficerPage";
import { ProposePolicyView } from "../views/policy/ProposePolicyView";
import { ProfileView } from "../views/profiles/ProfileView";
import { ProposeView } from "../views/profiles/ProposeView";
import { RecordsView } from "../views/records/RecordsView";
import { ReportsView } from "../views/reports/ReportsView";
import { NewRequestView } from "../views/requests/NewRequestView";
import { RequestView } from "../views/requests/RequestView";
import { RequestsView } from "../views/requests/RequestsView";
import { SettingsView } from "../views/settings/SettingsView";
import { ProposeStandingView } from "../views/standing/ProposeStandingView";
import { AddTokenView } from "../views/tokens/AddTokenView";
import { TokenView } from "../views/tokens/TokenView";
import { useRouter } from "./router";

export function Screen() {
  const { route } = useRouter();
  switch (route.name) {
    case "overview":
      return <OverviewView />;
    case "requests":
      return <RequestsView fresh={route.fresh} />;
    case "request-new":
      return <NewRequestView />;
    case "import":
      return <ImportView />;
    case "request":
      return <RequestView key={route.id} id={route.id} sign={route.sign ?? false} />;
    case "agents":
      return <AgentsView />;
    case "agent":
      return <AgentView key={route.serial} serial={route.serial} />;
    case "log":
      return <LogView seq={route.seq} />;
    case "held":
      return <HeldView />;
    case "records":
      return <RecordsView part={route.part ?? "side"} />;
    case "reports":
      return <ReportsView />;
    case "crls":
      return <CrlsView />;
    case "settings":
      return <SettingsView part={route.part ?? "tokens"} />;
    case "token":
      return <TokenView key={route.serial} serial={route.serial} />;
    case "token-add":
      return <AddTokenView />;
    case "officer":
      return <OfficerPage key={route.id} id={route.id} />;
    case "officer-enrol":
      return (
        <EnrolView
          key={`${route.id ?? ""} ${route.cause ?? "new"}`}
          id={route.id ?? null}
          cause={route.cause ?? "new"}
        />
      );
    case "standing-new":
      return <ProposeStandingView />;
    case "agent-facts":
      return <AgentFactsView key={route.id} agent={route.id} />;
    case "policy-change":
      return <ProposePolicyView />;
    case "profile":
      return <ProfileView key={route.id} id={route.id} />;
    case "profile-change":
      return <ProposeView key={route.id} id={route.id} />;
    case "change":
      return <ChangeView key={route.id} id={route.id} sign={route.sign ?? false} />;
  }
}

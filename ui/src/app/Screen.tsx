/** The screen of the present route. */
import { AgentView } from "../views/agents/AgentView";
import { AgentsView } from "../views/agents/AgentsView";
import { LogView } from "../views/log/LogView";
import { OverviewView } from "../views/overview/OverviewView";
import { ReportsView } from "../views/reports/ReportsView";
import { NewRequestView } from "../views/requests/NewRequestView";
import { RequestView } from "../views/requests/RequestView";
import { RequestsView } from "../views/requests/RequestsView";
import { SettingsView } from "../views/settings/SettingsView";
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
    case "request":
      return <RequestView key={route.id} id={route.id} sign={route.sign ?? false} />;
    case "agents":
      return <AgentsView />;
    case "agent":
      return <AgentView key={route.serial} serial={route.serial} />;
    case "log":
      return <LogView seq={route.seq} />;
    case "reports":
      return <ReportsView />;
    case "settings":
      return <SettingsView />;
  }
}

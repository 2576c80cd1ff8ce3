/** The two catalogues, one file a noun. English decides which keys exist. */
import deAgents from "./de/agents.json";
import deChanges from "./de/changes.json";
import deCommon from "./de/common.json";
import deCrls from "./de/crls.json";
import deEvents from "./de/events.json";
import deFacts from "./de/facts.json";
import deFrame from "./de/frame.json";
import deHeld from "./de/held.json";
import deImport from "./de/import.json";
import deLog from "./de/log.json";
import deOfficers from "./de/officers.json";
import deOverview from "./de/overview.json";
import dePolicy from "./de/policy.json";
import deProfiles from "./de/profiles.json";
import deRecords from "./de/records.json";
import deReports from "./de/reports.json";
import deRequests from "./de/requests.json";
import deSettings from "./de/settings.json";
import deSign from "./de/sign.json";
import deStanding from "./de/standing.json";
import deStart from "./de/start.json";
import deStatus from "./de/status.json";
import deTokens from "./de/tokens.json";
import deWorkspace from "./de/workspace.json";
import enAgents from "./en/agents.json";
import enChanges from "./en/changes.json";
import enCommon from "./en/common.json";
import enCrls from "./en/crls.json";
import enEvents from "./en/events.json";
import enFacts from "./en/facts.json";
import enFrame from "./en/frame.json";
import enHeld from "./en/held.json";
import enImport from "./en/import.json";
import enLog from "./en/log.json";
import enOfficers from "./en/officers.json";
import enOverview from "./en/overview.json";
import enPolicy from "./en/policy.json";
import enProfiles from "./en/profiles.json";
import enRecords from "./en/records.json";
import enReports from "./en/reports.json";
import enRequests from "./en/requests.json";
import enSettings from "./en/settings.json";
import enSign from "./en/sign.json";
import enStanding from "./en/standing.json";
import enStart from "./en/start.json";
import enStatus from "./en/status.json";
import enTokens from "./en/tokens.json";
import enWorkspace from "./en/workspace.json";

export const en = {
  ...enAgents,
  ...enChanges,
  ...enCommon,
  ...enCrls,
  ...enEvents,
  ...enFacts,
  ...enFrame,
  ...enHeld,
  ...enImport,
  ...enLog,
  ...enOfficers,
  ...enOverview,
  ...enPolicy,
  ...enProfiles,
  ...enRecords,
  ...enReports,
  ...enRequests,
  ...enSettings,
  ...enSign,
  ...enStanding,
  ...enStart,
  ...enStatus,
  ...enTokens,
  ...enWorkspace,
};

/** Every key that a message can be shown by. */
export type MessageId = keyof typeof en;

export const de: Record<MessageId, string> = {
  ...deAgents,
  ...deChanges,
  ...deCommon,
  ...deCrls,
  ...deEvents,
  ...deFacts,
  ...deFrame,
  ...deHeld,
  ...deImport,
  ...deLog,
  ...deOfficers,
  ...deOverview,
  ...dePolicy,
  ...deProfiles,
  ...deRecords,
  ...deReports,
  ...deRequests,
  ...deSettings,
  ...deSign,
  ...deStanding,
  ...deStart,
  ...deStatus,
  ...deTokens,
  ...deWorkspace,
};

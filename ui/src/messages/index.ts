/** The two catalogues, one file a noun. English decides which keys exist. */
import deAgents from "./de/agents.json";
import deCommon from "./de/common.json";
import deEvents from "./de/events.json";
import deFrame from "./de/frame.json";
import deLog from "./de/log.json";
import deOverview from "./de/overview.json";
import deReports from "./de/reports.json";
import deRequests from "./de/requests.json";
import deSettings from "./de/settings.json";
import deSign from "./de/sign.json";
import deStart from "./de/start.json";
import deStatus from "./de/status.json";
import enAgents from "./en/agents.json";
import enCommon from "./en/common.json";
import enEvents from "./en/events.json";
import enFrame from "./en/frame.json";
import enLog from "./en/log.json";
import enOverview from "./en/overview.json";
import enReports from "./en/reports.json";
import enRequests from "./en/requests.json";
import enSettings from "./en/settings.json";
import enSign from "./en/sign.json";
import enStart from "./en/start.json";
import enStatus from "./en/status.json";

export const en = {
  ...enAgents,
  ...enCommon,
  ...enEvents,
  ...enFrame,
  ...enLog,
  ...enOverview,
  ...enReports,
  ...enRequests,
  ...enSettings,
  ...enSign,
  ...enStart,
  ...enStatus,
};

/** Every key that a message can be shown by. */
export type MessageId = keyof typeof en;

export const de: Record<MessageId, string> = {
  ...deAgents,
  ...deCommon,
  ...deEvents,
  ...deFrame,
  ...deLog,
  ...deOverview,
  ...deReports,
  ...deRequests,
  ...deSettings,
  ...deSign,
  ...deStart,
  ...deStatus,
};

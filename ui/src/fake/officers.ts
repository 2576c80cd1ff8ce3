/** Officers with their tokens and roles, the approval policy, and what waits, over memory. */
import type { Api } from "../api";
import type { EnrolmentInput } from "../bindings/EnrolmentInput";
import type { EnrolmentPreview } from "../bindings/EnrolmentPreview";
import type { OfficerDetailView } from "../bindings/OfficerDetailView";
import type { PolicyView } from "../bindings/PolicyView";
import type { ReminderView } from "../bindings/ReminderView";
import type { RoleView } from "../bindings/RoleView";
import { proposeTo, row } from "./changing";
import { NOW, type Context } from "./context";
import { unknownThing } from "./failures";
import { hex, OFFICERS } from "./people";
import { words } from "./requests";

type Calls = Pick<
  Api,
  | "listOfficers"
  | "showOfficer"
  | "previewEnrolment"
  | "proposeEnrolment"
  | "proposeRole"
  | "proposeRetirement"
  | "reportLost"
  | "confirmLost"
  | "listConfirmations"
  | "showPolicy"
  | "choosePolicy"
  | "readPolicy"
  | "proposePolicy"
  | "listReminders"
  | "exportCalendar"
>;

const POLICY = {
  version: 2,
  lifetime_hours: 24,
  groups: [
    { name: "risk", officers: ["officer-03"] },
    { name: "compliance", officers: ["officer-03", "officer-04"] },
  ],
  rules: [
    {
      when: { above: [{ amount: "10000000", currency: "EUR", exponent: -2 }] },
      steps: [
        { group: "risk", approvals: 1 },
        { group: "compliance", approvals: 2 },
      ],
    },
    { steps: [{ approvals: 1 }] },
  ],
};

const policyOf = (language: "en" | "de"): PolicyView => ({
  version: 1,
  sha256: hex(77),
  change: "CHG-2026-0001",
  since: "2026-11-20T10:00:00Z",
  lifetime_hours: 24,
  groups: POLICY.groups.map(({ name, officers }) => ({
    name,
    officers: OFFICERS.filter((one) => officers.includes(one.id)).map((one) => ({
      id: one.id,
      name: one.name,
    })),
  })),
  rules: [
    {
      when:
        language === "de"
          ? "mehr als 100.000,00\u00A0EUR in einer Handlung"
          : "more than EUR\u00A0100,000.00 in one action",
      steps: [
        { group: "risk", approvals: 1 },
        { group: "compliance", approvals: 2 },
      ],
    },
    {
      when: language === "de" ? "jeder Antrag" : "every request",
      steps: [{ group: null, approvals: 1 }],
    },
  ],
  next_json: JSON.stringify(POLICY),
});

const detailOf = (id: string): OfficerDetailView => {
  const officer = OFFICERS.find((one) => one.id === id);
  if (!officer) throw unknownThing(`officer ${id}`);
  const token = {
    label: officer.token_label,
    serial: officer.token_serial,
    model: officer.token_model,
    state: "in_force" as const,
    present: true,
    certificate: hex(9, 20),
    certificate_from: officer.since,
    certificate_until: officer.certificate_until,
    since: officer.since,
    until: null,
    change: null,
    practice_pin: true,
  };
  const lost = {
    ...token,
    serial: "0011223344556677",
    state: "ended" as const,
    present: false,
    certificate: hex(10, 20),
    until: "2026-11-12T09:30:00Z",
  };
  return {
    officer,
    tokens: id === "officer-03" ? [{ ...token, change: "CHG-2026-0001" }, lost] : [token],
    roles: [{ role: officer.role, since: officer.since, until: null, change: null }],
    open_changes: id === "officer-03" ? ["CHG-2026-0001"] : [],
  };
};

const previewOf = (input: EnrolmentInput): EnrolmentPreview => {
  const known = OFFICERS.find((one) => one.id === input.officer);
  const officer = known?.id ?? "officer-06";
  return {
    officer,
    role: known?.role ?? ((input.role ?? "maker") as RoleView),
    name: known ? known.name : input.name,
    cause: input.cause,
    token_label: input.token_label || (known ? `${officer}-2` : officer),
    initialises: input.token_serial === null,
  };
};

/** Rules whose last one does not fit everything are refused by Rust. */
const refused = (text: string) => ({
  ...unknownThing("policy"),
  code: "policy-refused",
  title: "The policy can’t be taken",
  happened: text,
});

const REMINDERS: ReminderView[] = [
  {
    kind: "review",
    subject: "reporting_bot",
    agent: "reporting_bot",
    text: "Review the agent reporting_bot",
    due: "2026-11-19T00:00:00Z",
    overdue: true,
  },
  {
    kind: "request",
    subject: "REQ-2026-0118",
    agent: "ai_trader_bot_v2",
    text: "Decide on REQ-2026-0118 for ai_trader_bot_v2",
    due: null,
    overdue: false,
  },
  {
    kind: "confirmation",
    subject: "77D0C1A2B3E4F5061728",
    agent: "old_bot",
    text: "Confirm the revocation of the certificate of old_bot",
    due: null,
    overdue: false,
  },
  {
    kind: "certificate",
    subject: "4A1F77C0D2B390C3",
    agent: "trading_bot_v2",
    text: "The certificate of trading_bot_v2 ends",
    due: "2026-12-11T23:59:59Z",
    overdue: false,
  },
];

export function officers(context: Context, empty: boolean): Calls {
  const { state, answer } = context;
  const propose = proposeTo(context);
  const lost = new Map<string, { by: string; name: string | null; reason: string }>();
  const detail = (id: string): OfficerDetailView => {
    const found = detailOf(id);
    if (!lost.has(id)) return found;
    return {
      ...found,
      officer: { ...found.officer, state: "without_token", tokens: 0 },
      tokens: found.tokens.map((token) => ({ ...token, state: "ended" as const, until: NOW })),
    };
  };
  const proposed = (json: string) => {
    const read = JSON.parse(json) as typeof POLICY;
    if (read.rules.some(({ steps }) => steps.some(({ approvals }) => approvals < 1)))
      throw refused("rule 1: 1 to 4 steps, each of 1 to 8 approvals");
    return {
      kind: "policy",
      subject: String(read.version),
      label: "Approval policy",
      sentence: `Version ${String(read.version)} of the approval policy holds for every request that is submitted afterwards.`,
      diff: [
        row("policy.lifetime_hours", "24", String(read.lifetime_hours)),
        row(
          "policy.rules.2.steps.1.approvals",
          "1",
          String(read.rules.at(-1)?.steps[0]?.approvals),
        ),
      ],
    };
  };
  return {
    listOfficers: () => answer("list_officers", () => OFFICERS),
    showOfficer: (id) => answer("show_officer", () => detail(id)),
    previewEnrolment: (input) =>
      answer("preview_enrolment", () => {
        if (input.cause === "new" && !input.name?.trim())
          throw {
            ...unknownThing("enrolment"),
            code: "input",
            title: "The enrolment is not complete",
            fields: [{ field: "name", message: "Fill this in." }],
          };
        return previewOf(input);
      }),
    proposeEnrolment: (input, _tokenPin, _soPin, reason, pin) =>
      answer("propose_enrolment", () => {
        const { officer, role, token_label: token } = previewOf(input);
        return propose(
          {
            kind: "enrolment",
            subject: officer,
            label: officer,
            sentence: `${officer} serves as ${role} with the token ${token}.`,
            diff: [
              row("officer.role", null, role),
              row("officer.token", null, token),
              row("officer.key", null, hex(91)),
            ],
          },
          reason,
          pin,
        );
      }),
    proposeRole: (id, role, reason, pin) =>
      answer("propose_role", () =>
        propose(
          {
            kind: "role",
            subject: id,
            label: id,
            sentence: `${id} serves as ${role} from now on.`,
            diff: [row("officer.role", detailOf(id).officer.role, role)],
          },
          reason,
          pin,
        ),
      ),
    proposeRetirement: (id, reason, pin) =>
      answer("propose_retirement", () =>
        propose(
          {
            kind: "retirement",
            subject: id,
            label: id,
            sentence: `${id} decides no more.`,
            diff: [row("officer.role", detailOf(id).officer.role, null)],
          },
          reason,
          pin,
        ),
      ),
    reportLost: (id, _token, reason, pin) =>
      answer("report_lost", () => {
        context.checkPin(pin);
        context.record("certificate_revoked", id, reason);
        lost.set(id, { by: state.officer?.id ?? "", name: state.officer?.name ?? null, reason });
        return detail(id);
      }),
    confirmLost: (id, _serial, reason, pin) =>
      answer("confirm_lost", () => {
        context.checkPin(pin);
        context.record("revocation_confirmed", id, reason);
        lost.delete(id);
        return detail(id);
      }),
    listConfirmations: () =>
      answer("list_confirmations", () => ({
        rows: [...lost].map(([id, { by, name, reason }]) => ({
          serial: hex(9, 20),
          agent_id: id,
          reason: "keyCompromise",
          officer: by,
          officer_name: name,
          comment: reason,
          at: NOW,
          event: 4802,
          waits_for_me: state.officer?.role === "checker" && state.officer.id !== by,
        })),
      })),
    showPolicy: () => answer("show_policy", () => policyOf(state.language)),
    choosePolicy: () =>
      answer("choose_policy", () => JSON.stringify({ ...POLICY, lifetime_hours: 48 })),
    readPolicy: (json) =>
      answer("read_policy", () => {
        const made = proposed(json);
        return {
          row: {
            id: "",
            ...made,
            approvals_needed: 1,
            approvals_given: 0,
            state: "submitted" as const,
            proposer: "",
            proposer_name: null,
            proposed_at: NOW,
            waits_for_me: false,
          },
          diff: made.diff,
          current_version: 1,
          next_version: 2,
          applies: true,
          object_sha256: hex(401),
          object_words: words,
          object_json: json,
          decisions: [],
        };
      }),
    proposePolicy: (json, reason, pin) =>
      answer("propose_policy", () => propose(proposed(json), reason, pin)),
    listReminders: () => answer("list_reminders", () => (empty ? [] : REMINDERS)),
    exportCalendar: () => answer("export_calendar", () => "/home/person/chancery.ics"),
  };
}

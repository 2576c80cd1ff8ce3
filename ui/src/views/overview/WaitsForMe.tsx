/** What waits for the officer who is signed in, and what a day is set for; all of it as a calendar. */
import {
  BadgeCheck,
  CalendarClock,
  CalendarPlus,
  CircleAlert,
  ClipboardCheck,
  CopyCheck,
  FileClock,
  FilePen,
  IdCard,
  Inbox,
  ServerCog,
} from "lucide-react";
import { useMemo, useState } from "react";
import { useApi } from "../../app/api-context";
import { useAct, useRead } from "../../app/queries";
import { useRouter, type Route } from "../../app/router";
import type { ReminderView } from "../../bindings/ReminderView";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Icon, type LucideIcon } from "../../components/Icon";
import { Status } from "../../components/Status";
import { Table, type Column } from "../../components/Table";
import { useFormat, type Format } from "../../format";
import { useT, wordFor, type Translate } from "../../i18n";
import { Saved } from "../common/Saved";

const ICONS: Record<string, LucideIcon> = {
  request: Inbox,
  change: FilePen,
  confirmation: CopyCheck,
  review: ClipboardCheck,
  standing: BadgeCheck,
  certificate: CalendarClock,
  crl: FileClock,
  service: ServerCog,
  officer: IdCard,
};

const OFFICER = /^officer-\d{2,6}$/;

/** Where each is done. */
const ROUTES: Record<string, (subject: string, row: ReminderView) => Route> = {
  request: (id) => ({ name: "request", id, sign: true }),
  change: (id) => ({ name: "change", id, sign: true }),
  // An officer's certificate stands under their pseudonym.
  confirmation: (serial, { agent }) =>
    agent !== null && OFFICER.test(agent)
      ? { name: "officer", id: agent }
      : { name: "agent", serial },
  review: (agent) => ({ name: "agent-facts", id: agent }),
  standing: () => ({ name: "settings", part: "standing" }),
  certificate: (serial) => ({ name: "agent", serial }),
  crl: () => ({ name: "crls" }),
  // Publishing a CRL also renews the certificates of services that end soon.
  service: () => ({ name: "crls" }),
  officer: (id) => ({ name: "officer", id }),
};

const columnsOf = (t: Translate, format: Format): Column<ReminderView>[] => [
  {
    key: "kind",
    head: t("reminders.col.kind"),
    cell: ({ kind }) => (
      <span className="reminder">
        <Icon of={ICONS[kind] ?? CircleAlert} />
        {wordFor(t, `reminders.kind.${kind}`, kind)}
      </span>
    ),
  },
  {
    key: "text",
    head: t("reminders.col.text"),
    wrap: true,
    cell: ({ text }) => <span className="linkish">{text}</span>,
  },
  {
    key: "due",
    head: t("reminders.col.due"),
    wrap: true,
    cell: (row) => <Due row={row} t={t} format={format} />,
  },
];

function Due({ row, t, format }: { row: ReminderView; t: Translate; format: Format }) {
  if (row.due === null) return <span className="muted">{t("reminders.soon")}</span>;
  return (
    <>
      {format.shortDate(row.due)}
      {row.overdue ? (
        <Status tone="caution" icon={CircleAlert} word={t("reminders.overdue")} />
      ) : null}
    </>
  );
}

const keyOf = (row: ReminderView) => `${row.kind} ${row.subject}`;

export function WaitsForMe() {
  const t = useT();
  const format = useFormat();
  const api = useApi();
  const { go } = useRouter();
  const reminders = useRead(["reminders"], api.listReminders);
  const columns = useMemo(() => columnsOf(t, format), [t, format]);
  const [saved, setSaved] = useState<string | null>(null);
  const calendar = useAct(() => api.exportCalendar(), setSaved);
  const failure = reminders.failure ?? calendar.failure;
  return (
    <section className="reminders">
      <header className="part__head">
        <h2>{t("reminders.title")}</h2>
        <div className="part__acts">
          <Button
            icon={CalendarPlus}
            onPress={() => {
              setSaved(null);
              calendar.run(undefined);
            }}
          >
            {t("reminders.calendar")}
          </Button>
        </div>
      </header>
      {saved === null || failure ? null : <Saved path={saved} />}
      {failure ? <ErrorBox failure={failure} onRetry={reminders.retry} /> : null}
      <Table
        className="reminders__table"
        label={t("reminders.title")}
        columns={columns}
        pages={[reminders.data ?? []]}
        rowKey={keyOf}
        loading={reminders.loading}
        empty={t("reminders.none")}
        onOpen={(row) => {
          const route = ROUTES[row.kind];
          if (route) go(route(row.subject, row));
        }}
      />
    </section>
  );
}

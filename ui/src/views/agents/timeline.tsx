/** The events of a certificate as a timeline: by day, with words for who did what. */
import type { ReactNode } from "react";
import type { CertificateView } from "../../bindings/CertificateView";
import type { EventRow } from "../../bindings/EventRow";
import { Button } from "../../components/Button";
import { Icon, Seal } from "../../components/Icon";
import type { TimelineDay, TimelineItem } from "../../components/Timeline";
import type { Format } from "../../format";
import { isMessage, wordFor, type Translate } from "../../i18n";
import { detailOf, type Refusals } from "../log/Detail";
import { classOfEvent, iconOfKind } from "../log/kinds";

export type EventGroup = "decisions" | "certificates" | "custody" | "refusals" | "records";

export const EVENT_GROUPS: readonly EventGroup[] = [
  "decisions",
  "certificates",
  "custody",
  "refusals",
  "records",
];

const GROUP_OF: Record<string, EventGroup> = {
  request_submitted: "decisions",
  request_approved: "decisions",
  request_rejected: "decisions",
  certificate_revoked: "decisions",
  certificate_suspended: "decisions",
  certificate_released: "decisions",
  key_compromised: "decisions",
  issuance_intended: "certificates",
  certificate_issued: "certificates",
  issuance_abandoned: "certificates",
  crl_published: "certificates",
  token_initialised: "custody",
  key_intended: "custody",
  key_generated: "custody",
  key_abandoned: "custody",
  token_taken: "custody",
  token_relinked: "custody",
  inventory_taken: "custody",
  token_probed: "custody",
  key_destroyed: "custody",
  refused: "refusals",
  sign_in_failed: "refusals",
};

export const groupOf = (event: EventRow): EventGroup => GROUP_OF[event.kind] ?? "records";

/** How to say who: names of officers by their ids. */
export type Names = ReadonlyMap<string, string>;

interface Words {
  readonly t: Translate;
  readonly format: Format;
  readonly certificate: CertificateView;
  readonly names: Names;
  readonly refusals: Refusals;
  readonly onOpen: (seq: number) => void;
}

function titleOf(event: EventRow, { t, format, certificate, names }: Words): string {
  const who = names.get(event.actor) ?? event.actor;
  const role = wordFor(t, `agents.role.${event.role}`, event.role);
  const key = `agents.did.${event.kind}`;
  if (event.kind === "key_generated" && certificate.custody)
    return t("agents.did.key_generated", { token: certificate.custody.token_label });
  if (event.kind !== "key_generated" && isMessage(key))
    return t(key, { who, role, until: format.date(certificate.row.not_after) });
  return wordFor(t, `event.${event.kind}`, event.kind);
}

function nodeOf(event: EventRow) {
  const look = classOfEvent(event);
  if (event.signed && look === "st") return <Seal />;
  const icon = <Icon of={iconOfKind(event.kind)} />;
  return look === "st" ? icon : <span className={look}>{icon}</span>;
}

/** What was added in words; a reason stands between quotation marks. */
function bodyOf(event: EventRow, words: Words): ReactNode {
  const { t, refusals } = words;
  const told = toldOf(event, words);
  if (told) return told;
  if (groupOf(event) !== "decisions" || event.detail === "") return detailOf(event, refusals);
  return t("agents.decision.reason", { reason: event.detail });
}

/** What the certificate itself tells about an event that brings no words of its own. */
function toldOf({ kind, detail }: EventRow, { t, certificate }: Words): string | null {
  const { custody, chain } = certificate;
  const issuer = chain.at(-2)?.name;
  if (kind === "issuance_intended") return t("agents.body.issuance_intended");
  if (kind === "certificate_issued" && issuer)
    return t("agents.body.certificate_issued", { issuer });
  if (kind === "key_generated" && custody?.local && custody.never_extractable)
    return t("agents.body.key_generated", { algorithm: detail || certificate.algorithm });
  return null;
}

function itemOf(event: EventRow, words: Words): TimelineItem {
  const { t, format, onOpen } = words;
  return {
    key: String(event.seq),
    time: format.time(event.at),
    instant: event.at,
    node: nodeOf(event),
    title: titleOf(event, words),
    body: bodyOf(event, words),
    aside: (
      <Button
        kind="link"
        onPress={() => {
          onOpen(event.seq);
        }}
      >
        {t("failure.event", { seq: format.number(event.seq) })}
      </Button>
    ),
  };
}

/** Events under the days they fell on, in the order they come. */
export function daysOf(events: readonly EventRow[], words: Words): TimelineDay[] {
  const days: { key: string; label: string; items: TimelineItem[] }[] = [];
  for (const event of events) {
    const key = event.at.slice(0, 10);
    let day = days.at(-1);
    if (day?.key !== key) {
      day = { key, label: words.t("log.day", { day: words.format.date(key) }), items: [] };
      days.push(day);
    }
    day.items.push(itemOf(event, words));
  }
  return days;
}

/** One event whole: what it says and the hash it has in the tree. */
import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import type { EventRow } from "../../bindings/EventRow";
import type { EventView } from "../../bindings/EventView";
import { useApi } from "../../app/api-context";
import { useRead } from "../../app/queries";
import { Button } from "../../components/Button";
import { CopyButton } from "../../components/CopyButton";
import { ErrorBox } from "../../components/ErrorBox";
import { Facts, type Fact } from "../../components/Facts";
import { Hash, HashView } from "../../components/HashView";
import { useFormat } from "../../format";
import { isMessage, useT, wordFor, type Translate } from "../../i18n";
import { detailOf, useRefusals, type Refusals } from "./Detail";
import { Outcome, ToAgent, ToRequest } from "./EventLinks";
import { EventWord } from "./EventWord";
import { isHex } from "./kinds";
import { Receipt } from "./Receipt";

export function EventPanel({ seq, onClose }: { seq: number; onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const api = useApi();
  const event = useRead(["event", seq], () => api.showEvent(seq));
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    panel.current?.scrollIntoView({ block: "nearest" });
  }, [seq]);
  const title = t("log.event.title", { seq: format.number(seq) });
  return (
    <section ref={panel} className="eventpanel" aria-label={title}>
      <div className="block">
        <h2>
          {title}
          <Button kind="icon" icon={X} aria-label={t("log.event.close")} onPress={onClose} />
        </h2>
        {event.failure ? <ErrorBox failure={event.failure} /> : null}
        {event.data ? <EventFacts view={event.data} /> : null}
        {event.loading ? <p className="muted small">{t("common.loading")}</p> : null}
      </div>
      {event.data ? <Receipt view={event.data} /> : null}
      {event.data ? <Leaf view={event.data} /> : null}
    </section>
  );
}

function EventFacts({ view }: { view: EventView }) {
  const t = useT();
  const format = useFormat();
  const refusals = useRefusals();
  const { row, covered_by: size } = view;
  const role = wordFor(t, `agents.role.${row.role}`, row.role);
  const covered =
    size === null
      ? t("log.event.uncovered")
      : t("log.event.covered", { size: format.number(size) });
  return (
    <Facts
      items={[
        { key: "event", label: t("log.column.event"), value: <EventWord event={row} /> },
        { key: "at", label: t("log.event.at"), value: format.instant(row.at) },
        { key: "subject", label: t("log.column.subject"), value: <Subject event={row} /> },
        { key: "who", label: t("log.column.who"), value: `${row.actor}, ${role}` },
        ...linesOf(row, t, refusals),
        { key: "covered", label: t("log.event.checkpoint"), value: covered },
      ]}
    />
  );
}

/** What it is about beside its subject, and how it came out; a line only where there is one. */
function linesOf(row: EventRow, t: Translate, refusals: Refusals): Fact[] {
  const { request, certificate, token, detail, outcome } = row;
  const lines: (Fact | null)[] = [
    request
      ? { key: "request", label: t("log.event.request"), value: <ToRequest id={request} /> }
      : null,
    certificate
      ? {
          key: "certificate",
          label: t("log.event.certificate"),
          value: <ToAgent serial={certificate} />,
        }
      : null,
    token
      ? {
          key: "token",
          label: t("log.event.token"),
          value: <Hash hex={token} groupsPerLine="flow" />,
        }
      : null,
    { key: "outcome", label: t("log.event.outcome"), value: <Outcome outcome={outcome} /> },
    detail
      ? {
          key: "detail",
          label: t("log.event.detail"),
          value: isMessage(`log.detail.${row.kind}.${detail}`)
            ? wordFor(t, `log.detail.${row.kind}.${detail}`, detail)
            : detailOf(row, refusals),
        }
      : null,
  ];
  return lines.filter((line) => line !== null);
}

/** A serial or a hash stands whole here, in groups. */
function Subject({ event }: { event: EventRow }) {
  return isHex(event) ? <Hash hex={event.subject} groupsPerLine="flow" /> : event.subject;
}

/** The leaf set out for reading; as it stands if it is not JSON. */
function indented(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}

function Leaf({ view }: { view: EventView }) {
  const t = useT();
  return (
    <>
      <HashView
        hex={view.leaf_hash}
        label={t("log.leaf.hash")}
        copyLabel={t("log.leaf.copyHash")}
      />
      <section className="block">
        <p className="cap">
          {t("log.leaf.title")}
          <CopyButton text={view.leaf_json} label={t("log.leaf.copy")} />
        </p>
        <pre className="leaf" tabIndex={0} role="region" aria-label={t("log.leaf.title")}>
          {indented(view.leaf_json)}
        </pre>
        <p className="hint">{t("log.leaf.hint")}</p>
      </section>
    </>
  );
}

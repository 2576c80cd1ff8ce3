/** What happened to a certificate, narrowed by kind. */
import { useMemo, useState } from "react";
import type { CertificateView } from "../../bindings/CertificateView";
import type { EventRow } from "../../bindings/EventRow";
import { useWorkspace } from "../../app/queries";
import { useRouter } from "../../app/router";
import { Button } from "../../components/Button";
import { ToggleGroup } from "../../components/ToggleGroup";
import { Timeline } from "../../components/Timeline";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { useRefusals } from "../log/Detail";
import { daysOf, EVENT_GROUPS, groupOf, type EventGroup, type Names } from "./timeline";

const FIRST_SHOWN = 40;

type Filter = EventGroup | "all";

export function CertificateTimeline({ certificate }: { certificate: CertificateView }) {
  const t = useT();
  const format = useFormat();
  const { go } = useRouter();
  const names = useNames(certificate);
  const refusals = useRefusals();
  const [filter, setFilter] = useState<Filter>("all");
  const [shown, setShown] = useState(FIRST_SHOWN);
  const events = certificate.timeline;
  const matching = events.filter((event) => filter === "all" || groupOf(event) === filter);
  const onOpen = (seq: number) => {
    go({ name: "log", seq });
  };
  return (
    <section>
      <h2 className="vh">{t("agents.timeline")}</h2>
      <ToggleGroup
        label={t("agents.timeline.filter")}
        value={filter}
        onChange={setFilter}
        options={choices(events).map(({ key, count }) => ({
          key,
          label: t(`agents.group.${key}`, { count: format.number(count) }),
        }))}
      />
      {matching.length > 0 ? (
        <Timeline
          label={t("agents.timeline")}
          days={daysOf(matching.slice(0, shown), {
            t,
            format,
            certificate,
            names,
            refusals,
            onOpen,
          })}
        />
      ) : (
        <p className="muted">{t("agents.timeline.empty")}</p>
      )}
      {matching.length > shown ? (
        <Button
          onPress={() => {
            setShown(shown + FIRST_SHOWN);
          }}
        >
          {t("common.more")}
        </Button>
      ) : null}
    </section>
  );
}

/** All, and each kind that there is something of. */
function choices(events: readonly EventRow[]): { key: Filter; count: number }[] {
  const counts = new Map<EventGroup, number>();
  for (const event of events) counts.set(groupOf(event), (counts.get(groupOf(event)) ?? 0) + 1);
  const kinds = EVENT_GROUPS.filter((key) => counts.has(key));
  return [
    { key: "all", count: events.length },
    ...kinds.map((key) => ({ key, count: counts.get(key) ?? 0 })),
  ];
}

function useNames(certificate: CertificateView): Names {
  const { officers } = useWorkspace();
  return useMemo(() => {
    const known = officers.map((o): [string, string | null] => [o.id, o.name]);
    const decided = certificate.decisions.map((d): [string, string | null] => [
      d.officer,
      d.officer_name,
    ]);
    return new Map([...decided, ...known].map(([id, name]) => [id, name ?? id]));
  }, [officers, certificate]);
}

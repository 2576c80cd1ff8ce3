/** What of the log others hold, in short: how far back it could not be changed unseen. */
import { CalendarCheck, Eye, TriangleAlert } from "lucide-react";
import { useApi } from "../../app/api-context";
import { useRead } from "../../app/queries";
import { useRouter } from "../../app/router";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Icon, type LucideIcon } from "../../components/Icon";
import { useFormat } from "../../format";
import { useT } from "../../i18n";

interface Held {
  readonly key: string;
  readonly size: number;
  readonly at: string;
  readonly by: string;
  readonly icon: LucideIcon;
}

export function HeldPanel({ events }: { events: number }) {
  const t = useT();
  const { go } = useRouter();
  const { held, failure } = useHeld();
  const newest = held[0]?.size ?? 0;
  return (
    <section className="block">
      <h2>
        {t("held.title")}
        <Button
          kind="link"
          onPress={() => {
            go({ name: "held" });
          }}
        >
          {t("held.open")}
        </Button>
      </h2>
      {failure ? <ErrorBox failure={failure} /> : null}
      <ul className="held__list">
        {held.slice(0, 3).map((one) => (
          <Line key={one.key} held={one} />
        ))}
      </ul>
      {held.length > 0 && events > newest ? <Alone newest={newest} /> : null}
      {held.length === 0 ? <p className="small">{t("held.nothing")}</p> : null}
    </section>
  );
}

function useHeld() {
  const api = useApi();
  const witnesses = useRead(["witnesses"], api.listWitnesses);
  const stamps = useRead(["timestamps"], api.listTimestamps);
  const cosigned = (witnesses.data?.witnesses ?? []).flatMap((one): Held[] =>
    one.trusted && one.size !== null && one.seen_at !== null
      ? [{ key: one.key, size: one.size, at: one.seen_at, by: one.name, icon: Eye }]
      : [],
  );
  const stamped = (stamps.data ?? []).flatMap((one): Held[] =>
    one.time !== null && one.valid === true
      ? [
          {
            key: String(one.seq),
            size: one.size,
            at: one.time,
            by: one.authority ?? "",
            icon: CalendarCheck,
          },
        ]
      : [],
  );
  const held = [...cosigned, ...stamped].sort((a, b) => b.size - a.size);
  return { held, failure: witnesses.failure ?? stamps.failure };
}

function Line({ held }: { held: Held }) {
  const format = useFormat();
  return (
    <li>
      <Icon of={held.icon} />
      <span className="held__size">{format.number(held.size)}</span>
      <span>
        {held.by} <span className="muted nowrap">{format.shortDate(held.at)}</span>
      </span>
    </li>
  );
}

function Alone({ newest }: { newest: number }) {
  const t = useT();
  const format = useFormat();
  return (
    <p className="hint since">
      <Icon of={TriangleAlert} />
      {t("held.alone", { size: format.number(newest) })}
    </p>
  );
}

/** What this program is, which build, as at which law, by which clock. */
import type { StartView } from "../../bindings/StartView";
import { Facts } from "../../components/Facts";
import { groups, useFormat } from "../../format";
import { useT } from "../../i18n";
import { Mark } from "../frame/Mark";

export function Masthead({ start }: { start: StartView | null }) {
  const t = useT();
  const format = useFormat();
  return (
    <header className="start__who">
      <Mark />
      <h1>{t("app.name")}</h1>
      <p>{t("start.tagline")}</p>
      {start && (
        <Facts
          items={[
            {
              key: "version",
              label: t("start.facts.version"),
              value: (
                <>
                  {t("start.version", { version: start.version })}{" "}
                  <code>{groups(start.build).join(" ")}</code>
                </>
              ),
            },
            {
              key: "law",
              label: t("start.facts.law"),
              value: format.date(start.law_as_at),
            },
            { key: "clock", label: t("start.clock"), value: format.instant(start.clock) },
          ]}
        />
      )}
    </header>
  );
}

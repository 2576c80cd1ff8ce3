/** What the report maps its records to: facts of the catalogue, not choices. */
import type { ReportOptions } from "../../bindings/ReportOptions";
import { CopyButton } from "../../components/CopyButton";
import { Facts } from "../../components/Facts";
import { Hash } from "../../components/HashView";
import { useFormat } from "../../format";
import { useT } from "../../i18n";

export function Catalogue({ options }: { options: ReportOptions }) {
  const t = useT();
  const format = useFormat();
  const hash = options.catalogue_sha256;
  return (
    <section className="reports__catalogue" aria-label={t("reports.provisions")}>
      <section className="block">
        <h2>{t("reports.provisions")}</h2>
        <dl className="provisions">
          {options.provisions.map(({ regulation, articles }) => (
            <div key={regulation}>
              <dt>{regulation}</dt>
              <dd>
                {t("reports.provisions.articles", {
                  count: articles.length,
                  articles: articles.join(", "),
                })}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="block">
        <h2>
          {t("reports.catalogue")}
          <CopyButton text={hash} label={t("reports.catalogue.copy")} />
        </h2>
        <Facts
          wide
          items={[
            {
              key: "version",
              label: t("reports.catalogue.version"),
              value: options.catalogue_version,
            },
            {
              key: "law",
              label: t("reports.catalogue.law"),
              value: format.date(options.law_as_at),
            },
            {
              key: "sha",
              label: t("reports.catalogue.sha256"),
              value: <Hash hex={hash} groupsPerLine="flow" />,
            },
          ]}
        />
        <p className="hint">{t("reports.caveat")}</p>
      </section>
    </section>
  );
}

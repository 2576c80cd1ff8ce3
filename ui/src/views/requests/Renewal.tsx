/** Which certificate the request follows, and what differs from it. */
import { useLingui } from "@lingui/react";
import { useApi } from "../../app/api-context";
import { useRead } from "../../app/queries";
import { useRouter } from "../../app/router";
import type { FormOptions } from "../../bindings/FormOptions";
import { Button } from "../../components/Button";
import { Facts } from "../../components/Facts";
import { Hash } from "../../components/HashView";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import type { Drafting } from "./drafting";
import { comparedLines } from "./lines";

type Props = { draft: Drafting; options: FormOptions };

/** What the form was filled from, and the lines that compare it with the form as it stands. */
export function useRenewed({ draft, options }: Props) {
  const t = useT();
  const format = useFormat();
  const { locale } = useLingui().i18n;
  const api = useApi();
  const serial = draft.form.renews ?? "";
  const base = useRead(["renewal", serial], () => api.renewalDraft(serial), serial !== "");
  const certificate = useRead(
    ["certificate", serial],
    () => api.showCertificate(serial),
    serial !== "",
  );
  if (serial === "" || !base.data || !certificate.data) return null;
  const words = { t, format, language: locale, options };
  const followed = { input: base.data, not_after: certificate.data.row.not_after };
  return { serial, lines: comparedLines(followed, draft.input, draft.reading, words) };
}

export function Renewal(props: Props) {
  const t = useT();
  const { go } = useRouter();
  const renewed = useRenewed(props);
  const { set } = props.draft;
  if (!renewed) return null;
  const changed = renewed.lines.filter((line) => line.change !== "same");
  return (
    <section className="block">
      <h3>{t("form.renewal.title")}</h3>
      <p className="small">
        {t("form.renewal.follows")}{" "}
        <Button
          kind="link"
          onPress={() => {
            go({ name: "agent", serial: renewed.serial });
          }}
        >
          <Hash hex={renewed.serial} groupsPerLine="flow" />
        </Button>
      </p>
      <p className="small">{t("form.renewal.differs", { count: changed.length })}</p>
      <Facts
        items={changed.map((line) => ({
          key: line.key,
          label: line.name,
          value: (
            <>
              <s className="muted">{line.now ?? t("requests.diff.nothing")}</s>{" "}
              <b>{line.then ?? t("requests.diff.nothing")}</b>
            </>
          ),
        }))}
      />
      <p className="small">
        <Button
          kind="link"
          onPress={() => {
            set({ renews: null, keySource: "new" });
          }}
        >
          {t("form.renewal.drop")}
        </Button>
      </p>
    </section>
  );
}

/** Beside the form: the certificate in words, cautions, and what happens next. */
import type { FormOptions } from "../../bindings/FormOptions";
import { Instrument } from "../../components/Instrument";
import { Note } from "../../components/Note";
import { Steps } from "../../components/Steps";
import { useT } from "../../i18n";
import type { Drafting } from "./drafting";
import { Renewal } from "./Renewal";

type Props = {
  draft: Drafting;
  options: FormOptions;
  /** The authorisation that approves it in advance. */
  standing: string | null;
  language: string;
};

export function DraftSide({ draft, options, standing, language }: Props) {
  const t = useT();
  const { reading, form } = draft;
  const names = new Intl.ListFormat(language, { type: "disjunction" }).format(options.checkers);
  return (
    <aside className="side side--flush" aria-label={t("form.side")} tabIndex={0}>
      <Instrument
        cap={t("form.would")}
        remark={t("form.updates")}
        runs={reading?.sentence.spans ?? []}
        live
      />
      <Renewal draft={draft} options={options} />
      {reading && reading.notes.length > 0 && (
        <section className="block">
          <h3>{t("form.notes")}</h3>
          {reading.notes.map(({ tone, text }) => (
            <Note key={text} tone={tone === "caution" ? "caution" : "wait"}>
              <p>{text}</p>
            </Note>
          ))}
        </section>
      )}
      <section className="block">
        <h3>{t("form.next.title")}</h3>
        <Steps
          steps={[
            {
              title: t("form.next.sign"),
              text: t(`form.next.signText.${form.keySource}`),
              state: "now",
            },
            ...(standing === null
              ? [
                  { title: t("form.next.checker"), text: t("form.next.checkerText", { names }) },
                  { title: t("form.next.issue"), text: t("form.next.issueText") },
                ]
              : [{ title: t("form.next.issue"), text: t("form.next.standing", { id: standing }) }]),
          ]}
        />
      </section>
    </aside>
  );
}

/** The maker's sheet: what is asked for, before it is signed and can't be changed. */
import { useLingui } from "@lingui/react";
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";
import { useRouter } from "../../app/router";
import type { FormOptions } from "../../bindings/FormOptions";
import { Diff } from "../../components/Diff";
import { Instrument } from "../../components/Instrument";
import { SigningSheet } from "../../components/SigningSheet";
import { shortSerial, useFormat } from "../../format";
import { useT } from "../../i18n";
import { useSigner } from "../common/signing";
import { wordsOf } from "./Comparison";
import { CsrFacts } from "./CsrFacts";
import type { Drafting } from "./drafting";
import { linesOf } from "./lines";
import { useRenewed } from "./Renewal";
import { Warnings } from "./Warnings";

type Props = {
  draft: Drafting;
  options: FormOptions;
  /** The authorisation that approves it in advance. */
  standing: string | null;
  onClose: () => void;
};
type Signature = { reason: string; pin: string };

export function SubmitSheet(props: Props) {
  const { draft, options, standing, onClose } = props;
  const t = useT();
  const api = useApi();
  const { replace } = useRouter();
  const submit = useAct(
    async ({ reason, pin }: Signature) => {
      const made = await api.submitRequest(draft.input, standing, reason, pin);
      // What was kept of it is of no more use. If it can't be given up now, the list still shows it.
      if (draft.kept !== null) await api.dropDraft(draft.kept).catch(() => null);
      // It is submitted and approved: if it can't be issued now, its page says so and offers it.
      if (standing !== null) await api.issueCertificate(made.row.id).catch(() => null);
      return made;
    },
    (made) => {
      replace(
        standing === null
          ? { name: "requests", fresh: made.row.id }
          : { name: "request", id: made.row.id },
      );
      draft.discard();
    },
  );
  return (
    <SigningSheet
      {...useSigner()}
      title={t("requests.submit.title")}
      subtitle={t("requests.submit.subtitle", {
        agent: draft.form.agent_id,
        purpose: draft.form.purpose,
      })}
      closeLabel={t("requests.submit.close")}
      onClose={onClose}
      record={[
        ...(draft.form.keySource === "new"
          ? [{ sealed: false, text: t("requests.submit.record.key") }]
          : []),
        { sealed: true, text: t("requests.submit.record.request") },
        ...(standing === null
          ? []
          : [{ sealed: true, text: t("requests.submit.record.standing", { id: standing }) }]),
      ]}
      caution={t(`requests.submit.caution.${draft.form.keySource}`)}
      busy={submit.busy ? "submit" : null}
      failure={submit.failure}
      acts={[
        {
          key: "submit",
          label: t("requests.submit.act"),
          busyLabel: t("requests.submit.busy"),
          proposed: true,
          run: (reason, pin) => {
            submit.run({ reason, pin });
          },
        },
      ]}
    >
      <Instrument cap={t("form.would")} runs={draft.reading?.sentence.spans ?? []} />
      <Warnings warnings={draft.reading?.warnings ?? []} />
      <Asked draft={draft} options={options} />
      {draft.reading?.csr && draft.form.keySource === "csr" && <CsrFacts csr={draft.reading.csr} />}
      <section className="what">
        <p className="cap">{t(`requests.submit.what.${draft.form.keySource}`)}</p>
        <p className="hint">{t(`requests.submit.key.${draft.form.keySource}`)}</p>
      </section>
    </SigningSheet>
  );
}

/** What is asked for; in a renewal, beside what the certificate it follows says. */
function Asked({ draft, options }: Pick<Props, "draft" | "options">) {
  const t = useT();
  const format = useFormat();
  const { locale } = useLingui().i18n;
  const renewed = useRenewed({ draft, options });
  const words = { t, format, language: locale, options };
  return (
    <Diff
      lines={renewed?.lines ?? linesOf(draft.input, draft.reading, words)}
      words={{ ...wordsOf(t), caption: t("requests.submit.table") }}
      now={
        renewed ? (
          <>
            <b>{t("form.renewal.before")}</b>
            <code title={renewed.serial}>{shortSerial(renewed.serial)}</code>
          </>
        ) : null
      }
      then={<b>{t("requests.submit.table")}</b>}
    />
  );
}

/** The maker's sheet: what is asked for, before it is signed and can't be changed. */
import { useLingui } from "@lingui/react";
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";
import { useRouter } from "../../app/router";
import type { FormOptions } from "../../bindings/FormOptions";
import { Diff, type DiffLine } from "../../components/Diff";
import { Instrument } from "../../components/Instrument";
import { SigningSheet } from "../../components/SigningSheet";
import { useFormat, type Format } from "../../format";
import { useT, type Translate } from "../../i18n";
import { useSigner } from "../common/signing";
import { toShown } from "./amount";
import { wordsOf } from "./Comparison";
import type { Drafting } from "./drafting";
import { toInput } from "./form";

type Props = { draft: Drafting; options: FormOptions; onClose: () => void };
type Signature = { reason: string; pin: string };

/** The request as lines of a table; what was left empty is left out. */
function linesOf({ draft, options }: Props, t: Translate, format: Format, language: string) {
  const input = toInput(draft.form);
  const label = (key: string) => options.actions.find((a) => a.key === key)?.label ?? key;
  const until = draft.reading?.valid_until;
  const profile = options.profiles.find((p) => p.id === input.profile) ?? options.profiles[0];
  const amounts = (pick: (limit: (typeof input.limits)[number]) => string | null) =>
    input.limits
      .filter((limit) => pick(limit) !== null)
      .map((limit) => `${limit.currency}\u00A0${toShown(pick(limit) ?? "", language)}`)
      .join(", ");
  const window = input.window;
  const line = (
    key: string,
    name: Parameters<Translate>[0],
    then: string,
    thenHash?: string | null,
  ): DiffLine => ({ key, name: t(name), now: null, then, change: "added", thenHash });
  return [
    line("actions", "requests.diff.actions", input.actions.map(label).join(", ")),
    line("instruments", "requests.diff.instruments", input.instruments.join(", ")),
    line("resources", "requests.diff.resources", input.resources.join(", ")),
    line(
      "action",
      "requests.diff.limit_per_action",
      amounts((l) => l.per_action),
    ),
    line(
      "day",
      "requests.diff.limit_per_day",
      amounts((l) => l.per_day),
    ),
    line("until", "requests.diff.valid_until", until ? format.date(until) : ""),
    line(
      "window",
      "requests.diff.window",
      window ? `${format.instant(window.from)} – ${format.instant(window.until)}` : "",
    ),
    line(
      "model",
      "requests.diff.model",
      input.model?.name ?? "",
      input.model?.sha256.toUpperCase(),
    ),
    line("accountable", "requests.diff.accountable", input.accountable),
    line("purpose", "requests.diff.purpose", input.purpose),
    line("firm", "requests.diff.firm", options.firm),
    line("profile", "requests.diff.profile", profile?.label ?? input.profile),
  ].filter(({ then }) => then !== "");
}

export function SubmitSheet(props: Props) {
  const { draft, onClose } = props;
  const t = useT();
  const format = useFormat();
  const { locale } = useLingui().i18n;
  const api = useApi();
  const { replace } = useRouter();
  const submit = useAct(
    ({ reason, pin }: Signature) => api.submitRequest(toInput(draft.form), reason, pin),
    (made) => {
      replace({ name: "requests", fresh: made.row.id });
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
        { sealed: false, text: t("requests.submit.record.key") },
        { sealed: true, text: t("requests.submit.record.request") },
      ]}
      caution={t("requests.submit.caution")}
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
      <Diff
        lines={linesOf(props, t, format, locale)}
        words={{ ...wordsOf(t), caption: t("requests.submit.table") }}
        now={null}
        then={<b>{t("requests.submit.table")}</b>}
      />
      <section className="what">
        <p className="cap">{t("requests.submit.what")}</p>
        <p className="hint">{t("requests.submit.key")}</p>
      </section>
    </SigningSheet>
  );
}

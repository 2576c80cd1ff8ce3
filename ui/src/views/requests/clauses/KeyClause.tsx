/** The clause of the key: made on the token, the agent's own by a signing request, or the same as before. */
import { FileUp } from "lucide-react";
import type { FormOptions } from "../../../bindings/FormOptions";
import { useApi } from "../../../app/api-context";
import { useAct } from "../../../app/queries";
import { Button } from "../../../components/Button";
import { Clause } from "../../../components/Clause";
import { ErrorBox } from "../../../components/ErrorBox";
import { TextInput } from "../../../components/Field";
import { Radios } from "../../../components/Radios";
import { Select } from "../../../components/Select";
import { groups } from "../../../format";
import { useT } from "../../../i18n";
import { CsrFacts } from "../CsrFacts";
import type { Drafting } from "../drafting";
import type { KeySource } from "../form";
import { algorithmsOf, notOnToken, profileOf } from "../shape";

type Props = { number: number; draft: Drafting; options: FormOptions };

export function KeyClause({ number, draft, options }: Props) {
  const t = useT();
  const { form, set, bind } = draft;
  const source = bind("key_source");
  const bad = [source, bind("key_algorithm"), bind("csr")].some((field) => field.problem);
  const { renews } = form;
  return (
    <Clause number={number} name={t("form.clause.key")} bad={bad}>
      <Radios
        label={t("form.key.source")}
        path="key_source"
        problem={source.problem}
        value={form.keySource}
        onChange={(key) => {
          source.onBlur();
          set({ keySource: key as KeySource });
        }}
        choices={[
          { key: "new", label: t("form.key.new") },
          { key: "csr", label: t("form.key.csr") },
          ...(renews === null
            ? []
            : [
                {
                  key: "same",
                  label: t("form.key.same"),
                  remark: groups(renews).join("\u00A0"),
                },
              ]),
        ]}
      />
      {form.keySource === "new" && <NewKey draft={draft} options={options} />}
      {form.keySource === "csr" && <OwnKey draft={draft} />}
      {form.keySource === "same" && <p className="hint">{t("form.key.sameHint")}</p>}
    </Clause>
  );
}

function NewKey({ draft, options }: Omit<Props, "number">) {
  const t = useT();
  const { form, set, bind } = draft;
  const allowed = algorithmsOf(profileOf(form, options), options);
  const absent = notOnToken(options);
  return (
    <div className="row row--id">
      <Select
        {...bind("key_algorithm")}
        label={t("form.key.algorithm")}
        choices={allowed.map((key) => ({ key, label: key }))}
        value={allowed.includes(form.key_algorithm) ? form.key_algorithm : (allowed[0] ?? "")}
        onChange={(key_algorithm) => {
          set({ key_algorithm });
        }}
      />
      {absent.length > 0 && (
        <p className="hint hint--beside">
          {t("form.key.absent", { names: absent.join(", "), count: absent.length })}
        </p>
      )}
    </div>
  );
}

function OwnKey({ draft }: { draft: Drafting }) {
  const t = useT();
  const api = useApi();
  const { form, set, bind, reading } = draft;
  const csr = bind("csr");
  const choose = useAct(
    () => api.chooseCsr(),
    (pem) => {
      if (pem === null) return;
      set({ csr: pem });
      csr.onBlur();
    },
  );
  return (
    <>
      <TextInput
        {...csr}
        kind="hash"
        rows={5}
        label={t("form.csr")}
        hint={t("form.csr.hint")}
        value={form.csr}
        onChange={(text) => {
          set({ csr: text });
        }}
      />
      <p>
        <Button
          icon={FileUp}
          busy={choose.busy ? t("form.csr.choosing") : null}
          onPress={() => {
            choose.run(undefined);
          }}
        >
          {t("form.csr.choose")}
        </Button>
      </p>
      {choose.failure && <ErrorBox failure={choose.failure} />}
      {reading?.csr && form.csr !== "" && <CsrFacts csr={reading.csr} />}
    </>
  );
}

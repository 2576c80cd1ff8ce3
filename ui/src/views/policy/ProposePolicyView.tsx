/** Another approval policy being written: its rules and groups, and what would differ. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ArrowRight, FileJson, Plus } from "lucide-react";
import { useState } from "react";
import { useApi } from "../../app/api-context";
import { useDebounced } from "../../app/debounced";
import { asFailure } from "../../app/failure";
import { useAct, useRead, useWorkspace } from "../../app/queries";
import { useRouter } from "../../app/router";
import type { FormOptions } from "../../bindings/FormOptions";
import { Button } from "../../components/Button";
import { Clause } from "../../components/Clause";
import { ErrorBox } from "../../components/ErrorBox";
import { TextInput } from "../../components/Field";
import { Page } from "../../components/Page";
import { useT } from "../../i18n";
import { ChangeDiff } from "../changes/ChangeDiff";
import { ProposalSheet } from "../changes/ProposalSheet";
import { WhatChanges } from "../changes/WhatChanges";
import { nameOf } from "../frame/officers";
import { emptyRule, fromJson, toJson, withAt, withoutAt, type PolicyForm } from "./form";
import { GroupFields } from "./GroupFields";
import { RuleFields } from "./RuleFields";

export function ProposePolicyView() {
  const t = useT();
  const api = useApi();
  const policy = useRead(["policy"], api.showPolicy);
  const options = useRead(["form-options"], api.formOptions);
  const failure = policy.failure ?? options.failure;
  if (policy.data && options.data)
    return (
      <Writing key={policy.data.next_json} first={policy.data.next_json} options={options.data} />
    );
  return (
    <Page title={t("policy.propose.title")}>
      {failure ? <ErrorBox failure={failure} /> : <p className="muted">{t("common.loading")}</p>}
    </Page>
  );
}

/** What the proposal would change, read as it is typed. */
function useProposed(json: string) {
  const t = useT();
  const api = useApi();
  const rested = useDebounced(json);
  const { data, error } = useQuery({
    queryKey: ["policy-proposal", rested],
    queryFn: () => api.readPolicy(rested),
    placeholderData: keepPreviousData,
  });
  return {
    change: error || rested !== json ? null : (data ?? null),
    failure: error ? asFailure(error, t) : null,
  };
}

function Writing({ first, options }: { first: string; options: FormOptions }) {
  const t = useT();
  const api = useApi();
  const { go } = useRouter();
  const [form, setForm] = useState(() => fromJson(first));
  const [signing, setSigning] = useState(false);
  const decimals = (code: string) =>
    options.currencies.find((one) => one.code === code)?.decimals ?? 2;
  const json = toJson(form, decimals);
  const touched = json !== toJson(fromJson(first), decimals);
  const proposed = useProposed(json);
  const failure = touched ? proposed.failure : null;
  const file = useAct(api.choosePolicy, (text) => {
    if (text !== null) setForm(fromJson(text));
  });
  return (
    <Page
      title={t("policy.propose.title")}
      crumb={{
        label: t("settings.title"),
        here: t("policy.title"),
        onPress: () => {
          go({ name: "settings", part: "policy" });
        },
      }}
      acts={
        <Button
          icon={FileJson}
          onPress={() => {
            file.run(undefined);
          }}
        >
          {t("policy.file")}
        </Button>
      }
      foot={
        <>
          <span className="small muted">{t("profiles.propose.next")}</span>
          <div className="foot__acts">
            <Button
              kind="ink"
              iconAfter={ArrowRight}
              isDisabled={!touched || proposed.change === null}
              onPress={() => {
                setSigning(true);
              }}
            >
              {t("form.continue")}
            </Button>
          </div>
        </>
      }
    >
      {file.failure ? <ErrorBox failure={file.failure} /> : null}
      <div className="two two--form">
        <Fields form={form} set={setForm} options={options} />
        <aside className="side side--flush" aria-label={t("profiles.difference")} tabIndex={0}>
          <section className="block" aria-live="polite">
            <h2>{t("profiles.difference")}</h2>
            {touched ? null : <p className="small muted">{t("profiles.difference.none")}</p>}
            {failure ? <ErrorBox failure={failure} /> : null}
            {touched && proposed.change ? (
              <ChangeDiff change={proposed.change} onlyChanged />
            ) : null}
          </section>
        </aside>
      </div>
      {signing && proposed.change ? (
        <ProposalSheet
          title={t("policy.propose.title")}
          sentence={proposed.change.row.sentence}
          propose={(reason, pin) => api.proposePolicy(json, reason, pin)}
          onClose={() => {
            setSigning(false);
          }}
        >
          <ChangeDiff change={proposed.change} onlyChanged />
          <WhatChanges change={proposed.change} cap={t("profiles.propose.what")} />
        </ProposalSheet>
      ) : null}
    </Page>
  );
}

interface FieldsProps {
  readonly form: PolicyForm;
  readonly set: (form: PolicyForm) => void;
  readonly options: FormOptions;
}

function Fields({ form, set, options }: FieldsProps) {
  const t = useT();
  const { officers } = useWorkspace();
  const { rules } = form;
  const setRules = (next: typeof rules) => {
    set({ ...form, rules: next });
  };
  const checkers = officers
    .filter((one) => one.role === "checker")
    .map((one) => ({ key: one.id, label: nameOf(one) }));
  return (
    <div>
      {rules.map((rule, at) => (
        <RuleFields
          key={at}
          number={at + 1}
          rule={rule}
          onChange={(changed) => {
            setRules(withAt(rules, at, changed));
          }}
          onRemove={
            rules.length > 1
              ? () => {
                  setRules(withoutAt(rules, at));
                }
              : null
          }
          onUp={
            at > 0
              ? () => {
                  const [before] = rules.slice(at - 1, at);
                  if (before) setRules(withAt(withAt(rules, at - 1, rule), at, before));
                }
              : null
          }
          profiles={options.profiles.map(({ id, label }) => ({ key: id, label }))}
          groups={form.groups.map(({ name }) => name).filter(Boolean)}
          currencies={options.currencies.map(({ code }) => code)}
        />
      ))}
      <p className="policy__add">
        <Button
          icon={Plus}
          onPress={() => {
            setRules([emptyRule, ...rules]);
          }}
        >
          {t("policy.rule.add")}
        </Button>
        <span className="hint">{t("policy.first")}</span>
      </p>
      <GroupFields
        number={rules.length + 1}
        groups={form.groups}
        checkers={checkers}
        onChange={(groups) => {
          set({ ...form, groups });
        }}
      />
      <Clause number={rules.length + 2} name={t("policy.lifetime")}>
        <TextInput
          kind="number"
          label={t("policy.lifetime.hours")}
          hint={t("policy.lifetime.hint")}
          value={form.lifetimeHours}
          onChange={(text) => {
            set({ ...form, lifetimeHours: text.replace(/\D/g, "").slice(0, 3) });
          }}
        />
      </Clause>
    </div>
  );
}

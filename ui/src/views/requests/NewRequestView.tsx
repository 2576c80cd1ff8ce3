/** A request being written: its clauses, and what they would mean. */
import { useLingui } from "@lingui/react";
import { ArrowRight, ChevronDown } from "lucide-react";
import { useState } from "react";
import { useApi } from "../../app/api-context";
import { useAct, useRead } from "../../app/queries";
import { useRouter } from "../../app/router";
import type { FormOptions } from "../../bindings/FormOptions";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Menu } from "../../components/Menu";
import { Page } from "../../components/Page";
import { useT } from "../../i18n";
import { Guarded } from "../common/Guarded";
import { useWhyNotSubmit } from "../common/roles";
import { AgentClause } from "./clauses/AgentClause";
import { KeyClause } from "./clauses/KeyClause";
import { LimitClause } from "./clauses/LimitClause";
import { MayClause } from "./clauses/MayClause";
import { ModelClause } from "./clauses/ModelClause";
import { ResponsibleClause } from "./clauses/ResponsibleClause";
import { chosenOf, StandingClause } from "./clauses/StandingClause";
import { ValidityClause } from "./clauses/ValidityClause";
import { DraftSide } from "./DraftSide";
import { focusField, useDrafting, type Drafting } from "./drafting";
import { fromInput, isEmpty, problemsOf } from "./form";
import { profileOf, shapeOf } from "./shape";
import { SubmitSheet } from "./SubmitSheet";
import { TemplateSheet } from "./TemplateSheet";

export function NewRequestView() {
  const t = useT();
  const api = useApi();
  const options = useRead(["form-options"], api.formOptions);
  if (options.failure) return <ErrorBox failure={options.failure} onRetry={options.retry} />;
  if (!options.data) return <Page title={t("form.title")}>{t("common.loading")}</Page>;
  return <Writing options={options.data} />;
}

function Writing({ options }: { options: FormOptions }) {
  const t = useT();
  const { go } = useRouter();
  const { locale } = useLingui().i18n;
  const draft = useDrafting(options);
  const [signing, setSigning] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const standing = chosenOf(draft.reading?.standings ?? [], chosen);
  const check = useAct(
    () => draft.readNow(),
    (reading) => {
      const [first] = problemsOf(reading.problems, draft.form).paths;
      if (first === undefined) setSigning(true);
      else focusField(first);
    },
  );
  return (
    <Page
      title={t(draft.form.renews === null ? "form.title" : "form.renewal.page")}
      crumb={{
        label: t("requests.title"),
        here: t("form.title"),
        onPress: () => {
          go({ name: "requests" });
        },
      }}
      acts={
        <>
          <Button
            onPress={() => {
              setChoosing(true);
            }}
          >
            {t("form.template")}
          </Button>
          {options.samples.length > 0 && <Samples options={options} draft={draft} />}
        </>
      }
      foot={
        <Foot
          draft={draft}
          busy={check.busy}
          onContinue={() => {
            check.run(undefined);
          }}
        />
      }
    >
      {check.failure && <ErrorBox failure={check.failure} />}
      <div className="two two--form">
        <div>
          <Clauses draft={draft} options={options} standing={standing} onStanding={setChosen} />
        </div>
        <DraftSide draft={draft} options={options} standing={standing} language={locale} />
      </div>
      {choosing && (
        <TemplateSheet
          onFill={(input) => {
            draft.fill(fromInput(input, vocabularyOf(options)));
          }}
          onClose={() => {
            setChoosing(false);
          }}
        />
      )}
      {signing && (
        <SubmitSheet
          draft={draft}
          options={options}
          standing={standing}
          onClose={() => {
            setSigning(false);
          }}
        />
      )}
    </Page>
  );
}

interface ClausesProps {
  readonly draft: Drafting;
  readonly options: FormOptions;
  readonly standing: string | null;
  readonly onStanding: (standing: string | null) => void;
}

/** The clauses, numbered as they stand: without a scope there are two fewer. */
function Clauses({ draft, options, standing, onStanding }: ClausesProps) {
  const { scoped } = shapeOf(profileOf(draft.form, options));
  const after = scoped ? 5 : 3;
  return (
    <>
      <AgentClause draft={draft} />
      <ResponsibleClause draft={draft} options={options} />
      {scoped && <MayClause draft={draft} options={options} />}
      {scoped && <LimitClause draft={draft} options={options} />}
      <ValidityClause number={after} draft={draft} options={options} />
      <KeyClause number={after + 1} draft={draft} options={options} />
      <ModelClause number={after + 2} draft={draft} />
      <StandingClause
        number={after + 3}
        offers={draft.reading?.standings ?? []}
        standing={standing}
        onChange={onStanding}
      />
    </>
  );
}

const vocabularyOf = ({ actions }: FormOptions) => actions.map(({ key }) => key);

function Samples({ options, draft }: { options: FormOptions; draft: Drafting }) {
  const t = useT();
  const group = {
    key: "samples",
    title: t("form.samples"),
    entries: options.samples.map(({ key, input }) => ({
      key,
      label: input.agent_id,
      detail: input.purpose,
    })),
    onAction: (key: string) => {
      const sample = options.samples.find((s) => s.key === key);
      if (sample) draft.fill(fromInput(sample.input, vocabularyOf(options)));
    },
  };
  return (
    <Menu label={t("form.samples")} groups={[group]}>
      <Button iconAfter={ChevronDown}>{t("form.sample")}</Button>
    </Menu>
  );
}

type FootProps = { draft: Drafting; busy: boolean; onContinue: () => void };

function Foot({ draft, busy, onContinue }: FootProps) {
  const t = useT();
  const api = useApi();
  const keep = useAct(
    () => api.keepDraft(draft.kept, draft.input),
    (kept) => {
      draft.setKept(kept.id);
    },
  );
  const drop = useAct(
    () => (draft.kept === null ? Promise.resolve(null) : api.dropDraft(draft.kept)),
    draft.discard,
  );
  const failure = keep.failure ?? drop.failure;
  const shown = new Set(draft.problems.paths.filter((path) => draft.bind(path).problem));
  return (
    <>
      {shown.size > 0 ? (
        <span className="problem" role="status">
          {t("form.problems", { count: shown.size })}
        </span>
      ) : (
        <span className="small muted" role="status">
          {failure?.title ??
            (draft.kept === null ? t("form.draft") : t("form.kept", { id: draft.kept }))}
        </span>
      )}
      <div className="foot__acts">
        {!isEmpty(draft.form) && (
          <>
            <Button
              kind="quiet"
              onPress={() => {
                drop.run(undefined);
              }}
            >
              {t("form.discard")}
            </Button>
            <Button
              busy={keep.busy ? t("form.keep.busy") : null}
              onPress={() => {
                keep.run(undefined);
              }}
            >
              {t("form.keep")}
            </Button>
          </>
        )}
        <Guarded
          label={t("form.continue")}
          why={useWhyNotSubmit()}
          kind="ink"
          iconAfter={ArrowRight}
          busy={busy ? t("form.continue.busy") : null}
          onPress={onContinue}
        />
      </div>
    </>
  );
}

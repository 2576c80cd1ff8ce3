/** The rules of a profile that officers may decide about, as clauses. */
import type { AlgorithmView } from "../../bindings/AlgorithmView";
import type { Failure } from "../../bindings/Failure";
import type { ProfileView } from "../../bindings/ProfileView";
import { Choices } from "../../components/Choices";
import { Clause } from "../../components/Clause";
import { TextInput } from "../../components/Field";
import { fieldProblem } from "../../components/FormSheet";
import { Radios } from "../../components/Radios";
import { Tags } from "../../components/Tags";
import { useT } from "../../i18n";
import { digits, type ProposalForm } from "./proposal";
import { scopeOf } from "./words";

interface Props {
  readonly profile: ProfileView;
  readonly form: ProposalForm;
  readonly set: (patch: Partial<ProposalForm>) => void;
  readonly failure: Failure | null;
  readonly algorithms: readonly AlgorithmView[];
}

type ClauseProps = Omit<Props, "algorithms" | "profile">;

export function ProposalFields({ profile, algorithms, ...rest }: Props) {
  return (
    <div>
      <Validity {...rest} unit={profile.validity_unit} />
      <Algorithms {...rest} offered={offeredOf(profile, algorithms)} />
      <Names {...rest} />
      <Decisions {...rest} />
      {profile.scope === "absent" ? null : <Scope {...rest} />}
    </div>
  );
}

/** Algorithms in force, and others that the agents' token can do. */
const offeredOf = (profile: ProfileView, known: readonly AlgorithmView[]): string[] => [
  ...profile.algorithms,
  ...known
    .filter(({ name, on_token }) => on_token && !profile.algorithms.includes(name))
    .map(({ name }) => name),
];

function Validity({ form, set, failure, unit }: ClauseProps & { unit: string }) {
  const t = useT();
  const hours = unit === "hours";
  const standard = fieldProblem(failure, "validity.default");
  const cap = fieldProblem(failure, "validity.cap");
  return (
    <Clause number={1} name={t("form.clause.validity")} bad={Boolean(standard ?? cap)}>
      <div className="row">
        <TextInput
          kind="number"
          path="validity.default"
          label={t(hours ? "profiles.default.hours" : "profiles.default.days")}
          problem={standard}
          value={form.validityDefault}
          onChange={(text) => {
            set({ validityDefault: digits(text) });
          }}
        />
        <TextInput
          kind="number"
          path="validity.cap"
          label={t(hours ? "profiles.cap.hours" : "profiles.cap.days")}
          problem={cap}
          value={form.validityCap}
          onChange={(text) => {
            set({ validityCap: digits(text) });
          }}
        />
      </div>
    </Clause>
  );
}

function Algorithms({ form, set, failure, offered }: ClauseProps & { offered: string[] }) {
  const t = useT();
  const problem = fieldProblem(failure, "algorithms");
  return (
    <Clause number={2} name={t("profiles.algorithms")} bad={Boolean(problem)}>
      <Choices
        label={t("profiles.algorithms.allowed")}
        hint={t("profiles.algorithms.hint", { first: form.algorithms[0] ?? "–" })}
        path="algorithms"
        problem={problem}
        choices={offered.map((key) => ({ key, label: key }))}
        value={form.algorithms}
        onChange={(algorithms) => {
          set({ algorithms });
        }}
      />
    </Clause>
  );
}

function Names({ form, set, failure }: ClauseProps) {
  const t = useT();
  const prefixes = fieldProblem(failure, "names.prefixes");
  const max = fieldProblem(failure, "names.max_length");
  return (
    <Clause number={3} name={t("profiles.names")} bad={Boolean(prefixes ?? max)}>
      <div className="row row--names">
        <Tags
          label={t("change.field.names.prefixes")}
          hint={t("profiles.prefixes.hint")}
          path="names.prefixes"
          problem={prefixes}
          removeLabel={(value) => t("form.remove", { value })}
          values={form.prefixes}
          onChange={(values) => {
            set({ prefixes: values });
          }}
        />
        <TextInput
          kind="number"
          path="names.max_length"
          label={t("change.field.names.max_length")}
          problem={max}
          value={form.nameMax}
          onChange={(text) => {
            set({ nameMax: digits(text) });
          }}
        />
      </div>
    </Clause>
  );
}

function Decisions({ form, set, failure }: ClauseProps) {
  const t = useT();
  const problem = fieldProblem(failure, "decisions");
  return (
    <Clause number={4} name={t("profiles.decisions")} bad={Boolean(problem)}>
      <TextInput
        kind="number"
        path="decisions"
        label={t("profiles.decisions.label")}
        hint={t("profiles.decisions.hint")}
        problem={problem}
        value={form.decisions}
        onChange={(text) => {
          set({ decisions: digits(text) });
        }}
      />
    </Clause>
  );
}

const SCOPES = ["non-critical", "critical"] as const;

function Scope({ form, set, failure }: ClauseProps) {
  const t = useT();
  const problem = fieldProblem(failure, "scope");
  return (
    <Clause number={5} name={t("profiles.scope")} bad={Boolean(problem)}>
      <Radios
        label={t("profiles.scope.label")}
        path="scope"
        problem={problem}
        value={form.scope}
        onChange={(scope) => {
          set({ scope });
        }}
        choices={SCOPES.map((key) => ({ key, label: scopeOf(t, key) }))}
      />
    </Clause>
  );
}

/** Who is to be enrolled, and with which token. */
import { useEffect, useRef } from "react";
import type { EnrolmentCause } from "../../app/router";
import { useWorkspace } from "../../app/queries";
import type { Failure } from "../../bindings/Failure";
import type { OfficerView } from "../../bindings/OfficerView";
import type { RoleView } from "../../bindings/RoleView";
import { Clause } from "../../components/Clause";
import { Facts } from "../../components/Facts";
import { Problem, TextInput } from "../../components/Field";
import { fieldProblem } from "../../components/FormSheet";
import { Radios } from "../../components/Radios";
import { groups } from "../../format";
import { useT } from "../../i18n";
import { nameOf } from "../frame/officers";
import { ModulePath, Slots } from "../tokens/AddTokenView";
import { lacksToken, ROLES, type EnrolmentForm, type Place } from "./enrolment";

interface Props {
  readonly form: EnrolmentForm;
  readonly set: (patch: Partial<EnrolmentForm>) => void;
  readonly cause: EnrolmentCause;
  /** Whom it is for, if they are an officer already. */
  readonly officer: OfficerView | null;
  readonly failure: Failure | null;
  /** They tried to go on. */
  readonly asked: boolean;
}

export function EnrolFields(props: Props) {
  return (
    <div>
      {props.officer ? <Known officer={props.officer} /> : <Newcomer {...props} />}
      <Token {...props} />
    </div>
  );
}

function Known({ officer }: { officer: OfficerView }) {
  const t = useT();
  return (
    <Clause number={1} name={t("officers.clause.who")}>
      <Facts
        wide
        items={[
          { key: "name", label: t("officers.col.name"), value: nameOf(officer) },
          { key: "id", label: t("officers.id"), value: <code>{officer.id}</code> },
          { key: "role", label: t("officers.col.role"), value: t(`role.${officer.role}`) },
        ]}
      />
    </Clause>
  );
}

function Newcomer({ form, set, failure }: Props) {
  const t = useT();
  const [name, role] = [fieldProblem(failure, "name"), fieldProblem(failure, "role")];
  return (
    <Clause number={1} name={t("officers.clause.who")} bad={Boolean(name ?? role)}>
      <TextInput
        label={t("officers.name")}
        hint={t("officers.name.hint")}
        path="name"
        problem={name}
        value={form.name}
        onChange={(text) => {
          set({ name: text });
        }}
      />
      <Radios
        label={t("officers.col.role")}
        path="role"
        problem={role}
        value={form.role}
        choices={ROLES.map((key) => ({ key, label: t(`officers.role.may.${key}`) }))}
        onChange={(key) => {
          set({ role: key as RoleView });
        }}
      />
    </Clause>
  );
}

function Token(props: Props) {
  const t = useT();
  const { form, set, failure, asked } = props;
  const { practice } = useWorkspace();
  const lacking = asked && lacksToken(form);
  const problem = fieldProblem(failure, "token") ?? fieldProblem(failure, "module");
  return (
    <Clause number={2} name={t("officers.clause.token")} bad={lacking || Boolean(problem)}>
      {practice ? (
        <Radios
          label={t("officers.place")}
          path="place"
          value={form.place}
          choices={(["practice", "module"] as const).map((key) => ({
            key,
            label: t(`officers.place.${key}`),
          }))}
          onChange={(key) => {
            set({ place: key as Place, token: null });
          }}
        />
      ) : null}
      {form.place === "module" ? <InModule {...props} /> : null}
      {lacking ? <Problem>{t("officers.token.missing")}</Problem> : null}
      {form.token?.initialised ? null : (
        <TextInput
          label={t("officers.label")}
          hint={t("officers.label.hint")}
          kind="code"
          path="token_label"
          problem={fieldProblem(failure, "token_label")}
          value={form.label}
          onChange={(text) => {
            set({ label: text });
          }}
        />
      )}
    </Clause>
  );
}

/** The token in a slot of a module: one that is ready, or one that is initialised with this. */
function InModule({ form, set }: Props) {
  const t = useT();
  const { module, token } = form;
  const slots = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What was found would else lie beneath the foot of the page.
    if (module) slots.current?.scrollIntoView({ block: "nearest" });
  }, [module]);
  if (module && token)
    return (
      <Facts
        wide
        items={[
          { key: "module", label: t("tokens.module.path"), value: <code>{module.path}</code> },
          {
            key: "token",
            label: t("officers.token"),
            value: token.initialised ? (
              <>
                {token.label} · <code>{groups(token.serial).join("\u00A0")}</code>
              </>
            ) : (
              t("officers.token.blank")
            ),
          },
        ]}
      />
    );
  return (
    <div ref={slots} className="add-token">
      <ModulePath
        onFound={(found) => {
          set({ module: found, token: null });
        }}
      />
      {module ? (
        <Slots
          module={module}
          onChoose={(chosen) => {
            set({ token: chosen });
          }}
        />
      ) : null}
    </div>
  );
}

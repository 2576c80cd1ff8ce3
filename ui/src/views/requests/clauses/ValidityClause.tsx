/** Clause 5: by which profile and until when; and, if narrower, from when to when the agent may act. */
import { Clock, X } from "lucide-react";
import { useState } from "react";
import type { FormOptions } from "../../../bindings/FormOptions";
import { Button } from "../../../components/Button";
import { Clause } from "../../../components/Clause";
import { DateInput } from "../../../components/DateInput";
import { Shown } from "../../../components/Field";
import { InstantInput } from "../../../components/InstantInput";
import { Select } from "../../../components/Select";
import { useFormat } from "../../../format";
import { useT } from "../../../i18n";
import type { Drafting } from "../drafting";

function Length({ draft }: { draft: Drafting }) {
  const t = useT();
  const { reading } = draft;
  return (
    <Shown label={t("form.days")}>
      {reading?.days == null ? (
        <span className="muted">{t("form.days.unknown")}</span>
      ) : (
        t("form.days.value", { days: reading.days })
      )}
      <br />
      {reading && <span className="muted">{t("form.days.cap", { cap: reading.cap })}</span>}
    </Shown>
  );
}

function Hours({ draft }: { draft: Drafting }) {
  const t = useT();
  const { form, set, bind } = draft;
  const filled = form.windowFrom !== "" || form.windowUntil !== "";
  const [asked, setAsked] = useState(false);
  if (!filled && !asked)
    return (
      <p>
        <Button
          kind="quiet"
          icon={Clock}
          onPress={() => {
            setAsked(true);
          }}
        >
          {t("form.addWindow")}
        </Button>
      </p>
    );
  return (
    <div className="row row--window">
      <InstantInput
        {...bind("window.from")}
        label={t("form.windowFrom")}
        value={form.windowFrom}
        onChange={(windowFrom) => {
          set({ windowFrom });
        }}
      />
      <InstantInput
        {...bind("window.until")}
        label={t("form.windowUntil")}
        value={form.windowUntil}
        onChange={(windowUntil) => {
          set({ windowUntil });
        }}
      />
      <Button
        kind="icon"
        icon={X}
        aria-label={t("form.removeWindow")}
        onPress={() => {
          setAsked(false);
          set({ windowFrom: "", windowUntil: "" });
        }}
      />
    </div>
  );
}

export function ValidityClause({ draft, options }: { draft: Drafting; options: FormOptions }) {
  const t = useT();
  const format = useFormat();
  const { form, set, bind, reading } = draft;
  const until = form.valid_until ?? reading?.valid_until ?? null;
  const fields = ["profile", "valid_until", "window.from", "window.until"].map(bind);
  return (
    <Clause number={5} name={t("form.clause.validity")} bad={fields.some((field) => field.problem)}>
      <div className="row row--valid">
        <Select
          {...bind("profile")}
          label={t("form.profile")}
          why={t("form.profile.why")}
          choices={options.profiles.map(({ id, label }) => ({ key: id, label }))}
          value={form.profile || (options.profiles[0]?.id ?? "")}
          onChange={(profile) => {
            set({ profile });
          }}
        />
        <DateInput
          {...bind("valid_until")}
          label={t("form.until")}
          hint={until && format.date(until)}
          value={until}
          onChange={(valid_until) => {
            set({ valid_until });
          }}
        />
        <Length draft={draft} />
      </div>
      <Hours draft={draft} />
    </Clause>
  );
}

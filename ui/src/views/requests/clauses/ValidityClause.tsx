/** By which profile and until when; and, if narrower, from when to when the agent may act. */
import { Clock, X } from "lucide-react";
import { useState } from "react";
import type { FormOptions } from "../../../bindings/FormOptions";
import { Button } from "../../../components/Button";
import { Clause } from "../../../components/Clause";
import { DateInput } from "../../../components/DateInput";
import { Shown, TextInput } from "../../../components/Field";
import { InstantInput } from "../../../components/InstantInput";
import { Select } from "../../../components/Select";
import { useFormat } from "../../../format";
import { useT } from "../../../i18n";
import type { Drafting } from "../drafting";
import { profileOf, shapeOf } from "../shape";

function Length({ draft }: { draft: Drafting }) {
  const t = useT();
  const { reading } = draft;
  const hours = reading?.validity_unit === "hours";
  const length = hours ? reading.hours : (reading?.days ?? null);
  return (
    <Shown label={t("form.days")}>
      {length === null ? (
        <span className="muted">{t("form.days.unknown")}</span>
      ) : hours ? (
        t("form.hours.value", { hours: length })
      ) : (
        t("form.days.value", { days: length })
      )}
      <br />
      {reading && (
        <span className="muted">
          {t(hours ? "form.hours.cap" : "form.days.cap", { cap: reading.cap })}
        </span>
      )}
    </Shown>
  );
}

function Until({ draft }: { draft: Drafting }) {
  const t = useT();
  const format = useFormat();
  const { form, set, bind, reading } = draft;
  const until = form.valid_until ?? reading?.valid_until ?? null;
  return (
    <DateInput
      {...bind("valid_until")}
      label={t("form.until")}
      hint={until && format.date(until)}
      value={until}
      onChange={(valid_until) => {
        set({ valid_until });
      }}
    />
  );
}

const digits = (text: string) => text.replace(/\D/g, "").slice(0, 6);

function InHours({ draft }: { draft: Drafting }) {
  const t = useT();
  const { form, set, bind, reading } = draft;
  return (
    <TextInput
      {...bind("validity_hours")}
      kind="number"
      label={t("form.hours")}
      placeholder={reading?.hours == null ? undefined : String(reading.hours)}
      value={form.validityHours}
      onChange={(text) => {
        set({ validityHours: digits(text) });
      }}
    />
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

const FIELDS = ["profile", "valid_until", "validity_hours", "window.from", "window.until"];

type Props = { number: number; draft: Drafting; options: FormOptions };

export function ValidityClause({ number, draft, options }: Props) {
  const t = useT();
  const { form, set, bind } = draft;
  const profile = profileOf(form, options);
  const shape = shapeOf(profile);
  return (
    <Clause
      number={number}
      name={t("form.clause.validity")}
      bad={FIELDS.map(bind).some((field) => field.problem)}
    >
      <div className="row row--valid">
        <Select
          {...bind("profile")}
          label={t("form.profile")}
          why={t("form.profile.why")}
          choices={options.profiles.map(({ id, label }) => ({ key: id, label }))}
          value={profile?.id ?? ""}
          onChange={(id) => {
            set({ profile: id });
          }}
        />
        {shape.hours ? <InHours draft={draft} /> : <Until draft={draft} />}
        <Length draft={draft} />
      </div>
      {shape.scoped && <Hours draft={draft} />}
    </Clause>
  );
}

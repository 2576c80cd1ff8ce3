/** A change of a profile being written: its rules, and what would differ. */
import { ArrowRight } from "lucide-react";
import { useState } from "react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useApi } from "../../app/api-context";
import { useDebounced } from "../../app/debounced";
import { asFailure } from "../../app/failure";
import { useRead } from "../../app/queries";
import type { ProfileView as Profile } from "../../bindings/ProfileView";
import type { Failure } from "../../bindings/Failure";
import type { ChangeView } from "../../bindings/ChangeView";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Page } from "../../components/Page";
import { useT } from "../../i18n";
import { ChangeDiff } from "../changes/ChangeDiff";
import { OneProfile, useProfilesCrumb } from "./one";
import { fromJson, toJson, type ProposalForm } from "./proposal";
import { ProposalFields } from "./ProposalFields";
import { ProposeSheet } from "./ProposeSheet";

export function ProposeView({ id }: { id: string }) {
  return (
    <OneProfile id={id}>
      {(profile) => <Writing key={profile.next_json} profile={profile} />}
    </OneProfile>
  );
}

/** What the proposal would change, read as it is typed. */
function useProposed(json: string) {
  const t = useT();
  const api = useApi();
  const rested = useDebounced(json);
  const { data, error } = useQuery({
    queryKey: ["proposal", rested],
    queryFn: () => api.readProfile(rested),
    placeholderData: keepPreviousData,
  });
  return {
    change: error || rested !== json ? null : (data ?? null),
    failure: error ? asFailure(error, t) : null,
  };
}

function Writing({ profile }: { profile: Profile }) {
  const t = useT();
  const api = useApi();
  const crumb = useProfilesCrumb(profile.label);
  const options = useRead(["form-options"], api.formOptions);
  const [form, setForm] = useState(() => fromJson(profile.next_json));
  const [signing, setSigning] = useState(false);
  const json = toJson(profile.next_json, form);
  const touched = json !== toJson(profile.next_json, fromJson(profile.next_json));
  const proposed = useProposed(json);
  const set = (patch: Partial<ProposalForm>) => {
    setForm({ ...form, ...patch });
  };
  return (
    <Page
      title={t("profiles.propose.title", { profile: profile.label })}
      crumb={crumb}
      foot={
        <Foot
          locked={proposed.change === null}
          onContinue={() => {
            setSigning(true);
          }}
        />
      }
    >
      <div className="two two--form">
        <ProposalFields
          profile={profile}
          form={form}
          set={set}
          failure={touched ? proposed.failure : null}
          algorithms={options.data?.algorithms ?? []}
        />
        <Difference change={proposed.change} failure={proposed.failure} touched={touched} />
      </div>
      {signing && proposed.change ? (
        <ProposeSheet
          change={proposed.change}
          json={json}
          onClose={() => {
            setSigning(false);
          }}
        />
      ) : null}
    </Page>
  );
}

interface DifferenceProps {
  readonly change: ChangeView | null;
  readonly failure: Failure | null;
  readonly touched: boolean;
}

function Difference({ change, failure, touched }: DifferenceProps) {
  const t = useT();
  return (
    <aside className="side side--flush" aria-label={t("profiles.difference")} tabIndex={0}>
      <section className="block" aria-live="polite">
        <h2>{t("profiles.difference")}</h2>
        {touched ? null : <p className="small muted">{t("profiles.difference.none")}</p>}
        {touched && failure ? <ErrorBox failure={failure} /> : null}
        {touched && change ? <ChangeDiff change={change} onlyChanged /> : null}
      </section>
    </aside>
  );
}

function Foot({ locked, onContinue }: { locked: boolean; onContinue: () => void }) {
  const t = useT();
  return (
    <>
      <span className="small muted">{t("profiles.propose.next")}</span>
      <div className="foot__acts">
        <Button kind="ink" iconAfter={ArrowRight} isDisabled={locked} onPress={onContinue}>
          {t("form.continue")}
        </Button>
      </div>
    </>
  );
}

/** A standing authorisation being written: whom it is for, the widest scope, how many, until when. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { useState } from "react";
import { useApi } from "../../app/api-context";
import { useDebounced } from "../../app/debounced";
import { asFailure } from "../../app/failure";
import { useRead } from "../../app/queries";
import { useRouter } from "../../app/router";
import type { FormOptions } from "../../bindings/FormOptions";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Page } from "../../components/Page";
import { useT } from "../../i18n";
import { ChangeDiff } from "../changes/ChangeDiff";
import { Clause, ProposalSheet } from "../changes/ProposalSheet";
import { WhatChanges } from "../changes/WhatChanges";
import { emptyStanding, toJson } from "./form";
import { StandingFields } from "./StandingFields";

export function ProposeStandingView() {
  const t = useT();
  const api = useApi();
  const options = useRead(["form-options"], api.formOptions);
  if (options.data) return <Writing options={options.data} />;
  return (
    <Page title={t("standing.propose.title")}>
      {options.failure ? (
        <ErrorBox failure={options.failure} onRetry={options.retry} />
      ) : (
        <p className="muted">{t("common.loading")}</p>
      )}
    </Page>
  );
}

/** What the proposal would allow, read as it is typed. */
function useProposed(json: string, enabled: boolean) {
  const t = useT();
  const api = useApi();
  const rested = useDebounced(json);
  const { data, error } = useQuery({
    queryKey: ["standing-proposal", rested],
    queryFn: () => api.readStanding(rested),
    placeholderData: keepPreviousData,
    enabled,
  });
  return {
    change: error || rested !== json ? null : (data ?? null),
    failure: error ? asFailure(error, t) : null,
  };
}

function Writing({ options }: { options: FormOptions }) {
  const t = useT();
  const api = useApi();
  const { go } = useRouter();
  const [form, setForm] = useState(emptyStanding);
  const [asked, setAsked] = useState(false);
  const [signing, setSigning] = useState(false);
  const json = toJson(form);
  const touched = json !== toJson(emptyStanding);
  const proposed = useProposed(json, touched);
  return (
    <Page
      title={t("standing.propose.title")}
      crumb={{
        label: t("settings.title"),
        here: t("standing.title"),
        onPress: () => {
          go({ name: "settings", part: "standing" });
        },
      }}
      foot={
        <>
          <span className="small muted">{t("standing.foot")}</span>
          <div className="foot__acts">
            <Button
              kind="ink"
              iconAfter={ArrowRight}
              onPress={() => {
                setAsked(true);
                if (proposed.change) setSigning(true);
              }}
            >
              {t("form.continue")}
            </Button>
          </div>
        </>
      }
    >
      <div className="two two--form">
        <StandingFields
          form={form}
          set={(patch) => {
            setForm({ ...form, ...patch });
          }}
          options={options}
          failure={asked ? proposed.failure : null}
        />
        <aside className="side side--flush" aria-label={t("standing.would")} tabIndex={0}>
          <section className="block" aria-live="polite">
            {proposed.change ? (
              <Clause sentence={proposed.change.row.sentence} />
            ) : (
              <p className="small muted">{t("standing.incomplete")}</p>
            )}
            {asked && proposed.failure ? <ErrorBox failure={proposed.failure} /> : null}
          </section>
        </aside>
      </div>
      {signing && proposed.change ? (
        <ProposalSheet
          title={t("standing.propose.title")}
          subtitle={form.agents}
          sentence={proposed.change.row.sentence}
          caution={t("standing.caution")}
          propose={(reason, pin) => api.proposeStanding(json, reason, pin)}
          onClose={() => {
            setSigning(false);
          }}
        >
          <ChangeDiff change={proposed.change} />
          <WhatChanges change={proposed.change} cap={t("profiles.propose.what")} />
        </ProposalSheet>
      ) : null}
    </Page>
  );
}

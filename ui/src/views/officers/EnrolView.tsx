/** An officer being enrolled, or another token for one: who, with which token, then the signature. */
import { ArrowRight } from "lucide-react";
import { useId, useState } from "react";
import { useApi } from "../../app/api-context";
import { useAct, useRead, useWorkspace } from "../../app/queries";
import { useRouter, type EnrolmentCause } from "../../app/router";
import type { EnrolmentPreview } from "../../bindings/EnrolmentPreview";
import type { OfficerView } from "../../bindings/OfficerView";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Page } from "../../components/Page";
import { useT } from "../../i18n";
import { nameOf } from "../frame/officers";
import { EnrolFields } from "./EnrolFields";
import { emptyEnrolment, inputOf, lacksToken } from "./enrolment";
import { EnrolSheet } from "./EnrolSheet";
import { useWhyNotPropose, useWhyNotRecover } from "./may";

interface Props {
  readonly id: string | null;
  readonly cause: EnrolmentCause;
}

export function EnrolView({ id, cause }: Props) {
  const api = useApi();
  const t = useT();
  const known = useRead(["officer", id], () => api.showOfficer(id ?? ""), id !== null);
  if (id === null) return <Enrolling officer={null} cause={cause} />;
  if (known.data) return <Enrolling officer={known.data.officer} cause={cause} />;
  return (
    <Page title={id}>
      {known.failure ? (
        <ErrorBox failure={known.failure} onRetry={known.retry} />
      ) : (
        <p className="muted">{t("common.loading")}</p>
      )}
    </Page>
  );
}

function useWhyNot(cause: EnrolmentCause, id: string | null) {
  const propose = useWhyNotPropose(id);
  const recover = useWhyNotRecover(id ?? "");
  return cause === "recovery" ? recover : propose;
}

function Enrolling({ officer, cause }: { officer: OfficerView | null; cause: EnrolmentCause }) {
  const t = useT();
  const api = useApi();
  const { go } = useRouter();
  const whyId = useId();
  const { practice } = useWorkspace();
  const [form, setForm] = useState(() => emptyEnrolment(practice));
  const [asked, setAsked] = useState(false);
  const [preview, setPreview] = useState<EnrolmentPreview | null>(null);
  const why = useWhyNot(cause, officer?.id ?? null);
  const input = inputOf(form, cause, officer?.id ?? null);
  const look = useAct(() => api.previewEnrolment(input), setPreview);
  const title = t(`officers.enrol.${cause}`, { who: officer ? nameOf(officer) : "" });
  return (
    <Page
      title={title}
      crumb={{
        label: t("settings.title"),
        here: t("officers.title"),
        onPress: () => {
          go({ name: "settings", part: "officers" });
        },
      }}
      foot={
        <>
          <span id={whyId} className="small muted">
            {t(why ?? "officers.enrol.foot")}
          </span>
          <div className="foot__acts">
            <Button
              kind="ink"
              iconAfter={ArrowRight}
              isDisabled={why !== null}
              aria-describedby={whyId}
              busy={look.busy ? t("common.loading") : null}
              onPress={() => {
                setAsked(true);
                if (!lacksToken(form)) look.run(undefined);
              }}
            >
              {t("form.continue")}
            </Button>
          </div>
        </>
      }
    >
      {look.failure ? <ErrorBox failure={look.failure} /> : null}
      <EnrolFields
        form={form}
        set={(patch) => {
          setForm({ ...form, ...patch });
        }}
        cause={cause}
        officer={officer}
        failure={look.failure}
        asked={asked}
      />
      {preview ? (
        <EnrolSheet
          title={title}
          input={input}
          preview={preview}
          onClose={() => {
            setPreview(null);
          }}
        />
      ) : null}
    </Page>
  );
}

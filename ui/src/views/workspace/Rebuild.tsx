/** Makes the tables anew from events and records: what they say is what the log says. */
import { Hammer } from "lucide-react";
import { useApi } from "../../app/api-context";
import type { RebuildView } from "../../bindings/RebuildView";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Note } from "../../components/Note";
import { useT } from "../../i18n";
import { useJob } from "../common/job";
import { Section } from "../common/Section";
import { useMayAdminister } from "../common/roles";
import { Working } from "../common/Working";

export function Rebuild() {
  const t = useT();
  const api = useApi();
  const may = useMayAdminister();
  const job = useJob<undefined, RebuildView>((_, tell) => api.rebuildWorkspace(tell));
  const acts = (
    <>
      {may ? null : <span className="hint">{t("workspace.who")}</span>}
      <Button
        icon={Hammer}
        isDisabled={!may}
        busy={job.running ? t("workspace.rebuild.busy") : null}
        onPress={() => {
          job.start(undefined);
        }}
      >
        {t("workspace.rebuild.act")}
      </Button>
    </>
  );
  return (
    <Section title={t("workspace.rebuild")} hint={t("workspace.rebuild.hint")} acts={acts}>
      <div aria-live="polite">
        {job.running ? (
          <Working
            progress={job.progress}
            waiting={t("workspace.rebuild.waiting")}
            cancelLabel={t("workspace.rebuild.cancel")}
            onCancel={job.cancel}
          />
        ) : null}
        {job.failure ? <ErrorBox failure={job.failure} /> : null}
        {job.cancelled ? <p className="small">{t("workspace.rebuild.cancelled")}</p> : null}
        {job.result ? <Done view={job.result} /> : null}
      </div>
    </Section>
  );
}

function Done({ view }: { view: RebuildView }) {
  const t = useT();
  const { events, differed } = view;
  return (
    <Note tone={differed.length > 0 ? "caution" : "ok"}>
      <p>
        {t("workspace.rebuild.done", { count: events })}{" "}
        {differed.length > 0
          ? t("workspace.rebuild.differed", { tables: differed.join(", ") })
          : t("workspace.rebuild.same")}
      </p>
    </Note>
  );
}

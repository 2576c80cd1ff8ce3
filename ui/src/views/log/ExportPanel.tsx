/** How far an export of the log is, and what lies in the folder afterwards. */
import type { ExportView } from "../../bindings/ExportView";
import { ErrorBox } from "../../components/ErrorBox";
import { useT } from "../../i18n";
import type { Job } from "../common/job";
import { Saved } from "../common/Saved";
import { Working } from "../common/Working";

export function ExportPanel({ job }: { job: Job<undefined, ExportView | null> }) {
  const t = useT();
  if (!job.running && !job.result && !job.failure && !job.cancelled) return null;
  return (
    <section className="block" aria-live="polite">
      <h2>{t("log.export.title")}</h2>
      {job.running ? (
        <Working
          progress={job.progress}
          waiting={t("log.export.waiting")}
          cancelLabel={t("log.export.cancel")}
          onCancel={job.cancel}
        />
      ) : null}
      {job.failure ? <ErrorBox failure={job.failure} /> : null}
      {job.cancelled ? <p className="small">{t("log.export.cancelled")}</p> : null}
      {job.result && !job.running ? <Done view={job.result} /> : null}
    </section>
  );
}

function Done({ view }: { view: ExportView }) {
  const t = useT();
  const { folder, size, later, written, kept } = view;
  return (
    <>
      <Saved path={folder} />
      <p className="small">{t("log.export.done", { count: size })}</p>
      <p className="hint">{t("log.export.files", { written, kept })}</p>
      {later > 0 ? <p className="hint">{t("log.export.later", { count: later })}</p> : null}
    </>
  );
}

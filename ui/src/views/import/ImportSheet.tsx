/** The maker's sheet over a whole file: one statement, over the list of all requests in it. */
import { useEffect, useMemo, useState } from "react";
import { useApi } from "../../app/api-context";
import { useRead } from "../../app/queries";
import type { ImportOutcome } from "../../bindings/ImportOutcome";
import type { ImportView } from "../../bindings/ImportView";
import { Facts } from "../../components/Facts";
import { Hash } from "../../components/HashView";
import { Select } from "../../components/Select";
import { SigningSheet } from "../../components/SigningSheet";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { useJob } from "../common/job";
import { useSigner } from "../common/signing";
import { Working } from "../common/Working";
import { ImportRows } from "./ImportRows";

interface Props {
  readonly view: ImportView;
  readonly path: string;
  readonly soundPart: boolean;
  readonly onClose: () => void;
  readonly onDone: (outcome: ImportOutcome) => void;
}

export function ImportSheet({ view, path, soundPart, onClose, onDone }: Props) {
  const t = useT();
  const format = useFormat();
  const api = useApi();
  const [standing, setStanding] = useState<string | null>(null);
  const job = useJob(async ({ reason, pin }: { reason: string; pin: string }, tell) => {
    const outcome = await api.submitImport(soundPart, standing, reason, pin, tell);
    const [first] = outcome.requests;
    if (standing === null || first === undefined) return outcome;
    const [refused] = await api.issueTogether(first, tell);
    // They are submitted, and others were issued: the first that was not says why.
    if (refused) throw refused;
    return outcome;
  });
  const { result } = job;
  useEffect(() => {
    if (result) onDone(result);
  }, [result, onDone]);
  const count = format.number(view.sound);
  const sound = useMemo(() => view.rows.filter((row) => row.state === "sound"), [view]);
  return (
    <SigningSheet
      {...useSigner()}
      title={t("import.sheet.title", { count: view.sound })}
      subtitle={path}
      closeLabel={t("requests.submit.close")}
      onClose={onClose}
      record={[
        { sealed: false, text: t("import.sheet.record.keys") },
        { sealed: true, text: t("import.sheet.record.list", { count }) },
        { sealed: true, text: t("requests.sheet.record.checkpoint") },
      ]}
      caution={t("import.sheet.caution")}
      busy={job.running ? "submit" : null}
      failure={job.failure}
      acts={[
        {
          key: "submit",
          label: t("requests.submit.act"),
          busyLabel: t("requests.submit.busy"),
          proposed: true,
          run: (reason, pin) => {
            job.start({ reason, pin });
          },
        },
      ]}
    >
      <Facts
        wide
        items={[
          { key: "sound", label: t("import.sheet.requests"), value: count },
          {
            key: "left",
            label: t("import.sheet.left"),
            value: format.number(view.total - view.sound),
          },
          {
            key: "hash",
            label: t("import.hash"),
            value: <Hash hex={view.sha256} groupsPerLine="flow" />,
          },
        ]}
      />
      <Under count={view.sound} standing={standing} onChange={setStanding} />
      <section className="what">
        <p className="cap">{t("import.sheet.what")}</p>
        <ImportRows rows={sound} sound />
      </section>
      {job.running ? (
        <Working
          progress={job.progress}
          waiting={t("log.progress")}
          cancelLabel={t("import.cancel")}
          onCancel={job.cancel}
        />
      ) : null}
      {job.cancelled ? <p role="status">{t("import.cancelled")}</p> : null}
    </SigningSheet>
  );
}

interface UnderProps {
  readonly count: number;
  readonly standing: string | null;
  readonly onChange: (standing: string | null) => void;
}

/** The authorisations that have enough left for all of them; nothing if there is none. */
function Under({ count, standing, onChange }: UnderProps) {
  const t = useT();
  const format = useFormat();
  const api = useApi();
  const { data } = useRead(["standings", false], () => api.listStandings(false));
  const room = (data ?? []).filter((one) => one.count - one.used - one.waiting >= count);
  if (room.length === 0) return null;
  return (
    <Select
      label={t("import.standing")}
      hint={t("import.standing.hint")}
      choices={[
        { key: "", label: t("form.standing.none") },
        ...room.map(({ id, agents, count: most, used, waiting, until }) => ({
          key: id,
          label: t("form.standing.offer", {
            id,
            agents,
            left: format.number(most - used - waiting),
            until: format.instant(until),
          }),
        })),
      ]}
      value={standing ?? ""}
      onChange={(key) => {
        onChange(key === "" ? null : key);
      }}
    />
  );
}

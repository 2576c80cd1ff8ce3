/** A backup in one file: for whom it is encrypted, the last one, and what the new one holds. */
import { DatabaseBackup } from "lucide-react";
import { useRef, useState } from "react";
import type { BackupWay } from "../../api";
import { useApi } from "../../app/api-context";
import { useRead } from "../../app/queries";
import { useRouter } from "../../app/router";
import type { BackupView } from "../../bindings/BackupView";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { TextInput } from "../../components/Field";
import { PinInput, type PinHandle } from "../../components/PinInput";
import { Radios } from "../../components/Radios";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { useJob } from "../common/job";
import { Section } from "../common/Section";
import { useMayAdminister } from "../common/roles";
import { Working } from "../common/Working";
import { NO_FILTER } from "../log/filter";
import { BackedUp } from "./BackedUp";

const WAYS: readonly BackupWay[] = ["passphrase", "recipient", "plain"];

export function Backup() {
  const t = useT();
  const may = useMayAdminister();
  const { way, setWay, recipient, setRecipient, passphrase, missing, job, start } = useBackup();
  return (
    <Section title={t("workspace.backup")} hint={t("workspace.backup.hint")}>
      <LastBackup />
      <form
        className="backupform"
        aria-label={t("workspace.backup")}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (may && !job.running) start();
        }}
      >
        <Radios
          label={t("workspace.backup.for")}
          value={way}
          onChange={(key) => {
            setWay(WAYS.find((one) => one === key) ?? "plain");
          }}
          choices={WAYS.map((key) => ({ key, label: t(`workspace.backup.way.${key}`) }))}
        />
        {way === "recipient" ? (
          <TextInput
            label={t("workspace.backup.recipient")}
            hint={t("workspace.backup.recipient.hint")}
            kind="code"
            path="recipient"
            value={recipient}
            onChange={setRecipient}
            problem={job.failure?.code === "backup-recipient" ? job.failure.title : null}
          />
        ) : null}
        {way === "passphrase" ? (
          <PinInput
            ref={passphrase}
            path="passphrase"
            label={t("workspace.backup.passphrase")}
            hint={t("workspace.backup.passphrase.hint")}
            problem={missing ? t("workspace.backup.missing") : null}
          />
        ) : null}
        {job.running ? null : (
          <div className="backupform__act">
            <Button kind="ink" icon={DatabaseBackup} type="submit" isDisabled={!may}>
              {t("workspace.backup.act")}
            </Button>
            {may ? null : <span className="hint">{t("workspace.who")}</span>}
          </div>
        )}
      </form>
      <div aria-live="polite">
        {job.running ? (
          <Working
            progress={job.progress}
            waiting={t("workspace.backup.waiting")}
            cancelLabel={t("workspace.backup.cancel")}
            onCancel={job.cancel}
          />
        ) : null}
        {job.failure ? <ErrorBox failure={job.failure} /> : null}
        {job.cancelled ? <p className="small">{t("workspace.backup.cancelled")}</p> : null}
        {job.result ? <BackedUp view={job.result} /> : null}
      </div>
    </Section>
  );
}

/** The passphrase stays in its field until the backup is made, and goes then. */
function useBackup() {
  const api = useApi();
  const passphrase = useRef<PinHandle>(null);
  const [way, setWay] = useState<BackupWay>("passphrase");
  const [recipient, setRecipient] = useState("");
  const [missing, setMissing] = useState(false);
  const job = useJob<string, BackupView | null>(async (secret, tell) => {
    const made = await api.backupWorkspace(way, secret, tell);
    if (made) passphrase.current?.clear();
    return made;
  });
  const start = () => {
    const typed = { passphrase: passphrase.current?.read() ?? "", recipient, plain: "" };
    // Without one it would hide nothing.
    const empty = way === "passphrase" && typed.passphrase === "";
    setMissing(empty);
    if (empty) passphrase.current?.focus();
    else job.start(typed[way]);
  };
  return { way, setWay, recipient, setRecipient, passphrase, missing, job, start };
}

/** The newest backup that the log tells of. */
function LastBackup() {
  const t = useT();
  const format = useFormat();
  const api = useApi();
  const { go } = useRouter();
  const made = useRead(["events", "backup"], () =>
    api.listEvents(null, { ...NO_FILTER, kind: "backup_made" }),
  );
  if (!made.data) return null;
  const last = made.data.rows[0];
  if (!last) return <p className="small">{t("workspace.backup.never")}</p>;
  return (
    <p className="small">
      {t("workspace.backup.last", { at: format.instant(last.at), count: Number(last.subject) })}{" "}
      <Button
        kind="link"
        onPress={() => {
          go({ name: "log", seq: last.seq });
        }}
      >
        {t("failure.event", { seq: format.number(last.seq) })}
      </Button>
    </p>
  );
}

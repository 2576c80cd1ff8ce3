/** Requests that were submitted together: approved under one decision, then issued in one go. */
import { ArrowRight } from "lucide-react";
import { useMemo, useState } from "react";
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";
import type { TogetherRow } from "../../bindings/TogetherRow";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Note } from "../../components/Note";
import { SigningSheet } from "../../components/SigningSheet";
import { Table, type Column } from "../../components/Table";
import { useT, type Translate } from "../../i18n";
import { useJob } from "../common/job";
import { useSigner } from "../common/signing";
import { Working } from "../common/Working";
import { WarningNotes } from "./Warnings";

/**
 * Offers it to a checker, where more than this one wait. They are read once it is asked for, and
 * shown until the sheet is closed.
 */
export function Together({ id, count }: { id: string; count: number }) {
  const t = useT();
  const api = useApi();
  const [shown, setShown] = useState<TogetherRow[] | null>(null);
  const list = useAct(() => api.listTogether(id), setShown);
  return (
    <>
      {count < 2 ? null : (
        <section className="nextstep">
          <div>
            <h2>{t("together.title", { count })}</h2>
            <p>{t("together.text")}</p>
          </div>
          <div className="nextstep__acts">
            <Button
              large
              iconAfter={ArrowRight}
              busy={list.busy ? t("common.loading") : null}
              onPress={() => {
                list.run(undefined);
              }}
            >
              {t("together.decide", { count })}
            </Button>
          </div>
          {list.failure ? <ErrorBox failure={list.failure} /> : null}
        </section>
      )}
      {shown ? (
        <TogetherSheet
          id={id}
          rows={shown}
          onClose={() => {
            setShown(null);
          }}
        />
      ) : null}
    </>
  );
}

const columnsOf = (t: Translate): Column<TogetherRow>[] => [
  { key: "request", head: t("requests.col.id"), cell: (row) => row.id },
  {
    key: "scope",
    head: t("requests.col.scope"),
    wrap: true,
    cell: (row) => (
      <>
        {row.sentence}
        <WarningNotes warnings={row.warnings} />
      </>
    ),
  },
];

/** In a long list, what stands beneath a row may be out of sight. */
function Warned({ rows }: { rows: readonly TogetherRow[] }) {
  const t = useT();
  const warned = rows.filter((row) => row.warnings.length > 0).length;
  if (warned === 0) return null;
  return (
    <Note tone="caution">
      <p>{t("together.sheet.warned", { warned, count: rows.length })}</p>
    </Note>
  );
}

const keyOf = (row: TogetherRow) => row.id;

interface Props {
  readonly id: string;
  readonly rows: readonly TogetherRow[];
  readonly onClose: () => void;
}

/** What is shown is what is approved, whatever is submitted or decided meanwhile. */
function TogetherSheet({ id, rows: shown, onClose }: Props) {
  const t = useT();
  const api = useApi();
  const columns = useMemo(() => columnsOf(t), [t]);
  const job = useJob(async ({ reason, pin }: { reason: string; pin: string }, tell) => {
    await api.approveTogether(
      shown.map((row) => row.id),
      reason,
      pin,
    );
    const [refused] = await api.issueTogether(id, tell);
    // The approval stands, and others were issued: the first that was not says why.
    if (refused) throw refused;
    onClose();
  });
  return (
    <SigningSheet
      {...useSigner()}
      title={t("together.sheet.title", { count: shown.length })}
      closeLabel={t("requests.sheet.close")}
      onClose={onClose}
      record={[
        { sealed: true, text: t("together.sheet.record", { count: shown.length }) },
        { sealed: true, text: t("together.sheet.certificates") },
        { sealed: true, text: t("requests.sheet.record.checkpoint") },
      ]}
      caution={t("requests.sheet.caution")}
      busy={job.running ? "approve" : null}
      failure={job.failure}
      acts={[
        {
          key: "approve",
          label: t("requests.sheet.approve"),
          busyLabel: t("requests.sheet.signing"),
          proposed: true,
          run: (reason, pin) => {
            job.start({ reason, pin });
          },
        },
      ]}
    >
      <section className="what">
        <p className="cap">{t("together.sheet.what")}</p>
        <Warned rows={shown} />
        <Table
          className="requests together"
          label={t("together.sheet.what")}
          columns={columns}
          pages={[shown]}
          rowKey={keyOf}
        />
      </section>
      {job.running ? (
        <Working
          progress={job.progress}
          waiting={t("log.progress")}
          cancelLabel={t("import.cancel")}
          onCancel={job.cancel}
        />
      ) : null}
    </SigningSheet>
  );
}

/** Requests that were submitted together: approved under one decision, then issued in one go. */
import { ArrowRight } from "lucide-react";
import { useMemo, useState } from "react";
import { useApi } from "../../app/api-context";
import { useRead } from "../../app/queries";
import type { RequestRow } from "../../bindings/RequestRow";
import { Button } from "../../components/Button";
import { SigningSheet } from "../../components/SigningSheet";
import { Table, type Column } from "../../components/Table";
import { useT, type Translate } from "../../i18n";
import { useJob } from "../common/job";
import { useSigner } from "../common/signing";
import { Working } from "../common/Working";

/** Offers it to a checker, where more than this one wait. */
export function Together({ id }: { id: string }) {
  const t = useT();
  const api = useApi();
  const [signing, setSigning] = useState(false);
  const { data } = useRead(["together", id], () => api.listTogether(id));
  const waiting = data ?? [];
  if (waiting.length < 2) return null;
  return (
    <section className="nextstep">
      <div>
        <h2>{t("together.title", { count: waiting.length })}</h2>
        <p>{t("together.text")}</p>
      </div>
      <div className="nextstep__acts">
        <Button
          large
          iconAfter={ArrowRight}
          onPress={() => {
            setSigning(true);
          }}
        >
          {t("together.decide", { count: waiting.length })}
        </Button>
      </div>
      {signing ? (
        <TogetherSheet
          id={id}
          rows={waiting}
          onClose={() => {
            setSigning(false);
          }}
        />
      ) : null}
    </section>
  );
}

const columnsOf = (t: Translate): Column<RequestRow>[] => [
  { key: "request", head: t("requests.col.id"), cell: (row) => row.id },
  { key: "scope", head: t("requests.col.scope"), wrap: true, cell: (row) => row.sentence },
];

const keyOf = (row: RequestRow) => row.id;

interface Props {
  readonly id: string;
  readonly rows: readonly RequestRow[];
  readonly onClose: () => void;
}

function TogetherSheet({ id, rows, onClose }: Props) {
  const t = useT();
  const api = useApi();
  // What was shown is what is approved, whatever is read anew meanwhile.
  const [shown] = useState(rows);
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
        <Table
          className="requests"
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

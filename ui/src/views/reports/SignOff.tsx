/** Who signed a report off, and the sheet for whoever signs next. */
import { ShieldX } from "lucide-react";
import { useState } from "react";
import { useApi } from "../../app/api-context";
import { useAct, useWorkspace } from "../../app/queries";
import type { ReportRow } from "../../bindings/ReportRow";
import { Button } from "../../components/Button";
import { Facts } from "../../components/Facts";
import { Hash } from "../../components/HashView";
import { Sealed, Status } from "../../components/Status";
import { SigningSheet } from "../../components/SigningSheet";
import { useFormat } from "../../format";
import { useT, wordFor } from "../../i18n";
import { worksHere } from "../common/roles";
import { useSigner } from "../common/signing";

/** Each part by another officer; an auditor signs none. */
export function SignOff({ row }: { row: ReportRow }) {
  const t = useT();
  const { officer } = useWorkspace();
  const [signing, setSigning] = useState(false);
  const { next_part: next, signatures } = row;
  const signed = signatures.some(({ decision }) => decision.officer === officer?.id);
  const may = officer !== null && worksHere(officer.role) && !signed && row.present;
  return (
    <div className="signoff">
      <span className="small muted">{t("reports.signedOff")}</span>
      {signatures.length === 0 ? (
        <span className="small">{t("reports.signedOff.none")}</span>
      ) : null}
      {signatures.map((signature) => (
        <Signed key={signature.part} signature={signature} />
      ))}
      {next === null || !may ? null : (
        <Button
          aria-label={t("reports.signOff.of", { id: row.id, part: partOf(t, next) })}
          onPress={() => {
            setSigning(true);
          }}
        >
          {t("reports.signOff", { part: partOf(t, next) })}
        </Button>
      )}
      {signing && next !== null ? (
        <SignOffSheet
          row={row}
          part={next}
          onClose={() => {
            setSigning(false);
          }}
        />
      ) : null}
    </div>
  );
}

const partOf = (t: ReturnType<typeof useT>, part: string): string =>
  wordFor(t, `reports.part.${part}`, part);

function Signed({ signature }: { signature: ReportRow["signatures"][number] }) {
  const t = useT();
  const format = useFormat();
  const { part, decision } = signature;
  const word = t("reports.signed", {
    part: partOf(t, part),
    who: decision.officer_name ?? decision.officer,
    at: format.shortDate(decision.at),
  });
  return decision.signature_valid ? (
    <Sealed word={word} />
  ) : (
    <Status tone="stop" icon={ShieldX} word={t("reports.signed.invalid", { word })} />
  );
}

interface SheetProps {
  readonly row: ReportRow;
  readonly part: string;
  readonly onClose: () => void;
}

function SignOffSheet({ row, part, onClose }: SheetProps) {
  const t = useT();
  const api = useApi();
  const format = useFormat();
  const word = partOf(t, part);
  const sign = useAct(
    (d: { reason: string; pin: string }) => api.signOffReport(row.id, part, d.reason, d.pin),
    onClose,
  );
  return (
    <SigningSheet
      {...useSigner()}
      title={t("reports.sheet.title", { id: row.id, part: word })}
      subtitle={t("reports.covers", {
        from: format.shortDate(row.from),
        to: format.shortDate(row.to),
      })}
      closeLabel={t("reports.sheet.close")}
      onClose={onClose}
      record={[
        { sealed: true, text: t("reports.sheet.record") },
        { sealed: true, text: t("requests.sheet.record.checkpoint") },
      ]}
      caution={t("reports.sheet.caution")}
      busy={sign.busy ? "sign" : null}
      failure={sign.failure}
      acts={[
        {
          key: "sign",
          label: t("reports.sheet.act"),
          busyLabel: t("requests.sheet.signing"),
          proposed: true,
          run: (reason, pin) => {
            sign.run({ reason, pin });
          },
        },
      ]}
    >
      <Facts
        wide
        items={[
          { key: "pages", label: t("reports.column.pages"), value: format.number(row.pages) },
          {
            key: "rendered",
            label: t("reports.column.rendered"),
            value: format.instant(row.rendered_at),
          },
          { key: "by", label: t("reports.column.by"), value: row.by_name ?? row.by },
        ]}
      />
      <section className="what">
        <p className="cap">{t("reports.sheet.what", { part: word })}</p>
        <Hash hex={row.sha256} />
      </section>
    </SigningSheet>
  );
}

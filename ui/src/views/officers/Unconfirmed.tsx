/** Tokens that one officer reported lost alone, until a second one confirms it. */
import { ArrowRight } from "lucide-react";
import { useState } from "react";
import { useApi } from "../../app/api-context";
import { useAct, useRead } from "../../app/queries";
import type { ConfirmationView } from "../../bindings/ConfirmationView";
import type { OfficerDetailView } from "../../bindings/OfficerDetailView";
import { Button } from "../../components/Button";
import { Note } from "../../components/Note";
import { SigningSheet } from "../../components/SigningSheet";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { Effects } from "../agents/Decided";
import { Clause } from "../changes/ProposalSheet";
import { useSigner } from "../common/signing";
import { nameOf } from "../frame/officers";

type Open = { readonly confirmation: ConfirmationView; readonly token: string };

const openOf = (
  { tokens }: OfficerDetailView,
  confirmations: readonly ConfirmationView[],
): Open[] =>
  tokens.flatMap(({ certificate, label }) => {
    const found = confirmations.find(
      ({ serial }) => serial.toLowerCase() === certificate.toLowerCase(),
    );
    return found ? [{ confirmation: found, token: label }] : [];
  });

export function Unconfirmed({ detail }: { detail: OfficerDetailView }) {
  const api = useApi();
  const confirmations = useRead(["confirmations"], api.listConfirmations);
  const [sheet, setSheet] = useState<Open | null>(null);
  const open = openOf(detail, confirmations.data?.rows ?? []);
  return (
    <>
      {open.map((one) => (
        <Waits
          key={one.confirmation.serial}
          open={one}
          onConfirm={() => {
            setSheet(one);
          }}
        />
      ))}
      {sheet ? (
        <ConfirmSheet
          detail={detail}
          open={sheet}
          onClose={() => {
            setSheet(null);
          }}
        />
      ) : null}
    </>
  );
}

function Waits({ open, onConfirm }: { open: Open; onConfirm: () => void }) {
  const t = useT();
  const format = useFormat();
  const { officer, officer_name: name, at, comment, waits_for_me: mine } = open.confirmation;
  return (
    <Note tone="caution">
      <p>
        <b>
          {t("officers.unconfirmed", {
            token: open.token,
            who: name ?? officer,
            at: format.instant(at),
          })}
        </b>
      </p>
      <p>{comment}</p>
      <p>
        {mine ? (
          <Button iconAfter={ArrowRight} onPress={onConfirm}>
            {t("officers.confirm")}
          </Button>
        ) : (
          t("officers.unconfirmed.other")
        )}
      </p>
    </Note>
  );
}

interface SheetProps {
  readonly detail: OfficerDetailView;
  readonly open: Open;
  readonly onClose: () => void;
}

function ConfirmSheet({ detail, open, onClose }: SheetProps) {
  const t = useT();
  const api = useApi();
  const { officer } = detail;
  const { serial } = open.confirmation;
  const words = { who: nameOf(officer), token: open.token };
  const confirm = useAct(
    (d: { reason: string; pin: string }) => api.confirmLost(officer.id, serial, d.reason, d.pin),
    onClose,
  );
  return (
    <SigningSheet
      {...useSigner()}
      title={t("officers.confirm.title", words)}
      subtitle={officer.id}
      closeLabel={t("confirm.close")}
      onClose={onClose}
      record={[
        { sealed: true, text: t("confirm.record") },
        { sealed: true, text: t("revoke.record.checkpoint") },
      ]}
      caution={t("confirm.caution")}
      busy={confirm.busy ? "confirm" : null}
      failure={confirm.failure}
      acts={[
        {
          key: "confirm",
          label: t("confirm.act"),
          busyLabel: t("requests.sheet.signing"),
          proposed: true,
          run: (reason, pin) => {
            confirm.run({ reason, pin });
          },
        },
      ]}
    >
      <Clause cap={t("officers.lost.cap")} sentence={t("officers.lost.sentence", words)} />
      <Effects effects={[t("confirm.effect.stays"), t("officers.confirm.effect")]} />
    </SigningSheet>
  );
}

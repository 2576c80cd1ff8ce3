/** Reports a token of another officer lost: one officer, at once; a second one confirms it. */
import { useState } from "react";
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";
import type { OfficerDetailView } from "../../bindings/OfficerDetailView";
import type { OfficerTokenView } from "../../bindings/OfficerTokenView";
import { Radios } from "../../components/Radios";
import { SigningSheet } from "../../components/SigningSheet";
import { groups } from "../../format";
import { useT } from "../../i18n";
import { Effects } from "../agents/Decided";
import { Clause } from "../changes/ProposalSheet";
import { useSigner } from "../common/signing";
import { nameOf } from "../frame/officers";
import { isInService } from "./in-service";

interface Props {
  readonly detail: OfficerDetailView;
  readonly onClose: () => void;
}

const chosenOf = (held: readonly OfficerTokenView[], serial: string | null) =>
  held.length === 1 ? held[0] : held.find((token) => token.serial === serial);

export function LostSheet({ detail, onClose }: Props) {
  const t = useT();
  const api = useApi();
  const [serial, setSerial] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const { officer } = detail;
  const held = detail.tokens.filter(isInService);
  const token = chosenOf(held, serial);
  const words = { who: nameOf(officer), token: token?.label ?? "…" };
  const lost = useAct(
    (d: { reason: string; pin: string }) =>
      api.reportLost(officer.id, token?.serial ?? "", d.reason, d.pin),
    onClose,
  );
  return (
    <SigningSheet
      {...useSigner()}
      halt
      title={t("officers.lost.title", words)}
      subtitle={officer.id}
      closeLabel={t("officers.lost.close")}
      onClose={onClose}
      record={[
        { sealed: true, text: t("revoke.record.revoked") },
        { sealed: true, text: t("revoke.record.crl") },
        { sealed: true, text: t("revoke.record.checkpoint") },
      ]}
      extra={
        held.length > 1 ? (
          <Radios
            label={t("officers.lost.which")}
            path="token"
            value={serial}
            problem={missing && !token ? t("officers.lost.missing") : null}
            choices={held.map((one) => ({
              key: one.serial,
              label: one.label,
              remark: groups(one.serial).join("\u00A0"),
            }))}
            onChange={setSerial}
          />
        ) : undefined
      }
      caution={t("officers.lost.caution")}
      busy={lost.busy ? "lost" : null}
      failure={lost.failure}
      acts={[
        {
          key: "lost",
          label: t("officers.lost.act"),
          busyLabel: t("requests.sheet.signing"),
          proposed: true,
          run: (reason, pin) => {
            setMissing(!token);
            if (token) lost.run({ reason, pin });
          },
        },
      ]}
    >
      <Clause cap={t("officers.lost.cap")} sentence={t("officers.lost.sentence", words)} />
      <Effects
        effects={[
          t("officers.lost.effect.now"),
          held.length > 1
            ? t("officers.lost.effect.other", words)
            : t("officers.lost.effect.without", words),
          t("officers.lost.effect.confirm"),
          t("officers.lost.effect.final"),
        ]}
      />
    </SigningSheet>
  );
}

/** Proposes that a legal hold ends. */
import { useApi } from "../../app/api-context";
import type { LegalHoldView } from "../../bindings/LegalHoldView";
import { Facts } from "../../components/Facts";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { ProposalSheet } from "../changes/ProposalSheet";
import { heldOf } from "./HoldTable";

interface Props {
  readonly hold: LegalHoldView;
  readonly onClose: () => void;
}

export function LiftSheet({ hold, onClose }: Props) {
  const t = useT();
  const format = useFormat();
  const api = useApi();
  const who = hold.officer_name ?? hold.officer;
  return (
    <ProposalSheet
      title={t("records.lift.title", { hold: hold.id })}
      sentence={t("records.lift.sentence", { hold: hold.id })}
      caution={t("records.lift.caution")}
      propose={(reason, pin) => api.liftHold(hold.id, reason, pin)}
      onClose={onClose}
    >
      <Facts
        items={[
          { key: "keeps", label: t("records.col.keeps"), value: heldOf(t, hold) },
          { key: "reason", label: t("records.col.reason"), value: hold.reason },
          {
            key: "placed",
            label: t("records.col.placed"),
            value: `${who}, ${format.instant(hold.at)}`,
          },
        ]}
      />
    </ProposalSheet>
  );
}

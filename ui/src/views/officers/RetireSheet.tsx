/** Proposes that an officer's service ends. */
import { useApi } from "../../app/api-context";
import type { OfficerView } from "../../bindings/OfficerView";
import { useT } from "../../i18n";
import { Effects } from "../agents/Decided";
import { ProposalSheet } from "../changes/ProposalSheet";
import { nameOf, roleIn } from "../frame/officers";

interface Props {
  readonly officer: OfficerView;
  readonly onClose: () => void;
}

export function RetireSheet({ officer, onClose }: Props) {
  const t = useT();
  const api = useApi();
  const words = { who: nameOf(officer), role: roleIn(officer.role, t) };
  return (
    <ProposalSheet
      title={t("officers.retire.title", words)}
      subtitle={officer.id}
      sentence={t("officers.retire.sentence", words)}
      propose={(reason, pin) => api.proposeRetirement(officer.id, reason, pin)}
      onClose={onClose}
    >
      <Effects
        effects={[
          t("officers.role.effect.decided"),
          t("officers.retire.effect.keys"),
          t("officers.retire.effect.stands"),
          t("officers.retire.effect.final"),
        ]}
      />
    </ProposalSheet>
  );
}

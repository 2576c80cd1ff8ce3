/** Proposes that an officer serves in another role. */
import { useState } from "react";
import { useApi } from "../../app/api-context";
import type { OfficerView } from "../../bindings/OfficerView";
import type { RoleView } from "../../bindings/RoleView";
import { Radios } from "../../components/Radios";
import { useT } from "../../i18n";
import { Effects } from "../agents/Decided";
import { ProposalSheet } from "../changes/ProposalSheet";
import { nameOf, roleIn } from "../frame/officers";
import { ROLES } from "./enrolment";

interface Props {
  readonly officer: OfficerView;
  readonly onClose: () => void;
}

export function RoleSheet({ officer, onClose }: Props) {
  const t = useT();
  const api = useApi();
  const [role, setRole] = useState<RoleView | null>(null);
  const [missing, setMissing] = useState(false);
  const others = ROLES.filter((one) => one !== officer.role);
  const words = { who: nameOf(officer), now: roleIn(officer.role, t) };
  return (
    <ProposalSheet
      title={t("officers.role.title", { who: words.who })}
      subtitle={officer.id}
      sentence={
        role === null
          ? t("officers.role.choose", words)
          : t("officers.role.sentence", { ...words, next: roleIn(role, t) })
      }
      extra={
        <Radios
          label={t("officers.role.next")}
          path="role"
          value={role}
          problem={missing && role === null ? t("officers.role.missing") : null}
          choices={others.map((key) => ({ key, label: t(`role.${key}`) }))}
          onChange={(key) => {
            setRole(key as RoleView);
          }}
        />
      }
      check={() => {
        setMissing(role === null);
        return role !== null;
      }}
      propose={(reason, pin) => api.proposeRole(officer.id, role ?? "", reason, pin)}
      onClose={onClose}
    >
      <Effects
        effects={[
          t("officers.role.effect.decided"),
          t("officers.role.effect.keeps", words),
          t("officers.role.effect.out", words),
        ]}
      />
    </ProposalSheet>
  );
}

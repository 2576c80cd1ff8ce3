/** Groups of the policy: a name, and the checkers who approve for it. */
import { Plus, Trash2 } from "lucide-react";
import { Button } from "../../components/Button";
import { Choices } from "../../components/Choices";
import { Clause } from "../../components/Clause";
import { TextInput } from "../../components/Field";
import type { Choice } from "../../components/Select";
import { useT } from "../../i18n";
import { withAt, withoutAt, type GroupForm } from "./form";

interface Props {
  readonly number: number;
  readonly groups: readonly GroupForm[];
  readonly checkers: readonly Choice[];
  readonly onChange: (groups: GroupForm[]) => void;
}

export function GroupFields({ number, groups, checkers, onChange }: Props) {
  const t = useT();
  return (
    <Clause number={number} name={t("policy.groups")}>
      {groups.map((group, at) => (
        <div className="policy__group" key={at}>
          <TextInput
            label={t("policy.group.name", { number: at + 1 })}
            value={group.name}
            onChange={(name) => {
              onChange(withAt(groups, at, { ...group, name }));
            }}
          />
          <Choices
            label={t("policy.group.officers", { number: at + 1 })}
            choices={checkers}
            value={group.officers}
            onChange={(officers) => {
              onChange(withAt(groups, at, { ...group, officers }));
            }}
          />
          <Button
            kind="quiet"
            icon={Trash2}
            onPress={() => {
              onChange(withoutAt(groups, at));
            }}
          >
            {t("policy.group.remove", { number: at + 1 })}
          </Button>
        </div>
      ))}
      <Button
        kind="quiet"
        icon={Plus}
        onPress={() => {
          onChange([...groups, { name: "", officers: [] }]);
        }}
      >
        {t("policy.group.add")}
      </Button>
    </Clause>
  );
}

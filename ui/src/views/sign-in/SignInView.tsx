/** Nobody is signed in: choose who one is. */
import { UserRound } from "lucide-react";
import { useState } from "react";
import { useApi } from "../../app/api-context";
import { useAct, useSetWorkspace, useWorkspace } from "../../app/queries";
import type { OfficerView } from "../../bindings/OfficerView";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Icon } from "../../components/Icon";
import { Page } from "../../components/Page";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { nameOf, roleIn } from "../frame/officers";
import { SignInSheet } from "./SignInSheet";

type RowProps = { officer: OfficerView; oneClick: boolean; onChoose: () => void };

function OfficerRow({ officer, oneClick, onChoose }: RowProps) {
  const t = useT();
  const format = useFormat();
  const role = roleIn(officer.role, t);
  return (
    <li className="choice">
      <Icon of={UserRound} large />
      <div>
        <h2>{nameOf(officer)}</h2>
        <p>
          {t(`role.${officer.role}`)} · {officer.id} ·{" "}
          {t("signIn.until", { date: format.date(officer.certificate_until) })}
        </p>
      </div>
      <span className="choice__act">
        <Button large kind={officer.role === "maker" ? "ink" : "plain"} onPress={onChoose}>
          {t(oneClick ? "officer.continue" : "officer.signIn", { role })}
        </Button>
      </span>
    </li>
  );
}

export function SignInView() {
  const t = useT();
  const api = useApi();
  const { officers, practice } = useWorkspace();
  const setWorkspace = useSetWorkspace();
  const [asked, setAsked] = useState<OfficerView | null>(null);
  const change = useAct((id: string) => api.continueAs(id), setWorkspace);
  return (
    <Page title={t("signIn.as")}>
      {change.failure && <ErrorBox failure={change.failure} />}
      {practice && <p className="hint">{t("signIn.practice")}</p>}
      <ul className="choices choices--people">
        {officers.map((officer) => (
          <OfficerRow
            key={officer.id}
            officer={officer}
            oneClick={practice && officer.practice_pin}
            onChoose={() => {
              if (practice && officer.practice_pin) change.run(officer.id);
              else setAsked(officer);
            }}
          />
        ))}
      </ul>
      {asked && (
        <SignInSheet
          officer={asked}
          onClose={() => {
            setAsked(null);
          }}
        />
      )}
    </Page>
  );
}

/** Nobody is signed in: choose who one is. */
import { UserRound } from "lucide-react";
import { useState } from "react";
import { useApi } from "../../app/api-context";
import { useAct, useSetWorkspace, useWorkspace } from "../../app/queries";
import type { OfficerView } from "../../bindings/OfficerView";
import type { SignedOutView } from "../../bindings/SignedOutView";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Icon } from "../../components/Icon";
import { Note } from "../../components/Note";
import { Page } from "../../components/Page";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { nameOf, roleIn } from "../frame/officers";
import { SignInSheet } from "./SignInSheet";

type RowProps = {
  officer: OfficerView;
  /** Who is most likely meant. */
  first: boolean;
  oneClick: boolean;
  onChoose: () => void;
};

function OfficerRow({ officer, first, oneClick, onChoose }: RowProps) {
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
        {officer.state === "serving" ? (
          <Button large kind={first ? "ink" : "plain"} onPress={onChoose}>
            {t(oneClick ? "officer.continue" : "officer.signIn", { role })}
          </Button>
        ) : (
          <span className="muted">{t("signIn.withoutToken")}</span>
        )}
      </span>
    </li>
  );
}

/** Why whoever was here is signed out, and what becomes of what they typed. */
function Ended({ end, officers }: { end: SignedOutView; officers: readonly OfficerView[] }) {
  const t = useT();
  const officer = officers.find((one) => one.id === end.officer);
  const who = officer ? nameOf(officer) : end.officer;
  const minutes = end.minutes ?? 0;
  const values = { who, token: end.token_label, minutes, hours: Math.floor(minutes / 60) };
  return (
    <div role="alert" className="signed-out">
      <Note tone="caution">
        <p>{t(`signIn.ended.${end.cause}`, values)}</p>
        <p>{t("signIn.kept", { who })}</p>
      </Note>
    </div>
  );
}

export function SignInView({ end }: { end: SignedOutView | null }) {
  const t = useT();
  const api = useApi();
  const { officers, practice } = useWorkspace();
  const setWorkspace = useSetWorkspace();
  const [asked, setAsked] = useState<OfficerView | null>(null);
  const change = useAct((id: string) => api.continueAs(id), setWorkspace);
  const remaining = officers.filter((officer) => officer.state !== "retired");
  return (
    <Page title={t("signIn.as")}>
      {end && <Ended end={end} officers={officers} />}
      {change.failure && <ErrorBox failure={change.failure} />}
      {practice && <p className="hint">{t("signIn.practice")}</p>}
      <ul className="choices choices--people">
        {remaining.map((officer) => (
          <OfficerRow
            key={officer.id}
            officer={officer}
            first={end ? officer.id === end.officer : officer.role === "maker"}
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

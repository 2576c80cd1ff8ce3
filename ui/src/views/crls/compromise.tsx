/** Declaring the key of the issuing CA compromised, from wherever a person looks for it. */
import { ShieldAlert } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "../../components/Button";
import { useT } from "../../i18n";
import { CompromiseSheet } from "../agents/CompromiseSheet";
import { useDeciding, useMayDecide } from "../agents/deciding";

/** The sheet, how to open it, and what is still to be done after it: lists may be owed. */
export function useIssuingCompromise(issuer: string) {
  const [open, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
  };
  const act = useDeciding(close);
  const owed = act.failure?.code === "crl-owed" ? act.failure : null;
  return {
    start: () => {
      act.clear();
      setOpen(true);
    },
    owed,
    sheet:
      open && !owed ? (
        <CompromiseSheet of="issuing" name={issuer} act={act} onClose={close} />
      ) : null,
  };
}

/** The button; who may not is told why. */
export function CompromiseIssuing({ onPress }: { onPress: () => void }) {
  const t = useT();
  const id = useId();
  const may = useMayDecide();
  return (
    <>
      {may ? null : (
        <span id={id} className="hint head__why">
          {t("crls.compromise.who")}
        </span>
      )}
      <Button
        kind="stop"
        icon={ShieldAlert}
        isDisabled={!may}
        aria-describedby={may ? undefined : id}
        onPress={onPress}
      >
        {t("agents.compromise")}
      </Button>
    </>
  );
}

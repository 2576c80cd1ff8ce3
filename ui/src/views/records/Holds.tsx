/** Legal holds: what is kept until further notice, whatever the schedule says. */
import { Anchor } from "lucide-react";
import { useMemo, useState } from "react";
import { useApi } from "../../app/api-context";
import { usePages } from "../../app/pages";
import type { LegalHoldView } from "../../bindings/LegalHoldView";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { useT } from "../../i18n";
import { Section } from "../common/Section";
import { useMayHold, useMayPropose } from "../common/roles";
import { HoldTable } from "./HoldTable";
import { LiftSheet } from "./LiftSheet";
import { PlaceHoldSheet } from "./PlaceHoldSheet";

export function Holds() {
  const t = useT();
  const may = useMayHold();
  const mayLift = useMayPropose();
  const api = useApi();
  const [placing, setPlacing] = useState(false);
  const [lifting, setLifting] = useState<LegalHoldView | null>(null);
  const holds = usePages(["holds"], (before: number | null) => api.listHolds(before));
  const pages = useMemo(() => holds.pages.map((page) => page.rows), [holds.pages]);
  const acts = (
    <>
      {may ? null : <span className="hint">{t("records.hold.who")}</span>}
      {may && !mayLift ? <span className="hint">{t("records.lift.who")}</span> : null}
      <Button
        icon={Anchor}
        isDisabled={!may}
        onPress={() => {
          setPlacing(true);
        }}
      >
        {t("records.hold.place")}
      </Button>
    </>
  );
  return (
    <Section title={t("records.holds")} hint={t("records.holds.hint")} acts={acts}>
      {holds.failure ? (
        <ErrorBox failure={holds.failure} onRetry={holds.retry} />
      ) : (
        <HoldTable
          pages={pages}
          loading={holds.loading}
          more={holds.more}
          mayLift={mayLift}
          onLift={setLifting}
        />
      )}
      {placing ? (
        <PlaceHoldSheet
          onClose={() => {
            setPlacing(false);
          }}
        />
      ) : null}
      {lifting ? (
        <LiftSheet
          hold={lifting}
          onClose={() => {
            setLifting(null);
          }}
        />
      ) : null}
    </Section>
  );
}

/** Certificates that end soon, soonest first, and reminders of them for a calendar. */
import { CalendarPlus } from "lucide-react";
import { useCallback, useId, useState } from "react";
import type { CertificateRow } from "../../bindings/CertificateRow";
import { useApi } from "../../app/api-context";
import { usePages } from "../../app/pages";
import { useAct } from "../../app/queries";
import { useRouter } from "../../app/router";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { ToggleGroup } from "../../components/ToggleGroup";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { Saved } from "../common/Saved";
import { CertificateTable } from "./CertificateTable";

type Within = "30" | "60" | "90";
const WITHIN: readonly Within[] = ["30", "60", "90"];

export function Expiring() {
  const t = useT();
  const format = useFormat();
  const api = useApi();
  const { go } = useRouter();
  const [within, setWithin] = useState<Within>("30");
  const days = Number(within);
  const ending = usePages(["expiring", days], (after: string | null) =>
    api.listExpiring(days, after),
  );
  const open = useCallback(
    (row: CertificateRow) => {
      go({ name: "agent", serial: row.serial });
    },
    [go],
  );
  // The page's total is that of the whole register.
  const rows = ending.pages.reduce((sum, page) => sum + page.rows.length, 0);
  return (
    <>
      <div className="filters">
        <ToggleGroup
          label={t("agents.expiring.within")}
          value={within}
          onChange={setWithin}
          options={WITHIN.map((key) => ({ key, label: t("agents.expiring.days", { days: key }) }))}
        />
        <Reminders days={days} none={!ending.loading && !ending.failure && rows === 0} />
      </div>
      {ending.failure ? (
        <ErrorBox failure={ending.failure} onRetry={ending.retry} />
      ) : (
        <CertificateTable
          label={t("agents.expiring")}
          pages={ending.pages.map((page) => page.rows)}
          loading={ending.loading}
          more={ending.more}
          onOpen={open}
          empty={t("agents.expiring.none", { days: within })}
        />
      )}
      {rows > 0 && !ending.more ? (
        <p className="count-line">{t("agents.expiring.count", { count: rows })}</p>
      ) : null}
      <p className="hint">{t("agents.expiring.hint", { days: format.number(days) })}</p>
    </>
  );
}

/** The dates as a calendar file, saved where the person says. */
function Reminders({ days, none }: { days: number; none: boolean }) {
  const t = useT();
  const id = useId();
  const api = useApi();
  const [saved, setSaved] = useState<string | null>(null);
  const save = useAct(() => api.exportReminders(days), setSaved);
  return (
    <div className="filters__end" aria-live="polite">
      <Button
        icon={CalendarPlus}
        isDisabled={none}
        aria-describedby={none ? id : undefined}
        busy={save.busy ? t("agents.reminders.busy") : null}
        onPress={() => {
          save.run(undefined);
        }}
      >
        {t("agents.reminders")}
      </Button>
      {none ? (
        <span id={id} className="hint">
          {t("agents.reminders.none")}
        </span>
      ) : null}
      {save.failure ? <ErrorBox failure={save.failure} /> : null}
      {saved && !save.failure ? <Saved path={saved} /> : null}
    </div>
  );
}

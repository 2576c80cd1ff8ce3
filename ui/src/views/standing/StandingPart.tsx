/** Standing authorisations: what officers allow in advance, what was used of it, until when. */
import { Ban, CalendarX, CircleCheck, CircleSlash, Plus, Undo2 } from "lucide-react";
import { useMemo, useState } from "react";
import { useApi } from "../../app/api-context";
import { useRead, useWorkspace } from "../../app/queries";
import { useRouter } from "../../app/router";
import type { StandingState } from "../../bindings/StandingState";
import type { StandingView } from "../../bindings/StandingView";
import { Button } from "../../components/Button";
import { Check } from "../../components/Check";
import { ErrorBox } from "../../components/ErrorBox";
import type { LucideIcon } from "../../components/Icon";
import { Status, type StatusTone } from "../../components/Status";
import { Table, type Column } from "../../components/Table";
import { useFormat, type Format } from "../../format";
import { useT, type Translate } from "../../i18n";
import { Guarded } from "../common/Guarded";
import { useWhyNotPropose, worksHere } from "../common/roles";
import { Section } from "../common/Section";
import { ByChange } from "../officers/ByChange";
import { StandingUses } from "./StandingUses";
import { WithdrawStandingSheet } from "./WithdrawStandingSheet";

const LOOKS: Record<StandingState, { tone: StatusTone; icon: LucideIcon }> = {
  in_force: { tone: "ok", icon: CircleCheck },
  ended: { tone: "past", icon: CalendarX },
  used_up: { tone: "past", icon: CircleSlash },
  withdrawn: { tone: "past", icon: Undo2 },
  void: { tone: "stop", icon: Ban },
};

const columnsOf = (
  t: Translate,
  format: Format,
  withdraw: ((row: StandingView) => void) | null,
  showUses: (row: StandingView) => void,
): Column<StandingView>[] => [
  {
    key: "id",
    head: t("standing.col.id"),
    wrap: true,
    cell: (row) => (
      <>
        <ByChange change={row.id} />
        <span className="block-line">
          <Status {...LOOKS[row.state]} word={t(`standing.state.${row.state}`)} />
        </span>
        {row.void === null ? null : <span className="block-line small">{row.void}</span>}
      </>
    ),
  },
  {
    key: "bounds",
    head: t("standing.col.bounds"),
    wrap: true,
    cell: (row) => (
      <>
        <code>{row.agents}</code>
        <span className="block-line">{row.sentence.spans.map(({ text }) => text).join("")}</span>
        <span className="block-line muted">
          {t("standing.each", { days: row.validity_days, hour: row.per_hour })}
        </span>
      </>
    ),
  },
  {
    key: "used",
    head: t("standing.col.used"),
    wrap: true,
    cell: (row) => (
      <>
        {t("standing.used", { used: format.number(row.used), count: format.number(row.count) })}
        <span className="block-line muted">
          {t("standing.left", { left: format.number(row.count - row.used) })}
        </span>
        <span className="block-line">
          <Button
            kind="link"
            aria-label={t("standing.uses.of", { id: row.id })}
            onPress={() => {
              showUses(row);
            }}
          >
            {t("standing.uses")}
          </Button>
        </span>
      </>
    ),
  },
  {
    key: "until",
    head: t("standing.col.until"),
    wrap: true,
    cell: ({ until }) => format.instant(until),
  },
  {
    key: "acts",
    head: t("drafts.col.acts"),
    quietHead: true,
    wrap: true,
    cell: (row) =>
      row.state === "in_force" ? (
        <Guarded
          label={t("standing.withdraw")}
          why={withdraw === null ? "standing.withdraw.who" : null}
          aria-label={t("standing.withdraw.of", { id: row.id })}
          onPress={() => {
            withdraw?.(row);
          }}
        />
      ) : null,
  },
];

const keyOf = (row: StandingView) => row.id;

export function StandingPart() {
  const t = useT();
  const format = useFormat();
  const api = useApi();
  const { go } = useRouter();
  const { officer } = useWorkspace();
  const [all, setAll] = useState(false);
  const [withdrawing, setWithdrawing] = useState<StandingView | null>(null);
  const [shown, setShown] = useState<StandingView | null>(null);
  const standings = useRead(["standings", all], () => api.listStandings(all));
  const mayWithdraw = officer !== null && worksHere(officer.role);
  const columns = useMemo(
    () => columnsOf(t, format, mayWithdraw ? setWithdrawing : null, setShown),
    [t, format, mayWithdraw],
  );
  return (
    <Section
      title={t("standing.title")}
      hint={t("standing.hint")}
      acts={
        <Guarded
          label={t("standing.propose")}
          why={useWhyNotPropose()}
          icon={Plus}
          onPress={() => {
            go({ name: "standing-new" });
          }}
        />
      }
    >
      <div className="filters">
        <Check isSelected={all} onChange={setAll}>
          {t("standing.all")}
        </Check>
      </div>
      {standings.failure ? (
        <ErrorBox failure={standings.failure} onRetry={standings.retry} />
      ) : (
        <Table
          className="standings"
          label={t("standing.title")}
          columns={columns}
          pages={[standings.data ?? []]}
          rowKey={keyOf}
          loading={standings.loading}
          empty={t("standing.none")}
        />
      )}
      {shown ? (
        <StandingUses
          standing={shown}
          onClose={() => {
            setShown(null);
          }}
        />
      ) : null}
      {withdrawing ? (
        <WithdrawStandingSheet
          standing={withdrawing}
          onClose={() => {
            setWithdrawing(null);
          }}
        />
      ) : null}
    </Section>
  );
}

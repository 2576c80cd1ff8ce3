/** Legal holds as rows. */
import { Anchor, CircleOff, CircleX } from "lucide-react";
import { useMemo } from "react";
import { useRouter } from "../../app/router";
import type { LegalHoldView } from "../../bindings/LegalHoldView";
import { Button } from "../../components/Button";
import { Status } from "../../components/Status";
import { Table, type Column, type More } from "../../components/Table";
import { useFormat, type Format } from "../../format";
import { useT, wordFor, type Translate } from "../../i18n";

interface Props {
  readonly pages: readonly (readonly LegalHoldView[])[];
  readonly loading: boolean;
  readonly more: More | null;
  readonly mayLift: boolean;
  readonly onLift: (hold: LegalHoldView) => void;
}

const keyOf = (hold: LegalHoldView) => hold.id;

export function HoldTable({ pages, loading, more, mayLift, onLift }: Props) {
  const t = useT();
  const format = useFormat();
  const columns = useMemo(
    () => columnsOf(t, format, mayLift, onLift),
    [t, format, mayLift, onLift],
  );
  return (
    <Table
      className="holds"
      label={t("records.holds")}
      columns={columns}
      pages={pages}
      rowKey={keyOf}
      loading={loading}
      more={more}
      empty={t("records.holds.none")}
    />
  );
}

/** What it keeps: `Agent ai_trader_bot_v2`. */
export const heldOf = (t: Translate, { kind, subject }: LegalHoldView): string =>
  wordFor(t, `records.holds.${kind}`, subject, { subject });

const columnsOf = (
  t: Translate,
  format: Format,
  mayLift: boolean,
  onLift: (hold: LegalHoldView) => void,
): Column<LegalHoldView>[] => [
  { key: "id", head: t("records.col.hold"), cell: (hold) => hold.id },
  { key: "what", head: t("records.col.keeps"), wrap: true, cell: (hold) => heldOf(t, hold) },
  { key: "reason", head: t("records.col.reason"), wrap: true, cell: (hold) => hold.reason },
  {
    key: "who",
    head: t("records.col.placed"),
    wrap: true,
    cell: (hold) => (
      <>
        {hold.officer_name ?? hold.officer}
        <span className="muted block-line">{format.shortDate(hold.at)}</span>
      </>
    ),
  },
  { key: "state", head: t("held.col.state"), wrap: true, cell: (hold) => <State hold={hold} /> },
  {
    key: "acts",
    head: t("held.col.acts"),
    quietHead: true,
    cell: (hold) =>
      hold.lifted === null ? (
        <Button
          isDisabled={!mayLift}
          aria-label={t("records.lift.of", { hold: hold.id })}
          onPress={() => {
            onLift(hold);
          }}
        >
          {t("records.lift")}
        </Button>
      ) : null,
  },
];

function State({ hold }: { hold: LegalHoldView }) {
  const t = useT();
  const { go } = useRouter();
  const { lifted } = hold;
  if (!hold.valid) return <Status tone="stop" icon={CircleX} word={t("records.hold.invalid")} />;
  if (lifted === null)
    return <Status tone="caution" icon={Anchor} word={t("records.hold.inForce")} />;
  return (
    <>
      <Status tone="past" icon={CircleOff} word={t("records.hold.lifted")} />{" "}
      <Button
        kind="link"
        onPress={() => {
          go({ name: "change", id: lifted });
        }}
      >
        {lifted}
      </Button>
    </>
  );
}

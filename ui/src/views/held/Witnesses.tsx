/** Witnesses of this log: asked by file, and their answers taken in. */
import { Download, FileOutput, UserPlus } from "lucide-react";
import { useMemo, useState } from "react";
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";
import type { WitnessesView } from "../../bindings/WitnessesView";
import type { WitnessView } from "../../bindings/WitnessView";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Table, type Column } from "../../components/Table";
import { useFormat, type Format } from "../../format";
import { useT, type Translate } from "../../i18n";
import { Saved } from "../common/Saved";
import { Section } from "../common/Section";
import { useMayPropose } from "../common/roles";
import { Trust } from "./Trust";
import { WitnessSheet, type Proposed } from "./WitnessSheet";

const NEW: Proposed = { key: "", trusted: true };

export function Witnesses({ view }: { view: WitnessesView | null }) {
  const t = useT();
  const may = useMayPropose();
  const [proposing, setProposing] = useState<Proposed | null>(null);
  const takeIn = useTakeIn();
  const acts = (
    <>
      {may ? null : <span className="hint">{t("held.witness.who")}</span>}
      <Button
        icon={Download}
        busy={takeIn.busy ? t("held.takeIn.busy") : null}
        onPress={takeIn.start}
      >
        {t("held.takeIn")}
      </Button>
      <Button
        icon={UserPlus}
        isDisabled={!may}
        onPress={() => {
          setProposing(NEW);
        }}
      >
        {t("held.witness.propose")}
      </Button>
    </>
  );
  return (
    <Section title={t("held.witnesses")} hint={t("held.witnesses.hint")} acts={acts}>
      {takeIn.failure ? <ErrorBox failure={takeIn.failure} /> : null}
      {takeIn.taken ? <TakenIn witnesses={takeIn.taken} /> : null}
      <WitnessTable rows={view?.witnesses ?? null} onPropose={setProposing} may={may} />
      {proposing ? (
        <WitnessSheet
          proposed={proposing}
          onClose={() => {
            setProposing(null);
          }}
        />
      ) : null}
    </Section>
  );
}

function useTakeIn() {
  const api = useApi();
  const [taken, setTaken] = useState<readonly WitnessView[] | null>(null);
  const act = useAct(() => api.takeInCosignature(), setTaken);
  return {
    busy: act.busy,
    failure: act.failure,
    taken: act.failure ? null : taken,
    start: () => {
      setTaken(null);
      act.run(undefined);
    },
  };
}

function TakenIn({ witnesses }: { witnesses: readonly WitnessView[] }) {
  const t = useT();
  const format = useFormat();
  return (
    <div role="status">
      <ul className="part__said">
        {witnesses.map((one) => (
          <li key={one.key}>
            {t("held.takenIn", { name: one.name, size: format.number(one.size ?? 0) })}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface TableProps {
  readonly rows: readonly WitnessView[] | null;
  readonly may: boolean;
  readonly onPropose: (proposed: Proposed) => void;
}

function WitnessTable({ rows, may, onPropose }: TableProps) {
  const t = useT();
  const format = useFormat();
  const ask = useAsk();
  const columns = useMemo(
    () => columnsOf(t, format, { ask, may, onPropose }),
    [t, format, ask, may, onPropose],
  );
  return (
    <>
      <Table
        className="witnesses"
        label={t("held.witnesses")}
        columns={columns}
        pages={rows ? [rows] : []}
        rowKey={keyOf}
        loading={rows === null}
        empty={t("held.witnesses.none")}
        below={(row) => (ask.saved?.name === row.name ? <Saved path={ask.saved.path} /> : null)}
      />
      {ask.failure ? <ErrorBox failure={ask.failure} /> : null}
    </>
  );
}

const keyOf = (row: WitnessView) => row.key;

/** What a witness is asked leaves as a file; who cancels the dialog is told nothing. */
function useAsk() {
  const api = useApi();
  const [asked, setAsked] = useState<{ name: string; path: string } | null>(null);
  const [about, setAbout] = useState("");
  const { run, busy, failure } = useAct(
    async (name: string) => ({ name, path: await api.askWitness(name) }),
    ({ name, path }) => {
      setAsked(path === null ? null : { name, path });
    },
  );
  return useMemo(
    () => ({
      busy: (name: string) => busy && about === name,
      failure,
      saved: failure ? null : asked,
      start: (name: string) => {
        setAbout(name);
        setAsked(null);
        run(name);
      },
    }),
    // `run` is made anew each time and does the same.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [busy, about, failure, asked],
  );
}

interface RowActs {
  readonly ask: ReturnType<typeof useAsk>;
  readonly may: boolean;
  readonly onPropose: (proposed: Proposed) => void;
}

const columnsOf = (t: Translate, format: Format, acts: RowActs): Column<WitnessView>[] => [
  {
    key: "name",
    head: t("held.col.witness"),
    wrap: true,
    cell: (row) => row.name,
  },
  {
    key: "trust",
    head: t("held.col.trust"),
    wrap: true,
    cell: (row) => <Trust trusted={row.trusted} />,
  },
  {
    key: "size",
    head: t("held.col.cosigned"),
    wrap: true,
    cell: (row) =>
      row.size === null || row.seen_at === null ? (
        <span className="muted">{t("held.never")}</span>
      ) : (
        <>
          {t("held.upTo", { size: format.number(row.size) })}
          <br />
          <span className="muted">{format.instant(row.seen_at)}</span>
        </>
      ),
  },
  {
    key: "behind",
    head: t("held.col.behind"),
    numeric: true,
    cell: (row) => format.number(row.behind),
  },
  {
    key: "acts",
    head: t("held.col.acts"),
    quietHead: true,
    cell: (row) => <RowButtons row={row} acts={acts} />,
  },
];

function RowButtons({ row, acts }: { row: WitnessView; acts: RowActs }) {
  const t = useT();
  const { ask, may, onPropose } = acts;
  return (
    <span className="rowacts">
      {row.trusted ? (
        <Button
          icon={FileOutput}
          aria-label={t("held.ask.of", { name: row.name })}
          busy={ask.busy(row.name) ? t("held.ask.busy") : null}
          onPress={() => {
            ask.start(row.name);
          }}
        >
          {t("held.ask")}
        </Button>
      ) : null}
      <Button
        isDisabled={!may}
        aria-label={t(row.trusted ? "held.distrust.of" : "held.trust.of", { name: row.name })}
        onPress={() => {
          onPropose({ key: row.key, trusted: !row.trusted });
        }}
      >
        {t(row.trusted ? "held.distrust" : "held.trust")}
      </Button>
    </span>
  );
}

/** Who approves it: checkers, or a standing authorisation in force that it is inside of. */
import type { StandingOffer } from "../../../bindings/StandingOffer";
import { Clause } from "../../../components/Clause";
import { Select } from "../../../components/Select";
import { useFormat } from "../../../format";
import { useT } from "../../../i18n";

interface Props {
  readonly number: number;
  readonly offers: readonly StandingOffer[];
  readonly standing: string | null;
  readonly onChange: (standing: string | null) => void;
}

export function StandingClause({ number, offers, standing, onChange }: Props) {
  const t = useT();
  const format = useFormat();
  const fitting = offers.filter(({ forbidden }) => forbidden === null);
  if (offers.length === 0) return null;
  return (
    <Clause number={number} name={t("form.clause.standing")}>
      <Select
        label={t("form.standing")}
        choices={[
          { key: "", label: t("form.standing.none") },
          ...fitting.map(({ id, agents, left, until }) => ({
            key: id,
            label: t("form.standing.offer", {
              id,
              agents,
              left: format.number(left),
              until: format.instant(until),
            }),
          })),
        ]}
        value={standing ?? ""}
        onChange={(key) => {
          onChange(key === "" ? null : key);
        }}
      />
      {offers.map(({ id, forbidden: bound }) =>
        bound === null ? null : (
          <p key={id} className="hint">
            {t("form.standing.forbidden", { id, bound })}
          </p>
        ),
      )}
    </Clause>
  );
}

/** The chosen one, as long as the request is inside of it. */
export const chosenOf = (offers: readonly StandingOffer[], chosen: string | null): string | null =>
  offers.find(({ id, forbidden }) => id === chosen && forbidden === null)?.id ?? null;

/** When an agent is reviewed next, and who reviewed it last. */
import { CalendarClock, CircleAlert, ShieldX } from "lucide-react";
import type { ReviewView } from "../../bindings/ReviewView";
import { useWorkspace } from "../../app/queries";
import { Facts } from "../../components/Facts";
import { Sealed, Status } from "../../components/Status";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { Section } from "../common/Section";
import { nameOf } from "../frame/officers";

export function Review({ review }: { review: ReviewView | null }) {
  const t = useT();
  const format = useFormat();
  if (review === null)
    return (
      <Section title={t("review.title")}>
        <p className="small muted">{t("review.never")}</p>
      </Section>
    );
  return (
    <Section title={t("review.title")} hint={t("review.hint", { months: review.months })}>
      <Facts
        wide
        items={[
          {
            key: "due",
            label: t("review.due"),
            value: (
              <>
                {format.date(review.due)}{" "}
                {review.overdue ? (
                  <Status tone="caution" icon={CircleAlert} word={t("reminders.overdue")} />
                ) : (
                  <Status tone="wait" icon={CalendarClock} word={t("review.ahead")} />
                )}
              </>
            ),
          },
          { key: "last", label: t("review.last"), value: <Last review={review} /> },
        ]}
      />
    </Section>
  );
}

function Last({ review: { last } }: { review: ReviewView }) {
  const t = useT();
  const format = useFormat();
  const { officers } = useWorkspace();
  if (last === null) return t("review.notYet");
  const officer = officers.find((one) => one.id === last.officer);
  const word = t("review.by", {
    who: officer ? nameOf(officer) : last.officer,
    at: format.instant(last.at),
  });
  return (
    <>
      {last.signature_valid ? (
        <Sealed word={word} />
      ) : (
        <Status tone="stop" icon={ShieldX} word={t("reports.signed.invalid", { word })} />
      )}
      <span className="block-line">“{last.reason}”</span>
    </>
  );
}

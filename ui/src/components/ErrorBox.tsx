/** A refusal in five parts, always in this order: happened, not changed, changed, to do, code. */
import { CircleX, RotateCw } from "lucide-react";
import { useId, type ReactNode } from "react";
import { groups } from "../format";
import { useT } from "../i18n";
import { Button } from "./Button";
import { CopyButton } from "./CopyButton";
import { Icon } from "./Icon";

/** A failure as Rust words it; the shape of `bindings/Failure`. */
export type FailureLike = {
  code: string;
  title: string;
  happened: string;
  unchanged: string;
  changed: string | null;
  remedy: string;
  answer: string | null;
};

type Props = { failure: FailureLike; onRetry?: () => void; more?: ReactNode };

/** Serials and hashes in groups, as they stand everywhere else. */
const legible = (text: string) =>
  text.replace(/\b(?=[0-9A-Fa-f]*\d)[0-9A-Fa-f]{16,64}\b/g, (hex) => groups(hex).join("\u00A0"));

const details = (f: FailureLike) =>
  [f.code, f.answer, f.title, f.happened, f.unchanged, f.changed, f.remedy]
    .filter(Boolean)
    .join("\n");

export function ErrorBox({ failure, onRetry, more }: Props) {
  const t = useT();
  const id = useId();
  return (
    <section className="error" role="alert" aria-labelledby={id}>
      <h2 id={id}>
        <Icon of={CircleX} />
        {failure.title}
      </h2>
      <dl>
        <dt>{t("failure.happened")}</dt>
        <dd>{legible(failure.happened)}</dd>
        <dt>{t("failure.unchanged")}</dt>
        <dd>{legible(failure.unchanged)}</dd>
        {failure.changed && (
          <>
            <dt>{t("failure.changed")}</dt>
            <dd>
              {legible(failure.changed)} {more}
            </dd>
          </>
        )}
        <dt>{t("failure.remedy")}</dt>
        <dd>{legible(failure.remedy)}</dd>
        <dt>{t("failure.code")}</dt>
        <dd className="error__code">
          <span>
            <code>{failure.code}</code>
            {failure.answer && (
              <span className="error__answer">
                {t("failure.answer", { answer: failure.answer })}
              </span>
            )}
          </span>
          <CopyButton text={details(failure)} label={t("failure.copy")} />
        </dd>
      </dl>
      {onRetry && (
        <p>
          <Button icon={RotateCw} onPress={onRetry}>
            {t("common.retry")}
          </Button>
        </p>
      )}
    </section>
  );
}

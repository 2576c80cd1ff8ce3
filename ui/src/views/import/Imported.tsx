/** What was submitted from a file, and what comes next. */
import { ArrowRight } from "lucide-react";
import { useRouter } from "../../app/router";
import type { ImportOutcome } from "../../bindings/ImportOutcome";
import { Button } from "../../components/Button";
import { useT } from "../../i18n";

export function Imported({ outcome }: { outcome: ImportOutcome }) {
  const t = useT();
  const { go } = useRouter();
  const { requests, left_out: left, already } = outcome;
  return (
    <section className="nextstep" role="status">
      <div>
        <h2>{t(already ? "import.done.already" : "import.done", { count: requests.length })}</h2>
        <p>
          {requests.length > 0
            ? t("import.done.range", { first: requests[0] ?? "", last: requests.at(-1) ?? "" })
            : null}{" "}
          {left > 0 ? t("import.done.left", { count: left }) : null}
        </p>
      </div>
      <div className="nextstep__acts">
        <Button
          large
          kind="ink"
          iconAfter={ArrowRight}
          onPress={() => {
            go({ name: "requests" });
          }}
        >
          {t("import.done.show")}
        </Button>
      </div>
    </section>
  );
}

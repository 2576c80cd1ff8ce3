/** Who decided facts, and when; or that nobody has. */
import type { DecidedView } from "../../bindings/DecidedView";
import { useRouter } from "../../app/router";
import { useWorkspace } from "../../app/queries";
import { Button } from "../../components/Button";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { nameOf } from "../frame/officers";

export function DecidedBy({ decided, none }: { decided: DecidedView | null; none: string }) {
  const t = useT();
  const format = useFormat();
  const { go } = useRouter();
  const { officers } = useWorkspace();
  if (decided === null) return <p className="small muted">{none}</p>;
  const names = decided.officers.map((id) => {
    const officer = officers.find((one) => one.id === id);
    return officer ? nameOf(officer) : id;
  });
  return (
    <p className="small">
      {t("facts.decided", { names: names.join(", "), at: format.instant(decided.at) })}{" "}
      <Button
        kind="link"
        onPress={() => {
          go({ name: "change", id: decided.change });
        }}
      >
        {decided.change}
      </Button>
    </p>
  );
}

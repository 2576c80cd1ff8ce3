/** The receipt of an event: a file that proves to outsiders that the log holds it. */
import { FileCheck2 } from "lucide-react";
import { useState } from "react";
import type { Written } from "../../api";
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";
import type { EventView } from "../../bindings/EventView";
import type { ReceiptView } from "../../bindings/ReceiptView";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { Saved } from "../common/Saved";

export function Receipt({ view }: { view: EventView }) {
  const t = useT();
  const api = useApi();
  const { seq } = view.row;
  const [saved, setSaved] = useState<Written<ReceiptView> | null>(null);
  const prove = useAct(() => api.proveEvent(seq), setSaved);
  const covered = view.covered_by !== null;
  return (
    <section className="block">
      <Button
        icon={FileCheck2}
        isDisabled={!covered}
        busy={prove.busy ? t("log.receipt.busy") : null}
        onPress={() => {
          prove.run(undefined);
        }}
      >
        {t("log.receipt.save")}
      </Button>
      <p className="hint">{t(covered ? "log.receipt.hint" : "log.receipt.uncovered")}</p>
      {prove.failure ? <ErrorBox failure={prove.failure} /> : null}
      {saved?.[1].seq === seq && !prove.failure ? <Proved written={saved} /> : null}
    </section>
  );
}

function Proved({ written: [path, receipt] }: { written: Written<ReceiptView> }) {
  const t = useT();
  const format = useFormat();
  const { seq, size, witnesses } = receipt;
  return (
    <div role="status">
      <Saved path={path} />
      <p className="small">
        {t("log.receipt.shows", { seq: format.number(seq), size: format.number(size) })}{" "}
        {t("log.receipt.witnesses", { count: witnesses.length, names: witnesses.join(", ") })}
      </p>
    </div>
  );
}

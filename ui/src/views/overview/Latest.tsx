/** The newest events of the log. */
import type { EventRow } from "../../bindings/EventRow";
import { useRouter } from "../../app/router";
import { Button } from "../../components/Button";
import { useT } from "../../i18n";
import { EventTable } from "../log/EventTable";

export function Latest({ events }: { events: readonly EventRow[] }) {
  const t = useT();
  const { go } = useRouter();
  return (
    <>
      <EventTable
        pages={[events]}
        selected={null}
        loading={false}
        empty={t("log.empty")}
        more={null}
        onOpen={(event) => {
          go({ name: "log", seq: event.seq });
        }}
      />
      <p className="count-line">
        <Button
          kind="link"
          onPress={() => {
            go({ name: "log" });
          }}
        >
          {t("overview.latest.all")}
        </Button>
      </p>
    </>
  );
}

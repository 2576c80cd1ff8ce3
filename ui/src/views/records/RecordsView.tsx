/** Records: side data that may go, legal holds, and how long what is kept. */
import { useRouter, type RecordsPart } from "../../app/router";
import { Page } from "../../components/Page";
import { ToggleGroup } from "../../components/ToggleGroup";
import { useT } from "../../i18n";
import { Holds } from "./Holds";
import { Schedule } from "./Schedule";
import { SideData } from "./SideData";

const PARTS: readonly RecordsPart[] = ["side", "holds", "schedule"];

export function RecordsView({ part }: { part: RecordsPart }) {
  const t = useT();
  const { replace } = useRouter();
  return (
    <Page title={t("records.title")}>
      <ToggleGroup
        label={t("records.parts")}
        value={part}
        onChange={(next) => {
          replace({ name: "records", part: next });
        }}
        options={PARTS.map((key) => ({ key, label: t(`records.part.${key}`) }))}
      />
      <div className="records">
        {part === "side" ? <SideData /> : null}
        {part === "holds" ? <Holds /> : null}
        {part === "schedule" ? <Schedule /> : null}
      </div>
    </Page>
  );
}

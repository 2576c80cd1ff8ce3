/** Saves a copy of a certificate in one of three forms; the program asks where. */
import { ChevronDown, Download } from "lucide-react";
import { useState } from "react";
import type { ExportFormat } from "../../api";
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";
import { Button } from "../../components/Button";
import { Menu } from "../../components/Menu";
import { useT } from "../../i18n";

const FORMATS: readonly ExportFormat[] = ["pem", "der", "chain"];

/** Saves a certificate where the person says; `saved` is `null` until it was, and if they cancel. */
export function useExport(serial: string) {
  const api = useApi();
  const [saved, setSaved] = useState<string | null>(null);
  const act = useAct((format: ExportFormat) => api.exportCertificate(serial, format), setSaved);
  return { run: act.run, failure: act.failure, saved };
}

export function ExportMenu({ onChoose }: { onChoose: (format: ExportFormat) => void }) {
  const t = useT();
  return (
    <Menu
      label={t("agents.export")}
      groups={[
        {
          key: "export",
          title: t("agents.export.title"),
          entries: FORMATS.map((key) => ({ key, label: t(`agents.export.${key}`) })),
          onAction: (key) => {
            onChoose(key as ExportFormat);
          },
        },
      ]}
    >
      <Button icon={Download} iconAfter={ChevronDown}>
        {t("agents.export")}
      </Button>
    </Menu>
  );
}

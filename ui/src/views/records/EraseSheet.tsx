/** Proposes that side data goes: each piece by its hash, which stays in the log. */
import { useApi } from "../../app/api-context";
import type { SideDataRow } from "../../bindings/SideDataRow";
import { Hash } from "../../components/HashView";
import { Note } from "../../components/Note";
import { useT } from "../../i18n";
import { ProposalSheet } from "../changes/ProposalSheet";
import { whatOf } from "./SideDataTable";

interface Props {
  readonly rows: readonly SideDataRow[];
  readonly onClose: () => void;
}

export function EraseSheet({ rows, onClose }: Props) {
  const t = useT();
  const api = useApi();
  return (
    <ProposalSheet
      title={t("records.erase.title")}
      sentence={t("records.erase.sentence", { count: rows.length })}
      caution={t("records.erase.caution")}
      propose={(reason, pin) =>
        api.proposeErasure(
          rows.map((row) => row.blob),
          reason,
          pin,
        )
      }
      onClose={onClose}
    >
      <Note tone="caution">
        <p>{t("records.erase.note")}</p>
      </Note>
      <ul className="erasing">
        {rows.map((row) => (
          <li key={row.blob}>
            <span>
              {t("records.of", { what: whatOf(t, row), holder: row.agent ?? row.holder })}
            </span>
            <Hash hex={row.blob} groupsPerLine="flow" />
          </li>
        ))}
      </ul>
    </ProposalSheet>
  );
}

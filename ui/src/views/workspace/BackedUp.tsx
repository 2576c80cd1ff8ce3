/** A backup that was made, and shown to be one by restoring it to a scratch folder. */
import type { BackupView } from "../../bindings/BackupView";
import { CopyButton } from "../../components/CopyButton";
import { Facts } from "../../components/Facts";
import { Hash } from "../../components/HashView";
import { Note } from "../../components/Note";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { Saved } from "../common/Saved";

export function BackedUp({ view }: { view: BackupView }) {
  const t = useT();
  const format = useFormat();
  return (
    <div className="backedup">
      <Saved path={view.file} />
      <Facts
        wide
        items={[
          {
            key: "holds",
            label: t("workspace.backup.holds"),
            value: t("workspace.backup.content", { events: view.events, files: view.files }),
          },
          {
            key: "bytes",
            label: t("workspace.backup.length"),
            value: t("workspace.backup.bytes", { bytes: format.number(view.bytes) }),
          },
          {
            key: "encrypted",
            label: t("workspace.backup.encrypted"),
            value: t(view.encrypted ? "workspace.yes" : "workspace.backup.readable"),
          },
          {
            key: "hash",
            label: t("workspace.backup.hash"),
            value: (
              <span className="hashline">
                <Hash hex={view.sha256} groupsPerLine="flow" />
                <CopyButton text={view.sha256} label={t("workspace.backup.copy")} />
              </span>
            ),
          },
        ]}
      />
      <Note tone="ok">
        <p>{t("workspace.backup.verified")}</p>
      </Note>
      {view.left_out.length > 0 ? (
        <Note tone="caution">
          <p>{t("workspace.backup.leftOut", { files: view.left_out.join(", ") })}</p>
        </Note>
      ) : null}
    </div>
  );
}

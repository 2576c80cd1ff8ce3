/** Workspaces opened before. */
import { FolderX } from "lucide-react";
import type { RecentWorkspace } from "../../bindings/RecentWorkspace";
import { Button } from "../../components/Button";
import { Status } from "../../components/Status";
import { useFormat } from "../../format";
import { useT } from "../../i18n";

type Props = { workspaces: readonly RecentWorkspace[]; onOpen: (path: string) => void };

export function Recent({ workspaces, onOpen }: Props) {
  const t = useT();
  const format = useFormat();
  if (workspaces.length === 0) return <p className="muted">{t("start.recent.none")}</p>;
  return (
    <ul className="recent">
      {workspaces.map(({ path, name, trust_domain, opened_at, present }) => (
        <li key={path}>
          {present ? (
            <Button
              kind="link"
              onPress={() => {
                onOpen(path);
              }}
            >
              {name}
            </Button>
          ) : (
            <span>{name}</span>
          )}
          {!present && <Status tone="past" icon={FolderX} word={t("start.recent.absent")} />}
          <small title={path}>
            {t("start.recent.opened", { domain: trust_domain, date: format.shortDate(opened_at) })}
          </small>
        </li>
      ))}
    </ul>
  );
}

/** Ctrl+K: go to a screen, an agent or a request by typing a part of its name. */
import { Bot, Inbox } from "lucide-react";
import { useEffect, useState } from "react";
import { Autocomplete, Input, Menu, MenuItem, SearchField, useFilter } from "react-aria-components";
import { useApi } from "../../app/api-context";
import { useDebounced } from "../../app/debounced";
import { useRead } from "../../app/queries";
import { useRouter, type Route } from "../../app/router";
import { Icon, type LucideIcon } from "../../components/Icon";
import { Sheet } from "../../components/Sheet";
import { useT } from "../../i18n";
import { SCREENS } from "./Rail";

type Goal = { id: string; label: string; detail: string; icon: LucideIcon; route: Route };

const MOST = 8;

/** Opens the palette by its key, from anywhere but another sheet. */
export function usePaletteKey(open: () => void) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return;
      event.preventDefault();
      if (!document.querySelector('[role="dialog"]')) open();
    };
    window.addEventListener("keydown", onKey);
    return () => {
      window.removeEventListener("keydown", onKey);
    };
  });
}

function useGoals(text: string): Goal[] {
  const t = useT();
  const api = useApi();
  const rested = useDebounced(text);
  const agents = useRead(["certificates", "palette", rested], () =>
    api.listCertificates(rested, true, null),
  );
  const requests = useRead(["requests", "palette"], () => api.listRequests(false, null));
  return [
    ...SCREENS.map(({ noun, icon }) => ({
      id: noun,
      label: t(`nav.${noun}`),
      detail: t("palette.kind.screen"),
      icon,
      route: { name: noun } as Route,
    })),
    ...(agents.data?.rows ?? []).slice(0, MOST).map((row) => ({
      id: row.serial,
      label: row.agent_id,
      detail: `${t("palette.kind.agent")} · ${row.serial}`,
      icon: Bot,
      route: { name: "agent", serial: row.serial } as Route,
    })),
    ...(requests.data?.rows ?? []).map((row) => ({
      id: row.id,
      label: `${row.id} · ${row.agent_id}`,
      detail: t("palette.kind.request"),
      icon: Inbox,
      route: { name: "request", id: row.id } as Route,
    })),
  ];
}

export function Palette({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { go } = useRouter();
  const [text, setText] = useState("");
  const goals = useGoals(text);
  const { contains } = useFilter({ sensitivity: "base" });
  const onAction = (id: string) => {
    const goal = goals.find((g) => g.id === id);
    onClose();
    if (goal) go(goal.route);
  };
  return (
    <Sheet kind="panel" title={t("palette.title")} closeLabel={t("common.close")} onClose={onClose}>
      <div className="palette">
        <Autocomplete inputValue={text} onInputChange={setText} filter={contains}>
          <SearchField aria-label={t("palette.label")} autoFocus>
            <Input className="input" placeholder={t("palette.placeholder")} />
          </SearchField>
          <Menu
            className="menu palette__list"
            aria-label={t("palette.label")}
            items={goals}
            dependencies={[text]}
            renderEmptyState={() => <p className="hint">{t("palette.empty")}</p>}
            onAction={(key) => {
              onAction(String(key));
            }}
          >
            {(goal) => (
              <MenuItem
                id={goal.id}
                textValue={`${goal.label} ${goal.detail}`}
                className="menu__item"
              >
                <Icon of={goal.icon} />
                <span className="menu__words">
                  {goal.label}
                  <small>{goal.detail}</small>
                </span>
              </MenuItem>
            )}
          </Menu>
        </Autocomplete>
      </div>
    </Sheet>
  );
}

/** A menu behind a button: things to do, in named groups; some groups are a choice of one. */
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import {
  Header,
  Menu as AriaMenu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
} from "react-aria-components";
import { Icon, type LucideIcon } from "./Icon";

export type MenuEntry = { key: string; label: string; detail?: string; icon?: LucideIcon };

export type MenuGroup = {
  key: string;
  title: string;
  entries: readonly MenuEntry[];
  /** Key of the entry in force, in a group that is a choice of one. */
  chosen?: string;
  onAction: (key: string) => void;
};

type EntryProps = { entry: MenuEntry; chosen?: string; onAction: (key: string) => void };

function Entry({ entry, chosen, onAction }: EntryProps) {
  const { key, label, detail, icon } = entry;
  return (
    <MenuItem
      id={key}
      textValue={label}
      className="menu__item"
      onAction={() => {
        onAction(key);
      }}
    >
      {chosen === key ? <Icon of={Check} /> : icon && <Icon of={icon} />}
      <span className="menu__words">
        {label}
        {detail && <small>{detail}</small>}
      </span>
    </MenuItem>
  );
}

export function Menu({
  label,
  groups,
  children,
}: {
  label: string;
  groups: readonly MenuGroup[];
  children: ReactNode;
}) {
  return (
    <MenuTrigger>
      {children}
      <Popover className="popover" placement="bottom end">
        <AriaMenu className="menu" aria-label={label}>
          {groups.map(({ key, title, entries, chosen, onAction }) => (
            <MenuSection
              key={key}
              className="menu__group"
              selectionMode={chosen === undefined ? "none" : "single"}
              selectedKeys={chosen === undefined ? [] : [chosen]}
              disallowEmptySelection={chosen !== undefined}
            >
              <Header className="menu__head">{title}</Header>
              {entries.map((entry) => (
                <Entry key={entry.key} entry={entry} chosen={chosen} onAction={onAction} />
              ))}
            </MenuSection>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

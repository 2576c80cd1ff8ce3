/** A button that opens a short list of acts. */
import { ChevronDown } from "lucide-react";
import { Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { Button } from "./Button";
import type { LucideIcon } from "./Icon";

type Item<K extends string> = { readonly key: K; readonly label: string };

type Props<K extends string> = {
  label: string;
  icon?: LucideIcon;
  items: readonly Item<K>[];
  onChoose: (key: K) => void;
};

export function MenuButton<K extends string>({ label, icon, items, onChoose }: Props<K>) {
  return (
    <MenuTrigger>
      <Button icon={icon} iconAfter={ChevronDown}>
        {label}
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu
          className="menu"
          aria-label={label}
          onAction={(key) => {
            onChoose(key as K);
          }}
        >
          {items.map((item) => (
            <MenuItem key={item.key} id={item.key} className="menu__item">
              {item.label}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** Text that narrows what is below it. */
import { Search } from "lucide-react";
import { Icon } from "./Icon";

type Props = { label: string; value: string; onChange: (value: string) => void };

export function SearchInput({ label, value, onChange }: Props) {
  return (
    <label className="search">
      <Icon of={Search} />
      <span className="vh">{label}</span>
      <input
        type="search"
        className="search__input"
        value={value}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
    </label>
  );
}

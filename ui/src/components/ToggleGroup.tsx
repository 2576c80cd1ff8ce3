/** One of a few ways to narrow a list. */
type Option<K extends string> = { readonly key: K; readonly label: string };

type Props<K extends string> = {
  label: string;
  options: readonly Option<K>[];
  value: K;
  onChange: (key: K) => void;
};

export function ToggleGroup<K extends string>({ label, options, value, onChange }: Props<K>) {
  return (
    <div className="filters filters--top" role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.key}
          type="button"
          className="btn"
          aria-pressed={option.key === value}
          onClick={() => {
            onChange(option.key);
          }}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}

/** An amount, grouped as the language does once it is left; kept as decimal text. */
import { useLingui } from "@lingui/react";
import { useState } from "react";
import { TextInput, type FieldFrame } from "../../../components/Field";
import { toDecimal, toShown } from "../amount";

type Props = FieldFrame & {
  value: string;
  onChange: (decimal: string) => void;
  onBlur: () => void;
  placeholder?: string;
};

export function AmountInput({ value, onChange, onBlur, ...rest }: Props) {
  const { locale } = useLingui().i18n;
  /** What is being typed; `null` while the field is left. */
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextInput
      {...rest}
      kind="number"
      value={typed ?? toShown(value, locale)}
      onChange={(text) => {
        setTyped(text);
        onChange(toDecimal(text, locale));
      }}
      onBlur={() => {
        setTyped(null);
        onBlur();
      }}
    />
  );
}

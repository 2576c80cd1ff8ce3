/** A button: verb and object. While busy its word changes and its width stays. */
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";
import type { ReactNode } from "react";
import { Icon, type LucideIcon } from "./Icon";

export type ButtonKind =
  "plain" | "ink" | "wax" | "wax-line" | "stop" | "quiet" | "icon" | "link" | "place" | "who";

export type ButtonProps = Omit<AriaButtonProps, "className" | "children" | "style"> & {
  kind?: ButtonKind;
  large?: boolean;
  icon?: LucideIcon;
  iconAfter?: LucideIcon;
  /** What it says while it works: "Signing…". */
  busy?: string | null;
  title?: string;
  children?: ReactNode;
};

const classOf = (kind: ButtonKind, large: boolean) => {
  if (kind === "link") return "linkish";
  if (kind === "place" || kind === "who") return `bar-button bar-button--${kind}`;
  return ["btn", kind !== "plain" && `btn--${kind}`, large && "btn--l"].filter(Boolean).join(" ");
};

export function Button(props: ButtonProps) {
  const {
    kind = "plain",
    large = false,
    icon,
    iconAfter,
    busy,
    children,
    onPress,
    type,
    ...rest
  } = props;
  return (
    <>
      <AriaButton
        {...rest}
        className={classOf(kind, large)}
        type={busy ? "button" : type}
        onPress={busy ? undefined : onPress}
        data-busy={busy ? true : undefined}
      >
        {icon && <Icon of={icon} />}
        {busy ?? children}
        {iconAfter && <Icon of={iconAfter} />}
      </AriaButton>
      {busy !== undefined && (
        <span className="vh" role="status">
          {busy}
        </span>
      )}
    </>
  );
}

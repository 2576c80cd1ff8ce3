/** Tokens and modules over memory. */
import type { Api } from "../api";
import type { TokenView } from "../bindings/TokenView";
import { NOW, type Context } from "./context";
import { unknownThing, wrongSoPin } from "./failures";
import { PIN } from "./people";
import { counted, DEFAULT_MODULE, detail, keysOf, moduleAt } from "./tokens";

type Slots = Pick<
  Api,
  | "listTokens"
  | "showToken"
  | "takeInventory"
  | "showModule"
  | "chooseModule"
  | "initialiseToken"
  | "takeToken"
  | "relinkPreview"
  | "relinkToken"
  | "changePin"
  | "replacePin"
  | "unlockToken"
  | "lockToken"
>;

export function slots(context: Context): Slots {
  const { state, answer, checkPin, record, workspace } = context;
  const find = (serial: string): TokenView => {
    const found = state.tokens.find((token) => token.serial === serial);
    if (!found) throw unknownThing(`token ${serial}`);
    return found;
  };
  const take = (serial: string, label: string): TokenView => {
    const [agents] = state.tokens.filter((token) => token.purpose === "agents");
    if (!agents) throw unknownThing("token");
    const made = { ...agents, serial, label, keys: 0, unlocked: true };
    state.tokens.push(made);
    record("token_taken", label);
    return made;
  };
  const lock = (serial: string, unlocked: boolean) => {
    find(serial).unlocked = unlocked;
    return workspace();
  };
  return {
    listTokens: () => answer("list_tokens", () => state.tokens),
    showToken: (serial, after) =>
      answer("show_token", () => {
        const token = find(serial);
        return detail(token, after, state.inventories.get(serial) ?? null);
      }),
    takeInventory: (serial) =>
      answer("take_inventory", () => {
        const made = counted(find(serial), NOW);
        state.inventories.set(serial, made);
        record("inventory_taken", find(serial).label);
        return made;
      }),
    showModule: (path) => answer("show_module", () => moduleAt(path)),
    chooseModule: () => answer("choose_module", () => moduleAt(DEFAULT_MODULE)),
    initialiseToken: (_module, serial, label, _soPin, pin) =>
      answer("initialise_token", () => {
        checkPin(pin, label);
        return take(serial, label);
      }),
    takeToken: (_module, serial, pin) =>
      answer("take_token", () => {
        checkPin(pin, serial);
        return take(serial, "agents-2027");
      }),
    relinkPreview: (from, module, to, pin) =>
      answer("relink_preview", () => {
        const old = find(from);
        checkPin(pin, old.label);
        const found = moduleAt(module).tokens.find((token) => token.serial === to);
        if (!found) throw unknownThing(`token ${to}`);
        const missing = found.purpose === null ? [] : keysOf(old).slice(0, 2);
        return {
          from_label: old.label,
          from_serial: old.serial,
          to: found,
          keys: old.keys,
          found: old.keys - missing.length,
          missing,
        };
      }),
    relinkToken: (from, _module, to, pin) =>
      answer("relink_token", () => {
        const token = find(from);
        checkPin(pin, token.label);
        token.serial = to;
        record("token_relinked", token.label);
        return token;
      }),
    changePin: (serial, old) =>
      answer("change_pin", () => {
        checkPin(old, find(serial).label);
        record("pin_changed", find(serial).label);
        return find(serial);
      }),
    replacePin: (serial, soPin) =>
      answer("replace_pin", () => {
        const token = find(serial);
        if (soPin !== PIN) throw wrongSoPin(token.label);
        token.pin_state = "good";
        token.unlocked = false;
        record("pin_changed", token.label);
        return token;
      }),
    unlockToken: (serial, pin) =>
      answer("unlock_token", () => {
        checkPin(pin, find(serial).label);
        return lock(serial, true);
      }),
    lockToken: (serial) => answer("lock_token", () => lock(serial, false)),
  };
}

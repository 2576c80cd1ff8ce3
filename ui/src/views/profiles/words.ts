/** The rules of a profile in words. */
import type { ProfileView } from "../../bindings/ProfileView";
import type { Format } from "../../format";
import { wordFor, type Translate } from "../../i18n";

export const lengthOf = (t: Translate, unit: string, count: number): string =>
  unit === "hours"
    ? t("form.hours.value", { hours: count })
    : t("form.days.value", { days: count });

export const validityOf = (t: Translate, profile: ProfileView): string =>
  t("profiles.validity.value", {
    normal: lengthOf(t, profile.validity_unit, profile.validity_default),
    cap: lengthOf(t, profile.validity_unit, profile.validity_cap),
  });

export const scopeOf = (t: Translate, scope: string): string =>
  wordFor(t, `profiles.scope.${scope}`, scope);

export const decisionsOf = (t: Translate, format: Format, profile: ProfileView): string =>
  t("profiles.decisions.value", {
    decisions: format.number(profile.decisions),
    approvals: profile.decisions - 1,
  });

/** Extended key usages as their standards name them: RFC 5280, RFC 3161, RFC 6960, RFC 9336. */
const PURPOSES: ReadonlyMap<string, string> = new Map([
  ["1.3.6.1.5.5.7.3.1", "serverAuth"],
  ["1.3.6.1.5.5.7.3.2", "clientAuth"],
  ["1.3.6.1.5.5.7.3.3", "codeSigning"],
  ["1.3.6.1.5.5.7.3.4", "emailProtection"],
  ["1.3.6.1.5.5.7.3.8", "timeStamping"],
  ["1.3.6.1.5.5.7.3.9", "OCSPSigning"],
  ["1.3.6.1.5.5.7.3.36", "documentSigning"],
]);

export const purposeOf = (oid: string): string | null => PURPOSES.get(oid) ?? null;

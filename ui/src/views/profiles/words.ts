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

/** What the chosen profile makes of the form. */
import type { FormOptions } from "../../bindings/FormOptions";
import type { ProfileView } from "../../bindings/ProfileView";
import type { RequestForm, Shape } from "./form";

/** The profile that is asked for; the first if none was chosen. */
export const profileOf = (form: RequestForm, { profiles }: FormOptions): ProfileView | undefined =>
  profiles.find(({ id }) => id === form.profile) ?? profiles[0];

export const shapeOf = (profile: ProfileView | undefined): Shape => ({
  scoped: profile?.scope !== "absent",
  hours: profile?.validity_unit === "hours",
});

/** Algorithms that both the profile and the agents' token allow, the profile's default first. */
export const algorithmsOf = (profile: ProfileView | undefined, options: FormOptions): string[] =>
  (profile?.algorithms ?? []).filter((name) =>
    options.algorithms.some((one) => one.name === name && one.on_token),
  );

/** Algorithms that are known and can't be had from the agents' token. */
export const notOnToken = ({ algorithms }: FormOptions): string[] =>
  algorithms.filter(({ on_token }) => !on_token).map(({ name }) => name);

/** Acts that need an officer: done at once, or after someone has signed in. */
import { createContext, use, useCallback } from "react";
import { useWorkspace } from "./queries";

type Act = () => void;

/** Opens the sign-in and does the act once an officer is there. */
const SignInContext = createContext<((then: Act) => void) | null>(null);
export const SignInProvider = SignInContext.Provider;

export function useRequireOfficer(): (act: Act) => void {
  const { officer } = useWorkspace();
  const askToSignIn = use(SignInContext);
  return useCallback(
    (act) => {
      if (officer || !askToSignIn) act();
      else askToSignIn(act);
    },
    [officer, askToSignIn],
  );
}

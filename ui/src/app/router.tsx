/** Which screen is shown. In memory and in the window's history, so that Back works; no URLs. */
import {
  createContext,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
} from "react";

export type SettingsPart =
  "tokens" | "officers" | "policy" | "standing" | "facts" | "profiles" | "workspace";
/** Why an officer gets a token: they are new, or have or had one. */
export type EnrolmentCause = "new" | "second-token" | "replacement" | "recovery";
export type RecordsPart = "side" | "holds" | "schedule";

export type Route =
  | { name: "overview" }
  | { name: "requests"; fresh?: string }
  | { name: "request-new" }
  | { name: "import" }
  | { name: "request"; id: string; sign?: boolean }
  | { name: "agents" }
  | { name: "agent"; serial: string }
  | { name: "log"; seq?: number }
  | { name: "held" }
  | { name: "records"; part?: RecordsPart }
  | { name: "reports" }
  | { name: "crls" }
  | { name: "settings"; part?: SettingsPart }
  | { name: "token"; serial: string }
  | { name: "token-add" }
  | { name: "officer"; id: string }
  | { name: "officer-enrol"; id?: string; cause?: EnrolmentCause }
  | { name: "policy-change" }
  | { name: "standing-new" }
  | { name: "agent-facts"; id: string }
  | { name: "profile"; id: string }
  | { name: "profile-change"; id: string }
  | { name: "change"; id: string; sign?: boolean };

type Router = {
  route: Route;
  /** Shows a screen and remembers the one before. */
  go: (route: Route) => void;
  /** Shows a screen in place of the present one. */
  replace: (route: Route) => void;
  back: () => void;
};

const RouterContext = createContext<Router | null>(null);

const routeOf = (state: unknown): Route | null =>
  typeof state === "object" && state !== null && "route" in state ? (state.route as Route) : null;

export function RouterProvider({ first, children }: { first: Route; children: ReactNode }) {
  const [route, setRoute] = useState<Route>(first);

  useEffect(() => {
    window.history.replaceState({ route: first }, "");
    const onPop = (event: PopStateEvent) => {
      setRoute(routeOf(event.state) ?? first);
    };
    window.addEventListener("popstate", onPop);
    return () => {
      window.removeEventListener("popstate", onPop);
    };
    // The first route is where the history begins; later values of it mean nothing.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const go = useCallback((next: Route) => {
    window.history.pushState({ route: next }, "");
    setRoute(next);
  }, []);
  const replace = useCallback((next: Route) => {
    window.history.replaceState({ route: next }, "");
    setRoute(next);
  }, []);
  const back = useCallback(() => {
    window.history.back();
  }, []);

  const router = useMemo(() => ({ route, go, replace, back }), [route, go, replace, back]);
  return <RouterContext value={router}>{children}</RouterContext>;
}

export function useRouter(): Router {
  const router = use(RouterContext);
  if (!router) throw new Error("useRouter outside RouterProvider");
  return router;
}

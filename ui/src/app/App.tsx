/** Chooses between the start screen and the open workspace. */
import { ErrorBox } from "../components/ErrorBox";
import { useWorkspaceQuery } from "./queries";
import { Screen } from "./Screen";

export function App() {
  const workspace = useWorkspaceQuery();
  if (workspace.failure) return <ErrorBox failure={workspace.failure} />;
  if (workspace.loading) return null;
  return <Screen />;
}

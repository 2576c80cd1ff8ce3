/** Chooses between the start screen, signing in, and the screen of the open workspace. */
import { Activity } from "react";
import { ErrorBox } from "../components/ErrorBox";
import { Frame } from "../views/frame/Frame";
import { SignInView } from "../views/sign-in/SignInView";
import { StartView } from "../views/start/StartView";
import { DraftProvider } from "./draft";
import { KeptProvider } from "./kept";
import { FramedWorkspace, useWorkspaceQuery } from "./queries";
import { Screen } from "./Screen";
import { useSeat } from "./seat";

export function App() {
  const workspace = useWorkspaceQuery();
  const { end, desk } = useSeat(workspace.data);
  if (workspace.failure) {
    return (
      <main className="alone">
        <ErrorBox failure={workspace.failure} onRetry={workspace.retry} />
      </main>
    );
  }
  if (workspace.loading) return null;
  if (!workspace.data) return <StartView />;
  const { officer } = workspace.data;
  return (
    <FramedWorkspace value={workspace.data}>
      <DraftProvider key={workspace.data.path}>
        <KeptProvider>
          <Frame>
            {officer || end ? (
              <Activity mode={officer ? "visible" : "hidden"}>
                <Screen key={desk} />
              </Activity>
            ) : null}
            {officer ? null : <SignInView end={end} />}
          </Frame>
        </KeptProvider>
      </DraftProvider>
    </FramedWorkspace>
  );
}

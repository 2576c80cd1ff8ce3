/** Chooses between the start screen, signing in, and the screen of the open workspace. */
import { ErrorBox } from "../components/ErrorBox";
import { Frame } from "../views/frame/Frame";
import { SignInView } from "../views/sign-in/SignInView";
import { StartView } from "../views/start/StartView";
import { DraftProvider } from "./draft";
import { KeptProvider } from "./kept";
import { FramedWorkspace, useWorkspaceQuery } from "./queries";
import { Screen } from "./Screen";

export function App() {
  const workspace = useWorkspaceQuery();
  if (workspace.failure) {
    return (
      <main className="alone">
        <ErrorBox failure={workspace.failure} onRetry={workspace.retry} />
      </main>
    );
  }
  if (workspace.loading) return null;
  if (!workspace.data) return <StartView />;
  return (
    <FramedWorkspace value={workspace.data}>
      <DraftProvider key={workspace.data.path}>
        <KeptProvider>
          <Frame>{workspace.data.officer ? <Screen /> : <SignInView />}</Frame>
        </KeptProvider>
      </DraftProvider>
    </FramedWorkspace>
  );
}

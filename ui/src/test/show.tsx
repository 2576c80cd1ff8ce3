/** A view within everything it needs, over an api that a test can change. */
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import type { Api } from "../api";
import { DraftProvider } from "../app/draft";
import { Providers } from "../app/providers";
import { makeQueryClient, useWorkspaceQuery } from "../app/queries";
import { createFakeApi, type FakeOptions } from "../fake";

/** Views are shown only within a workspace. */
function Opened({ children }: { children: ReactNode }) {
  return useWorkspaceQuery().data ? children : null;
}

/** Shows a view to the checker; `changes` stand in for calls of the fake api. */
export function show(view: ReactNode, changes: Partial<Api> = {}, options: FakeOptions = {}) {
  const fake = createFakeApi({ officer: "officer-03", ...options });
  const api: Api = { ...fake, ...changes };
  render(
    <Providers api={api} client={makeQueryClient()}>
      <DraftProvider>
        <Opened>{view}</Opened>
      </DraftProvider>
    </Providers>,
  );
  return fake;
}

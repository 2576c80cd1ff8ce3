/** The whole window's page over the fake api, for tests that follow a person through screens. */
import { render } from "@testing-library/react";
import { App } from "../app/App";
import { Providers } from "../app/providers";
import { makeQueryClient } from "../app/queries";
import type { Route } from "../app/router";
import type { Api } from "../api";
import { createFakeApi, type FakeOptions } from "../fake";

/** Opens the page; `changes` stand in for calls of the fake api. */
export function open(options: FakeOptions = {}, first?: Route, changes: Partial<Api> = {}) {
  const fake = createFakeApi(options);
  const client = makeQueryClient();
  render(
    <Providers api={{ ...fake, ...changes }} client={client} first={first}>
      <App />
    </Providers>,
  );
  return { fake, client };
}

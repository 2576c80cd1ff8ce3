/** Puts the window's page together over an api. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { Api } from "../api";
import { activate } from "../i18n";
import "../styles/index.css";
import { App } from "./App";
import { storedLanguage, storedTheme, applyTheme } from "./preferences";
import { Providers } from "./providers";
import { makeQueryClient } from "./queries";
import type { Route } from "./router";

export function mount(api: Api, first?: Route) {
  const root = document.getElementById("root");
  if (!root) throw new Error("the page has no #root");
  const language = storedLanguage();
  activate(language);
  applyTheme(storedTheme());
  api.setLanguage(language).catch(() => undefined);
  createRoot(root).render(
    <StrictMode>
      <Providers api={api} client={makeQueryClient()} first={first}>
        <App />
      </Providers>
    </StrictMode>,
  );
}

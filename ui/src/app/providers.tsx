/** Everything a screen needs around it: api, language, queries, history. */
import { I18nProvider, useLingui } from "@lingui/react";
import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { I18nProvider as AriaLocale } from "react-aria-components";
import type { ReactNode } from "react";
import type { Api } from "../api";
import { i18n, localeOf } from "../i18n";
import { ApiProvider } from "./api-context";
import { RouterProvider, type Route } from "./router";
import { SettingsProvider } from "./settings";

type Props = { api: Api; client: QueryClient; first?: Route; children: ReactNode };

function Locale({ children }: { children: ReactNode }) {
  const { i18n: current } = useLingui();
  return <AriaLocale locale={localeOf(current.locale)}>{children}</AriaLocale>;
}

export function Providers({ api, client, first = { name: "overview" }, children }: Props) {
  return (
    <ApiProvider value={api}>
      <I18nProvider i18n={i18n}>
        <Locale>
          <QueryClientProvider client={client}>
            <SettingsProvider>
              <RouterProvider first={first}>{children}</RouterProvider>
            </SettingsProvider>
          </QueryClientProvider>
        </Locale>
      </I18nProvider>
    </ApiProvider>
  );
}

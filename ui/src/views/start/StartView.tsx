/** No workspace is open: practise, or open one. */
import { useApi } from "../../app/api-context";
import { keys, useRead } from "../../app/queries";
import { ErrorBox } from "../../components/ErrorBox";
import { useT } from "../../i18n";
import { Begin } from "./Begin";
import { Foot } from "./Foot";
import { Masthead } from "./Masthead";
import { Recent } from "./Recent";
import { SetUp } from "./SetUp";
import { useOpening } from "./opening";

export function StartView() {
  const t = useT();
  const api = useApi();
  const start = useRead(keys.start, api.startInfo);
  const opening = useOpening();
  return (
    <div className="start">
      <Masthead start={start.data ?? null} />
      <main className="start__main">
        {start.failure && <ErrorBox failure={start.failure} />}
        {opening.failure && <ErrorBox failure={opening.failure} />}
        {opening.progress ? (
          <SetUp progress={opening.progress} />
        ) : (
          <>
            <Begin start={start.data ?? null} opening={opening} />
            <section className="start__recent">
              <h2>{t("start.recent")}</h2>
              <Recent workspaces={start.data?.recent ?? []} onOpen={opening.open} />
            </section>
          </>
        )}
      </main>
      <Foot />
    </div>
  );
}

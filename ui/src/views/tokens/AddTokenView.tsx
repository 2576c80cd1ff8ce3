/** Adds a token: a PKCS#11 module is chosen, and one of the tokens in its slots is taken. */
import { FolderOpen } from "lucide-react";
import { useState, type FormEvent } from "react";
import { useApi } from "../../app/api-context";
import { useAct, useRead } from "../../app/queries";
import { useRouter } from "../../app/router";
import type { FoundTokenView } from "../../bindings/FoundTokenView";
import type { ModuleView } from "../../bindings/ModuleView";
import { Button } from "../../components/Button";
import { ComboInput } from "../../components/ComboInput";
import { ErrorBox } from "../../components/ErrorBox";
import { fieldProblem } from "../../components/FormSheet";
import { Note } from "../../components/Note";
import { Page } from "../../components/Page";
import { useT } from "../../i18n";
import { FoundTokens } from "./FoundTokens";
import { InitialiseSheet } from "./InitialiseSheet";
import { TakeSheet } from "./TakeSheet";

export function AddTokenView() {
  const t = useT();
  const { go } = useRouter();
  const [module, setModule] = useState<ModuleView | null>(null);
  const [token, setToken] = useState<FoundTokenView | null>(null);
  const close = () => {
    setToken(null);
  };
  const done = (serial: string) => {
    go({ name: "token", serial });
  };
  return (
    <Page
      title={t("tokens.add.title")}
      crumb={{
        label: t("settings.title"),
        here: t("settings.tokens"),
        onPress: () => {
          go({ name: "settings", part: "tokens" });
        },
      }}
    >
      <div className="add-token">
        <p className="small">{t("tokens.add.text")}</p>
        <ModulePath onFound={setModule} />
        {module ? <Slots module={module} onChoose={setToken} /> : null}
      </div>
      {module && token?.initialised ? (
        <TakeSheet module={module} token={token} onClose={close} onDone={done} />
      ) : null}
      {module && token && !token.initialised ? (
        <InitialiseSheet module={module} token={token} onClose={close} onDone={done} />
      ) : null}
    </Page>
  );
}

/** The module by its path, typed, remembered from other tokens, or chosen as a file. */
export function ModulePath({ onFound }: { onFound: (module: ModuleView) => void }) {
  const t = useT();
  const api = useApi();
  const [path, setPath] = useState("");
  const tokens = useRead(["tokens"], api.listTokens);
  const known = [...new Set((tokens.data ?? []).map((token) => token.module_path))];
  const show = useAct((at: string) => api.showModule(at), onFound);
  const choose = useAct(
    () => api.chooseModule(),
    (found) => {
      if (!found) return;
      setPath(found.path);
      onFound(found);
    },
  );
  const failure = choose.failure ?? show.failure;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    choose.clear();
    show.run(path.trim());
  };
  return (
    <form className="add-token__path" onSubmit={onSubmit} noValidate>
      <ComboInput
        label={t("tokens.module.path")}
        hint={t("tokens.module.hint")}
        openLabel={t("tokens.module.known")}
        suggestions={known}
        path="module"
        problem={fieldProblem(failure, "module")}
        value={path}
        onChange={setPath}
      />
      <p className="note__acts">
        <Button
          icon={FolderOpen}
          busy={choose.busy ? t("form.csr.choosing") : null}
          onPress={() => {
            show.clear();
            choose.run(undefined);
          }}
        >
          {t("tokens.module.choose")}
        </Button>
        <Button
          kind="ink"
          type="submit"
          isDisabled={path.trim() === ""}
          busy={show.busy ? t("tokens.module.busy") : null}
        >
          {t("tokens.module.show")}
        </Button>
      </p>
      {failure ? <ErrorBox failure={failure} /> : null}
    </form>
  );
}

interface SlotsProps {
  readonly module: ModuleView;
  readonly onChoose: (token: FoundTokenView) => void;
}

export function Slots({ module, onChoose }: SlotsProps) {
  const t = useT();
  return (
    <section aria-live="polite">
      <h2>{t("tokens.module.tokens", { module: module.name })}</h2>
      <p className="small muted">
        <code>{module.path}</code>
      </p>
      {module.known ? null : (
        <Note tone="caution">
          <p>{t("tokens.module.unknown")}</p>
        </Note>
      )}
      <FoundTokens tokens={module.tokens} onChoose={onChoose} />
    </section>
  );
}

/** One token: what it says of itself, what it can do, what is on it, and the acts on it. */
import { useState } from "react";
import { useApi } from "../../app/api-context";
import { usePages } from "../../app/pages";
import { useRouter } from "../../app/router";
import type { TokenDetailView } from "../../bindings/TokenDetailView";
import { ErrorBox } from "../../components/ErrorBox";
import { Page } from "../../components/Page";
import type { More } from "../../components/Table";
import { useT, wordFor } from "../../i18n";
import { CompromiseIssuing, useIssuingCompromise } from "../crls/compromise";
import { ChangePinSheet } from "./ChangePinSheet";
import { Inventory } from "./Inventory";
import { Keys } from "./Keys";
import { PinNote } from "./PinNote";
import { RelinkSheet } from "./RelinkSheet";
import { ReplacePinSheet } from "./ReplacePinSheet";
import { TokenActs, type TokenAct } from "./TokenActs";
import { TokenFacts } from "./TokenFacts";
import { TokenStatus } from "./TokenStatus";
import { UnlockSheet } from "./UnlockSheet";

export function TokenView({ serial }: { serial: string }) {
  const t = useT();
  const api = useApi();
  const { go } = useRouter();
  const token = usePages(["token", serial], (after: string | null) => api.showToken(serial, after));
  const [first] = token.pages;
  const crumb = {
    label: t("settings.title"),
    here: t("settings.tokens"),
    onPress: () => {
      go({ name: "settings", part: "tokens" });
    },
  };
  if (first && !token.failure)
    return <Loaded first={first} pages={token.pages} more={token.more} crumb={crumb} />;
  return (
    <Page title={t("tokens.one")} crumb={crumb}>
      {token.failure ? (
        <ErrorBox failure={token.failure} onRetry={token.retry} />
      ) : (
        <p className="muted">{t("common.loading")}</p>
      )}
    </Page>
  );
}

interface LoadedProps {
  readonly first: TokenDetailView;
  readonly pages: readonly TokenDetailView[];
  readonly more: More | null;
  readonly crumb: { label: string; here: string; onPress: () => void };
}

function Loaded({ first, pages, more, crumb }: LoadedProps) {
  const t = useT();
  const { replace } = useRouter();
  const [act, setAct] = useState<TokenAct | null>(null);
  const { token, keys } = first;
  const compromise = useIssuingCompromise(token.label);
  const issues = token.purpose === "issuing" && keys.some((key) => key.state === "active");
  const close = () => {
    setAct(null);
  };
  return (
    <>
      <Page
        title={token.label}
        crumb={crumb}
        beside={
          <>
            <TokenStatus token={token} chip />
            <span className="small muted">
              {wordFor(t, `settings.purpose.${token.purpose}`, token.purpose)}
            </span>
          </>
        }
        acts={
          <>
            <TokenActs token={token} onAct={setAct} />
            {issues ? <CompromiseIssuing onPress={compromise.start} /> : null}
          </>
        }
      >
        {compromise.owed ? <ErrorBox failure={compromise.owed} /> : null}
        <PinNote
          token={token}
          onReplace={() => {
            setAct("replace-pin");
          }}
        />
        <div className="two">
          <div className="token">
            <Keys token={token} note={first.evidence_note} pages={pages} more={more} />
            <Inventory token={token} inventory={first.inventory} />
          </div>
          <TokenFacts detail={first} />
        </div>
      </Page>
      {compromise.sheet}
      {act === "unlock" ? <UnlockSheet token={token} onClose={close} /> : null}
      {act === "pin" ? <ChangePinSheet token={token} onClose={close} /> : null}
      {act === "replace-pin" ? <ReplacePinSheet token={token} onClose={close} /> : null}
      {act === "relink" ? (
        <RelinkSheet
          token={token}
          onClose={close}
          onRelinked={(linked) => {
            close();
            replace({ name: "token", serial: linked.serial });
          }}
        />
      ) : null}
    </>
  );
}

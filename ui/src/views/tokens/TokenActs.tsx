/** The acts on a token; who may not is told why. */
import { Lock, LockOpen } from "lucide-react";
import { useId } from "react";
import { useApi } from "../../app/api-context";
import { useAct, useSetWorkspace } from "../../app/queries";
import type { TokenView } from "../../bindings/TokenView";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { useT } from "../../i18n";
import { useMayChangePin, useMayManage, useMayReplacePin } from "./roles";

export type TokenAct = "unlock" | "pin" | "replace-pin" | "relink";

interface Props {
  readonly token: TokenView;
  readonly onAct: (act: TokenAct) => void;
}

export function TokenActs({ token, onAct }: Props) {
  const t = useT();
  const id = useId();
  const pinId = useId();
  const personal = token.purpose === "officer";
  const manage = useMayManage();
  const pin = useMayChangePin(token);
  const replace = useMayReplacePin(token);
  // What can be done then stands beside the word that it is locked.
  const locked = token.present && token.pin_state === "locked";
  const named = manage ? {} : { "aria-describedby": id };
  return (
    <>
      {manage && pin ? null : (
        <span className="hint head__why">
          {manage ? null : <span id={id}>{t("tokens.who")}</span>}{" "}
          {pin || !personal ? null : <span id={pinId}>{t("tokens.pin.who")}</span>}
        </span>
      )}
      <Button
        isDisabled={!manage}
        {...named}
        onPress={() => {
          onAct("relink");
        }}
      >
        {t("tokens.relink")}
      </Button>
      {locked ? null : (
        <Button
          isDisabled={!pin || !token.present}
          {...(pin ? {} : { "aria-describedby": personal ? pinId : id })}
          onPress={() => {
            onAct("pin");
          }}
        >
          {t("tokens.changePin")}
        </Button>
      )}
      {replace && !locked ? (
        <Button
          isDisabled={!token.present}
          onPress={() => {
            onAct("replace-pin");
          }}
        >
          {t("tokens.replacePin")}
        </Button>
      ) : null}
      {personal ? null : token.unlocked && token.present ? (
        <LockToken token={token} may={manage} />
      ) : (
        <Button
          kind="ink"
          icon={LockOpen}
          isDisabled={!manage || !token.present}
          onPress={() => {
            onAct("unlock");
          }}
        >
          {t("tokens.unlock")}
        </Button>
      )}
    </>
  );
}

function LockToken({ token, may }: { token: TokenView; may: boolean }) {
  const t = useT();
  const api = useApi();
  const setWorkspace = useSetWorkspace();
  const lock = useAct(() => api.lockToken(token.serial), setWorkspace);
  return (
    <>
      <Button
        icon={Lock}
        isDisabled={!may}
        busy={lock.busy ? t("tokens.lock.busy") : null}
        onPress={() => {
          lock.run(undefined);
        }}
      >
        {t("tokens.lock")}
      </Button>
      {lock.failure ? <ErrorBox failure={lock.failure} /> : null}
    </>
  );
}

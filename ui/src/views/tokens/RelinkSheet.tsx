/** Puts another token in the place of one, after its keys were compared. */
import { FolderOpen } from "lucide-react";
import { useRef, useState } from "react";
import { useApi } from "../../app/api-context";
import { useAct, useRead } from "../../app/queries";
import type { ModuleView } from "../../bindings/ModuleView";
import type { RelinkView } from "../../bindings/RelinkView";
import type { TokenView } from "../../bindings/TokenView";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { FormSheet, pinProblem } from "../../components/FormSheet";
import { Note } from "../../components/Note";
import { PinInput, type PinHandle } from "../../components/PinInput";
import { Radios } from "../../components/Radios";
import { groups } from "../../format";
import { useT } from "../../i18n";
import { MissingKeys } from "./Inventory";
import { useTokenLine } from "./TokenPin";

interface Props {
  readonly token: TokenView;
  readonly onClose: () => void;
  readonly onRelinked: (token: TokenView) => void;
}

export function RelinkSheet({ token, onClose, onRelinked }: Props) {
  const t = useT();
  const api = useApi();
  const pin = useRef<PinHandle>(null);
  const [chosen, setChosen] = useState<ModuleView | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const [compared, setCompared] = useState<RelinkView | null>(null);
  const first = useRead(["module", token.module_path], () => api.showModule(token.module_path));
  const choose = useAct(
    () => api.chooseModule(),
    (found) => {
      if (!found) return;
      setChosen(found);
      setTo(null);
      setCompared(null);
    },
  );
  const slots = chosen ?? first.data ?? null;
  const path = slots?.path ?? token.module_path;
  const compare = useAct(
    (typed: string) => api.relinkPreview(token.serial, path, to ?? "", typed),
    setCompared,
  );
  const relink = useAct(
    (typed: string) => api.relinkToken(token.serial, path, to ?? "", typed),
    onRelinked,
  );
  const failure = relink.failure ?? compare.failure ?? choose.failure;
  const whole = compared !== null && compared.missing.length === 0;
  const submit = () => {
    setMissing(to === null);
    if (to === null) return;
    const typed = pin.current?.read() ?? "";
    if (whole) relink.run(typed);
    else compare.run(typed);
  };
  return (
    <FormSheet
      title={t("tokens.relink.title", { token: token.label })}
      subtitle={useTokenLine(token)}
      closeLabel={t("tokens.relink.close")}
      onClose={onClose}
      submitLabel={t(whole ? "tokens.relink.act" : "tokens.relink.compare")}
      busyLabel={t(whole ? "tokens.relink.busy" : "tokens.relink.comparing")}
      busy={relink.busy || compare.busy}
      failure={failure}
      onSubmit={submit}
    >
      <p className="small">{t("tokens.relink.text")}</p>
      {first.failure && !slots ? <ErrorBox failure={first.failure} /> : null}
      {slots ? (
        <Radios
          label={t("tokens.relink.to", { module: slots.name })}
          path="to"
          problem={missing && to === null ? t("tokens.relink.choose") : null}
          value={to}
          onChange={(serial) => {
            setTo(serial);
            setCompared(null);
            compare.clear();
          }}
          choices={candidates(slots, token).map(({ serial, label }) => ({
            key: serial,
            label,
            remark: groups(serial).join("\u00A0"),
          }))}
        />
      ) : null}
      {slots && candidates(slots, token).length === 0 ? (
        <p className="hint">{t("tokens.relink.nobody")}</p>
      ) : null}
      <p>
        <Button
          icon={FolderOpen}
          onPress={() => {
            choose.run(undefined);
          }}
        >
          {t("tokens.module.another")}
        </Button>
      </p>
      <PinInput ref={pin} label={t("tokens.relink.pin")} problem={pinProblem(failure)} />
      {compared ? <Compared relink={compared} /> : null}
    </FormSheet>
  );
}

const candidates = (module: ModuleView, token: TokenView) =>
  module.tokens.filter((found) => found.initialised && found.serial !== token.serial);

function Compared({ relink }: { relink: RelinkView }) {
  const t = useT();
  const { keys, found, missing, to } = relink;
  const total = keys - found;
  if (missing.length === 0)
    return (
      <Note tone="ok">
        <p>{t("tokens.relink.whole", { keys, token: to.label })}</p>
      </Note>
    );
  return (
    <div aria-live="polite">
      <Note tone="stop">
        <p>{t("tokens.relink.missing", { keys, count: total, token: to.label })}</p>
      </Note>
      <MissingKeys keys={missing} total={Math.max(total, missing.length)} />
    </div>
  );
}

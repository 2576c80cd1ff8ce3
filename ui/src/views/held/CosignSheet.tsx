/** Cosigns a checkpoint of another log: chosen as a file, looked at, answered as a file. */
import { FolderOpen } from "lucide-react";
import { useState } from "react";
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Facts } from "../../components/Facts";
import { TextInput } from "../../components/Field";
import { Hash } from "../../components/HashView";
import { FormSheet, fieldProblem } from "../../components/FormSheet";
import { Problem } from "../../components/Field";
import { useT } from "../../i18n";
import { Saved } from "../common/Saved";
import { told } from "./request";

interface Props {
  /** Logs that are witnessed already: their keys are known. */
  readonly known: readonly string[];
  readonly onClose: () => void;
}

export function CosignSheet({ known, onClose }: Props) {
  const t = useT();
  const api = useApi();
  const [request, setRequest] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const [keys, setKeys] = useState("");
  const [path, setPath] = useState<string | null>(null);
  const choose = useAct(api.chooseCheckpoint, (text) => {
    if (text !== null) setRequest(text);
    setPath(null);
  });
  const cosign = useAct((text: string) => api.cosignCheckpoint(text, keys.trim() || null), setPath);
  const about = request === null ? null : told(request);
  const first = about !== null && !known.includes(about.origin);
  return (
    <FormSheet
      title={t("held.cosign.title")}
      subtitle={t("held.cosign.subtitle")}
      closeLabel={t("held.cosign.close")}
      onClose={onClose}
      submitLabel={t("held.cosign.act")}
      busyLabel={t("held.cosign.busy")}
      busy={cosign.busy}
      failure={cosign.failure}
      onSubmit={() => {
        setMissing(request === null);
        if (request !== null) cosign.run(request);
      }}
    >
      <div>
        <Button
          icon={FolderOpen}
          busy={choose.busy ? t("held.cosign.choosing") : null}
          onPress={() => {
            choose.run(undefined);
          }}
        >
          {t("held.cosign.choose")}
        </Button>
        {missing && request === null ? <Problem>{t("held.cosign.missing")}</Problem> : null}
        {choose.failure ? <ErrorBox failure={choose.failure} /> : null}
      </div>
      {about ? (
        <Facts
          items={[
            { key: "origin", label: t("held.col.origin"), value: about.origin },
            { key: "size", label: t("log.head.size"), value: about.size },
            {
              key: "root",
              label: t("log.head.root"),
              value: <Hash hex={about.root} groupsPerLine="flow" />,
            },
          ]}
        />
      ) : null}
      {first ? (
        <TextInput
          label={t("held.cosign.keys")}
          why={t("held.cosign.keys.why")}
          hint={t("held.cosign.keys.hint")}
          kind="hash"
          rows={4}
          path="keys"
          value={keys}
          onChange={setKeys}
          problem={fieldProblem(cosign.failure, "keys")}
        />
      ) : null}
      {path !== null && !cosign.failure ? (
        <div role="status">
          <Saved path={path} />
          <p className="hint">{t("held.cosign.carry")}</p>
        </div>
      ) : null}
    </FormSheet>
  );
}

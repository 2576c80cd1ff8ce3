/** A decision that no CRL announces yet, and the way to publish one. */
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Note } from "../../components/Note";
import { useT } from "../../i18n";

export function Owed({ text }: { text: string }) {
  const t = useT();
  const api = useApi();
  const publish = useAct(() => api.publishCrl());
  return (
    <>
      <Note tone="caution">
        <p>{text}</p>
        <Button
          busy={publish.busy ? t("agents.crl.busy") : null}
          onPress={() => {
            publish.run(undefined);
          }}
        >
          {t("agents.crl.publish")}
        </Button>
      </Note>
      {publish.failure ? <ErrorBox failure={publish.failure} /> : null}
    </>
  );
}

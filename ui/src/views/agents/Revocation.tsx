/** That a certificate is revoked, why, and which CRL says so. */
import type { RevocationView } from "../../bindings/RevocationView";
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Note } from "../../components/Note";
import { useFormat } from "../../format";
import { useT, wordFor } from "../../i18n";

export function Revocation({ revocation }: { revocation: RevocationView }) {
  const t = useT();
  const format = useFormat();
  const reason = wordFor(t, `revoke.reason.${revocation.reason}`, revocation.reason);
  const listed = revocation.crl_number !== null;
  return (
    <div className="revocation">
      <Note tone="stop">
        <p>
          <b>{t("agents.revoked.at", { at: format.instant(revocation.at) })}</b>{" "}
          {t("agents.revoked.reason", { reason, name: revocation.reason })}
        </p>
        {listed ? <p>{listedIn(t, format, revocation)}</p> : null}
      </Note>
      {listed ? null : <Owed />}
    </div>
  );
}

function listedIn(
  t: ReturnType<typeof useT>,
  format: ReturnType<typeof useFormat>,
  { crl_number: number, published_at: at }: RevocationView,
): string {
  const values = { number: number ?? 0 };
  return at
    ? t("agents.revoked.listed", { ...values, at: format.instant(at) })
    : t("agents.revoked.listedAtUnknown", values);
}

function Owed() {
  const t = useT();
  const api = useApi();
  const publish = useAct(() => api.publishCrl());
  return (
    <>
      <Note tone="caution">
        <p>{t("agents.revoked.owed")}</p>
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

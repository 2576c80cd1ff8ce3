/** That a certificate is revoked, why, and which CRL says so. */
import type { RevocationView } from "../../bindings/RevocationView";
import { Note } from "../../components/Note";
import { useFormat } from "../../format";
import { useT, wordFor } from "../../i18n";
import { Owed } from "./Owed";

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
        {revocation.invalid_since ? (
          <p>{t("agents.revoked.since", { at: format.instant(revocation.invalid_since) })}</p>
        ) : null}
        {listed ? <p>{listedIn(t, format, revocation)}</p> : null}
      </Note>
      {listed ? null : <Owed text={t("agents.revoked.owed")} />}
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

/** That a certificate is on hold, since when, and what that means. */
import { useRouter } from "../../app/router";
import type { CertificateView } from "../../bindings/CertificateView";
import { Button } from "../../components/Button";
import { Note } from "../../components/Note";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { Owed } from "./Owed";

export function Suspension({ certificate }: { certificate: CertificateView }) {
  const t = useT();
  const format = useFormat();
  const { go } = useRouter();
  const { row, suspended_at: since, release } = certificate;
  if (row.state !== "suspended") return null;
  return (
    <div className="revocation">
      <Note tone="caution">
        <p>
          {since ? <b>{t("agents.suspended.at", { at: format.instant(since) })}</b> : null}{" "}
          {t("agents.suspended.text")}
        </p>
      </Note>
      {release === null ? null : (
        <Note tone="wait">
          <p>
            {t("agents.release.waits")}{" "}
            <Button
              kind="link"
              onPress={() => {
                go({ name: "change", id: release });
              }}
            >
              {release}
            </Button>
          </p>
        </Note>
      )}
      {row.crl_owed ? <Owed text={t("agents.suspended.owed")} /> : null}
    </div>
  );
}

/** The certificate as text (RFC 7468), and its fingerprint. */
import type { CertificateView } from "../../bindings/CertificateView";
import { CopyButton } from "../../components/CopyButton";
import { HashView } from "../../components/HashView";
import { useT } from "../../i18n";

export function Pem({ certificate }: { certificate: CertificateView }) {
  const t = useT();
  return (
    <>
      <HashView
        hex={certificate.sha256}
        groupsPerLine={8}
        label={t("agents.fingerprint")}
        copyLabel={t("agents.fingerprint.copy")}
      />
      <section className="block">
        <p className="cap">
          {t("agents.pem")}
          <CopyButton text={certificate.pem} label={t("agents.pem.copy")} withWords />
        </p>
        <pre className="leaf" tabIndex={0} role="region" aria-label={t("agents.pem")}>
          {certificate.pem.trimEnd()}
        </pre>
      </section>
    </>
  );
}

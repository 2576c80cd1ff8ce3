/** What stands beside a certificate: who answers for it, where its key lives, its chain, its name. */
import type { CertificateView } from "../../bindings/CertificateView";
import { Chain } from "../../components/Chain";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { CertificateStatus } from "../common/states";
import { AboutCertificate } from "./AboutCertificate";
import { Answerable, Identity } from "./Answerable";
import { Custody } from "./Custody";

export function Side({ certificate }: { certificate: CertificateView }) {
  const t = useT();
  const format = useFormat();
  return (
    <aside className="side side--flush" aria-label={t("agents.side")}>
      <Answerable certificate={certificate} />
      <AboutCertificate certificate={certificate} />
      <Custody certificate={certificate} />
      <section className="block">
        <h2>{t("agents.chain")}</h2>
        <Chain
          links={certificate.chain.map((link) => ({
            key: link.sha256,
            name: link.name,
            detail: t("agents.chain.until", {
              algorithm: link.algorithm,
              date: format.shortDate(link.not_after),
            }),
            status: <CertificateStatus state={link.state} />,
          }))}
        />
      </section>
      <Identity certificate={certificate} />
    </aside>
  );
}

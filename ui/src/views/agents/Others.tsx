/** The other certificates of the same agent. */
import type { CertificateView } from "../../bindings/CertificateView";
import { useRouter } from "../../app/router";
import { useT } from "../../i18n";
import { CertificateTable } from "./CertificateTable";

export function Others({ certificate }: { certificate: CertificateView }) {
  const t = useT();
  const { go } = useRouter();
  if (certificate.others.length === 0) return null;
  return (
    <section className="block">
      <h2>{t("agents.others")}</h2>
      <CertificateTable
        label={t("agents.others")}
        columns={OTHER_COLUMNS}
        pages={[certificate.others]}
        empty={null}
        onOpen={(row) => {
          go({ name: "agent", serial: row.serial });
        }}
      />
    </section>
  );
}

const OTHER_COLUMNS = ["state", "scope", "until", "serial"] as const;

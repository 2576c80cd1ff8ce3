/** What kind of certificate it is, and which it follows or is followed by. */
import type { CertificateView } from "../../bindings/CertificateView";
import { useRouter } from "../../app/router";
import { Button } from "../../components/Button";
import { CopyButton } from "../../components/CopyButton";
import { Facts, type Fact } from "../../components/Facts";
import { Hash } from "../../components/HashView";
import { useFormat } from "../../format";
import { useT } from "../../i18n";

export function AboutCertificate({ certificate }: { certificate: CertificateView }) {
  const t = useT();
  const format = useFormat();
  const { row, profile_label, renews, renewed_by, sha256 } = certificate;
  const items: Fact[] = [
    { key: "profile", label: t("agents.profile"), value: profile_label },
    { key: "from", label: t("agents.from"), value: format.instant(row.not_before) },
    { key: "until", label: t("agents.column.until"), value: format.instant(row.not_after) },
    ...link("renews", t("agents.renews"), renews),
    ...link("renewed_by", t("agents.renewedBy"), renewed_by),
    {
      key: "fingerprint",
      label: (
        <>
          {t("agents.fingerprint")}{" "}
          <CopyButton text={sha256} label={t("agents.fingerprint.copy")} />
        </>
      ),
      value: <Hash hex={sha256} groupsPerLine="flow" />,
    },
  ];
  return (
    <section className="block">
      <h2>{t("agents.about")}</h2>
      <Facts wide items={items} />
    </section>
  );
}

const link = (key: string, label: string, serial: string | null): Fact[] =>
  serial ? [{ key, label, value: <SerialLink serial={serial} /> }] : [];

function SerialLink({ serial }: { serial: string }) {
  const { go } = useRouter();
  return (
    <Button
      kind="link"
      onPress={() => {
        go({ name: "agent", serial });
      }}
    >
      <Hash hex={serial} groupsPerLine="flow" />
    </Button>
  );
}

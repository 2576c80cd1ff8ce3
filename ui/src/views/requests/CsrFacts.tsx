/** What a signing request says. Of all of it only the key is used, and this says so. */
import type { CsrView } from "../../bindings/CsrView";
import { CopyButton } from "../../components/CopyButton";
import { Facts, type Fact } from "../../components/Facts";
import { Hash } from "../../components/HashView";
import { useT, type Translate } from "../../i18n";

export function CsrFacts({ csr }: { csr: CsrView }) {
  const t = useT();
  return (
    <section className="csr" aria-label={t("csr.title")}>
      <h3>{t("csr.title")}</h3>
      <Facts wide items={[...used(t, csr), ...unused(t, csr)]} />
    </section>
  );
}

const used = (t: Translate, csr: CsrView): Fact[] => [
  { key: "algorithm", label: t("csr.algorithm"), value: csr.algorithm },
  {
    key: "key",
    label: (
      <>
        {t("agents.spki")} <CopyButton text={csr.spki_sha256} label={t("agents.spki.copy")} />
      </>
    ),
    value: <Hash hex={csr.spki_sha256} groupsPerLine="flow" />,
  },
  {
    key: "hash",
    label: t("csr.hash"),
    value: <Hash hex={csr.sha256} groupsPerLine="flow" />,
  },
];

const unused = (t: Translate, csr: CsrView): Fact[] => [
  {
    key: "subject",
    label: t("csr.subject"),
    value: (
      <>
        {csr.subject || t("csr.none")} <span className="muted">{t("csr.unused")}</span>
      </>
    ),
  },
  {
    key: "extensions",
    label: t("csr.extensions"),
    value: <Extensions csr={csr} />,
  },
  ...(csr.attributes.length > 0
    ? [
        {
          key: "attributes",
          label: t("csr.attributes"),
          value: (
            <>
              {csr.attributes.join(", ")} <span className="muted">{t("csr.unused")}</span>
            </>
          ),
        },
      ]
    : []),
];

function Extensions({ csr }: { csr: CsrView }) {
  const t = useT();
  if (csr.extensions.length === 0) return t("csr.none");
  return (
    <>
      <span className="muted">{t("csr.extensions.unused")}</span>
      <ul className="csr__extensions">
        {csr.extensions.map((extension) => (
          <li key={`${extension.oid} ${extension.summary}`}>
            <b>{extension.name ?? extension.oid}</b>
            {extension.critical ? ` (${t("csr.critical")})` : null}: {extension.summary}
          </li>
        ))}
      </ul>
    </>
  );
}

/** The certificate that a decision is about, and what follows from the decision. */
import type { CertificateView } from "../../bindings/CertificateView";
import { CopyButton } from "../../components/CopyButton";
import { Hash } from "../../components/HashView";
import { Instrument } from "../../components/Instrument";
import { useT } from "../../i18n";

interface Props {
  readonly certificate: CertificateView;
  readonly cap: string;
  readonly effects: readonly string[];
}

export function Decided({ certificate, cap, effects }: Props) {
  const t = useT();
  return (
    <>
      <Instrument cap={cap} runs={certificate.sentence.spans} />
      <Effects effects={effects} />
      <section className="what">
        <p className="cap">
          {t("revoke.which")}
          <CopyButton text={certificate.sha256} label={t("agents.fingerprint.copy")} />
        </p>
        <Hash hex={certificate.sha256} />
      </section>
    </>
  );
}

export function Effects({ effects }: { effects: readonly string[] }) {
  const t = useT();
  return (
    <section>
      <h2>{t("revoke.effects")}</h2>
      <ul className="effects">
        {effects.map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
    </section>
  );
}

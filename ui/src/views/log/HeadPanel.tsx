/** The head of the log: its last signed checkpoint, to hold against what is held elsewhere. */
import type { HeadView } from "../../bindings/HeadView";
import type { NoteSignatureView } from "../../bindings/NoteSignatureView";
import { CircleCheck, CircleX } from "lucide-react";
import { CopyButton } from "../../components/CopyButton";
import { Facts } from "../../components/Facts";
import { HashView } from "../../components/HashView";
import { Icon } from "../../components/Icon";
import { QrCode } from "../../components/QrCode";
import { useFormat } from "../../format";
import { useT } from "../../i18n";

export function HeadPanel({ head }: { head: HeadView }) {
  const t = useT();
  return (
    <>
      <section className="block">
        <h2>
          {t("log.head.title")}
          <span className="muted headpanel__origin">{head.origin}</span>
          <CopyButton text={head.note} label={t("log.head.copy")} />
        </h2>
        <div className="headpanel__qr">
          <QrCode modules={head.qr} label={t("log.head.qr")} />
          <HeadFacts head={head} />
        </div>
        <Uncovered head={head} />
      </section>
      <HashView
        hex={head.root}
        label={t("log.head.root")}
        copyLabel={t("log.head.copyRoot")}
        words={head.words}
        wordsLabel={t("log.head.words")}
      />
    </>
  );
}

function HeadFacts({ head }: { head: HeadView }) {
  const t = useT();
  const format = useFormat();
  return (
    <Facts
      items={[
        { key: "size", label: t("log.head.size"), value: format.number(head.size) },
        {
          key: "signed",
          label: t("log.head.signed"),
          value: format.instant(head.signed_at),
        },
        ...head.signatures.map((signature) => ({
          key: `${signature.algorithm} ${signature.name}`,
          label: signature.algorithm,
          value: <Validity signature={signature} />,
        })),
      ]}
    />
  );
}

function Validity({ signature }: { signature: NoteSignatureView }) {
  const t = useT();
  return (
    <span className={signature.valid ? "st st--ok" : "st st--stop"} title={signature.name}>
      <Icon of={signature.valid ? CircleCheck : CircleX} />
      {t(signature.valid ? "log.head.valid" : "log.head.invalid")}
    </span>
  );
}

/** Events after the checkpoint are under no signature yet. */
function Uncovered({ head }: { head: HeadView }) {
  const t = useT();
  const count = head.events - head.size;
  return count > 0 ? <p className="hint">{t("log.head.uncovered", { count })}</p> : null;
}

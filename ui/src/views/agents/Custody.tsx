/** Where the key of a certificate lives, in the token's own words. */
import { CircleCheck, EyeOff, TriangleAlert } from "lucide-react";
import type { CertificateView } from "../../bindings/CertificateView";
import type { CustodyView } from "../../bindings/CustodyView";
import { CopyButton } from "../../components/CopyButton";
import { Facts } from "../../components/Facts";
import { Hash } from "../../components/HashView";
import { Note } from "../../components/Note";
import { Status } from "../../components/Status";
import { groups, useFormat } from "../../format";
import { useT } from "../../i18n";
import type { MessageId } from "../../messages";

export function Custody({ certificate }: { certificate: CertificateView }) {
  const t = useT();
  const format = useFormat();
  const { custody, algorithm, spki_sha256: spki } = certificate;
  return (
    <section className="block">
      <h2>{t("agents.custody")}</h2>
      {custody ? (
        <>
          <Facts
            wide
            items={[...tokenFacts(t, custody, algorithm), ...claims(t, custody), spkiFact(t, spki)]}
          />
          <p className="hint">
            {t("agents.custody.read", { at: format.instant(custody.read_at) })}
          </p>
        </>
      ) : (
        <>
          <Note tone="caution">
            <p>{t("agents.custody.own", { algorithm })}</p>
          </Note>
          <Facts wide items={[spkiFact(t, spki)]} />
        </>
      )}
    </section>
  );
}

type T = ReturnType<typeof useT>;

const spkiFact = (t: T, spki: string) => ({
  key: "spki",
  label: (
    <>
      {t("agents.spki")} <CopyButton text={spki} label={t("agents.spki.copy")} />
    </>
  ),
  value: <Hash hex={spki} groupsPerLine="flow" />,
});

const tokenFacts = (t: T, custody: CustodyView, algorithm: string) => [
  {
    key: "key",
    label: t("agents.custody.key"),
    value: t("agents.custody.keyIn", { algorithm, token: custody.token_label }),
  },
  {
    key: "token",
    label: t("agents.custody.token"),
    value: (
      <>
        {custody.model}
        <br />
        <code>{groups(custody.serial).join(" ")}</code>
      </>
    ),
  },
  { key: "maker", label: t("agents.custody.manufacturer"), value: custody.manufacturer },
];

/** A statement of the token: what it says, and whether that speaks for the key. */
interface Claim {
  readonly label: MessageId;
  readonly value: boolean | null;
  readonly wanted: boolean;
  readonly yes: MessageId;
  readonly no: MessageId;
}

const YES_NO = { yes: "agents.yes", no: "agents.no" } as const;

const claimsOf = (custody: CustodyView): Claim[] => [
  { label: "agents.custody.local", value: custody.local, wanted: true, ...YES_NO },
  {
    label: "agents.custody.wasExtractable",
    value: custody.never_extractable,
    wanted: true,
    yes: "agents.never",
    no: "agents.perhaps",
  },
  {
    label: "agents.custody.alwaysSensitive",
    value: custody.always_sensitive,
    wanted: true,
    ...YES_NO,
  },
  { label: "agents.custody.sensitive", value: custody.sensitive, wanted: true, ...YES_NO },
  { label: "agents.custody.extractable", value: custody.extractable, wanted: false, ...YES_NO },
];

export const claims = (t: T, custody: CustodyView) => [
  ...claimsOf(custody).map((claim) => ({
    key: claim.label,
    label: t(claim.label),
    value: <Answer claim={claim} />,
  })),
  {
    key: "firmware",
    label: t("agents.custody.firmware"),
    value: custody.firmware ?? <NotShown />,
  },
];

function Answer({ claim }: { claim: Claim }) {
  const t = useT();
  if (claim.value === null) return <NotShown />;
  const good = claim.value === claim.wanted;
  const word = t(claim.value ? claim.yes : claim.no);
  return (
    <Status tone={good ? "ok" : "caution"} icon={good ? CircleCheck : TriangleAlert} word={word} />
  );
}

function NotShown() {
  const t = useT();
  return <Status tone="past" icon={EyeOff} word={t("agents.notShown")} />;
}

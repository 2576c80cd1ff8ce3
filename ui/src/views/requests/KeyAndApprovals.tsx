/** Where the key of a request comes from, which certificate it follows, and how many approvals it has. */
import type { RequestView } from "../../bindings/RequestView";
import type { UnderStanding } from "../../bindings/UnderStanding";
import { useRouter } from "../../app/router";
import { Button } from "../../components/Button";
import { Facts, type Fact } from "../../components/Facts";
import { Hash } from "../../components/HashView";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { ByChange } from "../officers/ByChange";
import { CsrFacts } from "./CsrFacts";

export function KeyAndApprovals({ request }: { request: RequestView }) {
  const t = useT();
  const format = useFormat();
  const { csr, same_key, algorithm, renews, standing } = request;
  const { approvals, approvals_needed, approval_ends_at } = request;
  const source = csr ? "csr" : same_key ? "same" : "new";
  const items: Fact[] = [
    {
      key: "key",
      label: t("requests.key"),
      value: t(`requests.key.${source}`, { algorithm }),
    },
    ...(renews
      ? [
          {
            key: "renews",
            label: t("requests.renews"),
            value: <Followed serial={renews} />,
          },
        ]
      : []),
    standing === null
      ? {
          key: "approvals",
          label: t("requests.approvals"),
          value: t("requests.approvals.of", { given: approvals, needed: approvals_needed }),
        }
      : { key: "standing", label: t("requests.standing"), value: <Use standing={standing} /> },
    ...(approval_ends_at
      ? [
          {
            key: "ends",
            label: t("requests.approvals.end"),
            value: format.instant(approval_ends_at),
          },
        ]
      : []),
  ];
  return (
    <section>
      <h2>{t("requests.key.title")}</h2>
      <Facts wide items={items} />
      {csr && <CsrFacts csr={csr} />}
    </section>
  );
}

/** Which use of a standing authorisation it is. */
function Use({ standing: { id, number, count: most } }: { standing: UnderStanding }) {
  const t = useT();
  const format = useFormat();
  const count = format.number(most);
  return (
    <>
      <ByChange change={id} />
      <span className="block-line">
        {number === null
          ? t("requests.standing.unused", { count })
          : t("requests.standing.use", { number: format.number(number), count })}
      </span>
    </>
  );
}

function Followed({ serial }: { serial: string }) {
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

/** Facts about the firm that reports rest on: each with who decided it. */
import { FilePen } from "lucide-react";
import { useState } from "react";
import { useApi } from "../../app/api-context";
import { useRead } from "../../app/queries";
import type { FirmFactsView } from "../../bindings/FirmFactsView";
import { ErrorBox } from "../../components/ErrorBox";
import { Facts } from "../../components/Facts";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { Guarded } from "../common/Guarded";
import { useWhyNotPropose } from "../common/roles";
import { Section } from "../common/Section";
import { DecidedBy } from "./DecidedBy";
import { FirmFactsSheet } from "./FirmFactsSheet";
import { answerOf } from "./words";

export function FirmPart() {
  const t = useT();
  const api = useApi();
  const why = useWhyNotPropose();
  const [proposing, setProposing] = useState(false);
  const facts = useRead(["firm-facts"], api.showFirmFacts);
  return (
    <Section
      title={t("facts.firm.title")}
      hint={t("facts.firm.hint")}
      acts={
        facts.data ? (
          <Guarded
            label={t("facts.propose")}
            why={why}
            icon={FilePen}
            onPress={() => {
              setProposing(true);
            }}
          />
        ) : null
      }
    >
      {facts.failure ? <ErrorBox failure={facts.failure} onRetry={facts.retry} /> : null}
      {facts.loading ? <p className="muted">{t("common.loading")}</p> : null}
      {facts.data ? <Known facts={facts.data} /> : null}
      {facts.data && proposing ? (
        <FirmFactsSheet
          json={facts.data.next_json}
          onClose={() => {
            setProposing(false);
          }}
        />
      ) : null}
    </Section>
  );
}

function Known({ facts }: { facts: FirmFactsView }) {
  const t = useT();
  const format = useFormat();
  return (
    <>
      <Facts
        wide
        items={[
          { key: "name", label: t("form.firm"), value: facts.name },
          { key: "lei", label: t("agents.lei"), value: <code>{facts.lei}</code> },
          {
            key: "country",
            label: t("change.field.firm.entity.organisation.country"),
            value: facts.country,
          },
          { key: "kind", label: t("change.field.firm.entity.kind"), value: facts.kind },
          {
            key: "authority",
            label: t("change.field.firm.entity.authority"),
            value: facts.authority,
          },
          {
            key: "authorisation",
            label: t("change.field.firm.entity.authorisation"),
            value: facts.authorisation,
          },
          {
            key: "on",
            label: t("change.field.firm.entity.authorised_on"),
            value: format.date(facts.authorised_on),
          },
          {
            key: "dora",
            label: t("change.field.firm.dora"),
            value: answerOf(t, "dora", facts.dora),
          },
          { key: "pki", label: t("change.field.firm.pki"), value: answerOf(t, "pki", facts.pki) },
        ]}
      />
      <DecidedBy decided={facts.decided} none={t("facts.firm.founding")} />
    </>
  );
}

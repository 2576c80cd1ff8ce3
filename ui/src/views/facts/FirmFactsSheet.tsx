/** Proposes facts about the firm: what is typed at the left is what is signed. */
import { useState } from "react";
import { useApi } from "../../app/api-context";
import { TextInput } from "../../components/Field";
import { Radios } from "../../components/Radios";
import { useT } from "../../i18n";
import { ProposalSheet } from "../changes/ProposalSheet";
import { answerOf, DORA, PKI } from "./words";

interface Json {
  readonly entity: {
    readonly organisation: {
      readonly name: string;
      readonly lei: string;
      readonly country: string;
    };
    readonly kind: string;
    readonly authority: string;
    readonly authorisation: string;
    readonly authorised_on: string;
  };
  readonly dora: string;
  readonly pki: string;
}

const FIELDS = ["kind", "authority", "authorisation", "authorised_on"] as const;

export function FirmFactsSheet({ json, onClose }: { json: string; onClose: () => void }) {
  const t = useT();
  const api = useApi();
  const [facts, setFacts] = useState(() => JSON.parse(json) as Json);
  const { entity } = facts;
  return (
    <ProposalSheet
      title={t("facts.firm.propose")}
      sentence={t("facts.firm.sentence")}
      propose={(reason, pin) => api.proposeFirmFacts(JSON.stringify(facts), reason, pin)}
      onClose={onClose}
    >
      <div className="facts-form">
        <TextInput
          label={t("form.firm")}
          value={entity.organisation.name}
          onChange={(name) => {
            const organisation = { ...entity.organisation, name };
            setFacts({ ...facts, entity: { ...entity, organisation } });
          }}
        />
        {FIELDS.map((field) => (
          <TextInput
            key={field}
            label={t(`change.field.firm.entity.${field}`)}
            hint={field === "authorised_on" ? t("facts.day") : undefined}
            value={entity[field]}
            onChange={(text) => {
              setFacts({ ...facts, entity: { ...entity, [field]: text } });
            }}
          />
        ))}
        <Radios
          label={t("change.field.firm.dora")}
          choices={DORA.map((key) => ({ key, label: answerOf(t, "dora", key) }))}
          value={facts.dora}
          onChange={(dora) => {
            setFacts({ ...facts, dora });
          }}
        />
        <Radios
          label={t("change.field.firm.pki")}
          choices={PKI.map((key) => ({ key, label: answerOf(t, "pki", key) }))}
          value={facts.pki}
          onChange={(pki) => {
            setFacts({ ...facts, pki });
          }}
        />
      </div>
    </ProposalSheet>
  );
}

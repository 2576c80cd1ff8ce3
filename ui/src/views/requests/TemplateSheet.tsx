/** Fills the form in from an agent's last certificate: a pattern, not a renewal. */
import { useState } from "react";
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";
import type { RequestInput } from "../../bindings/RequestInput";
import { ComboInput } from "../../components/ComboInput";
import { FormSheet, fieldProblem } from "../../components/FormSheet";
import { useT } from "../../i18n";
import { useAgents } from "../common/agents";

type Props = { onFill: (input: RequestInput) => void; onClose: () => void };

export function TemplateSheet({ onFill, onClose }: Props) {
  const t = useT();
  const api = useApi();
  const [like, setLike] = useState("");
  const agents = useAgents(like);
  const fill = useAct(
    () => api.requestTemplate(like.trim()),
    (input) => {
      onFill(input);
      onClose();
    },
  );
  return (
    <FormSheet
      title={t("form.template.title")}
      subtitle={t("form.template.text")}
      closeLabel={t("form.template.close")}
      onClose={onClose}
      submitLabel={t("form.template.act")}
      busyLabel={t("form.template.busy")}
      busy={fill.busy}
      failure={fill.failure}
      onSubmit={() => {
        fill.run(undefined);
      }}
    >
      <ComboInput
        label={t("form.template.agent")}
        openLabel={t("log.filter.agents")}
        suggestions={agents}
        value={like}
        onChange={setLike}
        problem={fieldProblem(fill.failure, "like")}
        path="like"
      />
    </FormSheet>
  );
}

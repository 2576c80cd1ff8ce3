/** No request yet: how one begins, and samples to begin with. */
import { ArrowRight } from "lucide-react";
import { useApi } from "../../app/api-context";
import { useDraft } from "../../app/draft";
import { useRead } from "../../app/queries";
import { useRouter } from "../../app/router";
import { useT } from "../../i18n";
import { Guarded } from "../common/Guarded";
import { useWhyNotSubmit } from "../common/roles";
import { fromInput } from "./form";

export function NoRequests() {
  const t = useT();
  const api = useApi();
  const { go } = useRouter();
  const { setForm } = useDraft();
  const why = useWhyNotSubmit();
  const { data } = useRead(["form-options"], api.formOptions);
  const vocabulary = (data?.actions ?? []).map(({ key }) => key);
  return (
    <section className="empty">
      <h2>{t("requests.empty.title")}</h2>
      <p>{t("requests.empty.text")}</p>
      <ul className="empty__acts">
        {(data?.samples ?? []).map(({ key, input }) => (
          <li key={key}>
            <Guarded
              label={t("requests.empty.sample", { agent: input.agent_id })}
              why={why}
              told={false}
              iconAfter={ArrowRight}
              onPress={() => {
                setForm(fromInput(input, vocabulary));
                go({ name: "request-new" });
              }}
            />
            <span className="muted">{input.purpose}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

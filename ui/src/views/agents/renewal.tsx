/** Opens the request form prefilled from a certificate. A draft in the way is not lost unasked. */
import { useState } from "react";
import { useApi } from "../../app/api-context";
import { useDraft } from "../../app/draft";
import { useAct } from "../../app/queries";
import { useRouter } from "../../app/router";
import { Button } from "../../components/Button";
import { Note } from "../../components/Note";
import { useT } from "../../i18n";
import { fromInput, isEmpty } from "../requests/form";

export function useRenewal(serial: string) {
  const api = useApi();
  const { go } = useRouter();
  const { form, setForm } = useDraft();
  const [asked, setAsked] = useState(false);
  const open = useAct(
    async () => {
      const [input, options] = await Promise.all([api.renewalDraft(serial), api.formOptions()]);
      return fromInput(
        input,
        options.actions.map(({ key }) => key),
      );
    },
    (filled) => {
      setForm(filled);
      go({ name: "request-new" });
    },
  );
  const replace = () => {
    setAsked(false);
    open.run(undefined);
  };
  return {
    busy: open.busy,
    failure: open.failure,
    asked,
    start: () => {
      if (isEmpty(form)) replace();
      else setAsked(true);
    },
    replace,
    keep: () => {
      go({ name: "request-new" });
    },
  };
}

/** Another request is being written: which of the two is to go on. */
export function DraftInTheWay({ renewal }: { renewal: ReturnType<typeof useRenewal> }) {
  const t = useT();
  return (
    <Note tone="caution">
      <p>{t("agents.renew.draft")}</p>
      <p className="note__acts">
        <Button onPress={renewal.keep}>{t("agents.renew.keep")}</Button>
        <Button onPress={renewal.replace}>{t("agents.renew.replace")}</Button>
      </p>
    </Note>
  );
}

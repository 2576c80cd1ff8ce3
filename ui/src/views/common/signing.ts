/** What every signing sheet needs of the officer who signs. */
import { useCallback, useMemo } from "react";
import { useApi } from "../../app/api-context";
import { useWorkspace } from "../../app/queries";
import { groups } from "../../format";
import { useT } from "../../i18n";

/** The hint beneath the PIN and, in practice, the way to fill it in. */
export function useSigner() {
  const t = useT();
  const api = useApi();
  const { officer, practice } = useWorkspace();
  const id = officer?.id ?? "";
  const prefill = useCallback(() => api.practicePin(id), [api, id]);
  return useMemo(
    () => ({
      pinHint: officer
        ? t("sign.pin.token", {
            officer: officer.id,
            model: officer.token_model,
            serial: groups(officer.token_serial).join("\u00A0"),
          })
        : "",
      prefill: practice && officer?.practice_pin ? prefill : null,
    }),
    [t, officer, practice, prefill],
  );
}

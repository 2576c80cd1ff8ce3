/** The proposer's sheet: what would differ, before it is signed. */
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";
import { useRouter } from "../../app/router";
import type { ChangeView } from "../../bindings/ChangeView";
import { SigningSheet } from "../../components/SigningSheet";
import { useT } from "../../i18n";
import { ChangeDiff } from "../changes/ChangeDiff";
import { WhatChanges } from "../changes/WhatChanges";
import { useSigner } from "../common/signing";

interface Props {
  readonly change: ChangeView;
  readonly json: string;
  readonly onClose: () => void;
}

export function ProposeSheet({ change, json, onClose }: Props) {
  const t = useT();
  const api = useApi();
  const { replace } = useRouter();
  const propose = useAct(
    ({ reason, pin }: { reason: string; pin: string }) => api.proposeProfile(json, reason, pin),
    (made) => {
      replace({ name: "change", id: made.row.id });
    },
  );
  return (
    <SigningSheet
      {...useSigner()}
      title={t("profiles.propose.title", { profile: change.row.label })}
      subtitle={t("change.versions", {
        now: change.current_version,
        next: change.next_version,
      })}
      closeLabel={t("profiles.propose.close")}
      onClose={onClose}
      record={[{ sealed: true, text: t("profiles.propose.record") }]}
      caution={t("profiles.propose.caution")}
      busy={propose.busy ? "propose" : null}
      failure={propose.failure}
      acts={[
        {
          key: "propose",
          label: t("profiles.propose.act"),
          busyLabel: t("requests.submit.busy"),
          proposed: true,
          run: (reason, pin) => {
            propose.run({ reason, pin });
          },
        },
      ]}
    >
      <ChangeDiff change={change} />
      <WhatChanges change={change} cap={t("profiles.propose.what")} />
    </SigningSheet>
  );
}

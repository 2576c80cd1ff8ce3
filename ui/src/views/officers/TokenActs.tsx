/** What can be done about the tokens of an officer. */
import { useRouter, type EnrolmentCause } from "../../app/router";
import type { OfficerDetailView } from "../../bindings/OfficerDetailView";
import { useT } from "../../i18n";
import { Guarded } from "../common/Guarded";
import { isInService } from "./in-service";
import { useWhyNotPropose, useWhyNotRecover, useWhyNotReport } from "./may";

interface Props {
  readonly detail: OfficerDetailView;
  readonly onLost: () => void;
}

export function TokenActs({ detail, onLost }: Props) {
  const t = useT();
  const { go } = useRouter();
  const { id, state } = detail.officer;
  const propose = useWhyNotPropose(id);
  const recover = useWhyNotRecover(id);
  const report = useWhyNotReport(id);
  if (state === "retired") return null;
  const held = detail.tokens.some(isInService);
  const ended = detail.tokens.some((token) => !isInService(token));
  const enrol = (cause: EnrolmentCause) => () => {
    go({ name: "officer-enrol", id, cause });
  };
  return (
    <>
      {held ? (
        <Guarded label={t("officers.second")} why={propose} onPress={enrol("second-token")} />
      ) : null}
      {ended ? (
        <Guarded
          label={t("officers.replace")}
          why={propose}
          told={!held}
          onPress={enrol("replacement")}
        />
      ) : null}
      {ended && !held ? (
        <Guarded label={t("officers.recover")} why={recover} onPress={enrol("recovery")} />
      ) : null}
      {held ? (
        <Guarded
          label={t("officers.lost")}
          why={report}
          told={report !== propose}
          onPress={onLost}
        />
      ) : null}
    </>
  );
}

/** The sheet of whoever proposes a change: what would be so, under the double rule, and the act. */
import type { ReactNode } from "react";
import { useAct } from "../../app/queries";
import { useRouter } from "../../app/router";
import type { ChangeView } from "../../bindings/ChangeView";
import { Instrument } from "../../components/Instrument";
import { SigningSheet } from "../../components/SigningSheet";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { useSigner } from "../common/signing";

interface Props {
  readonly title: string;
  readonly subtitle?: string;
  /** What is so once it is approved. */
  readonly sentence: string;
  /** Who decides. */
  readonly caution?: string;
  readonly record?: string;
  /** More fields above the reason. */
  readonly extra?: ReactNode;
  /** False: something is to be typed anew first. */
  readonly check?: () => boolean;
  readonly propose: (reason: string, pin: string) => Promise<ChangeView>;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

export function ProposalSheet(props: Props) {
  const t = useT();
  const { go } = useRouter();
  const act = useAct(
    ({ reason, pin }: { reason: string; pin: string }) => props.propose(reason, pin),
    (made) => {
      go({ name: "change", id: made.row.id });
    },
  );
  return (
    <SigningSheet
      {...useSigner()}
      title={props.title}
      subtitle={props.subtitle}
      closeLabel={t("change.propose.close")}
      onClose={props.onClose}
      record={[
        { sealed: true, text: t("change.propose.record") },
        ...(props.record ? [{ sealed: false, text: props.record }] : []),
        { sealed: true, text: t("requests.sheet.record.checkpoint") },
      ]}
      caution={props.caution ?? t("change.propose.caution")}
      extra={props.extra}
      busy={act.busy ? "propose" : null}
      failure={act.failure}
      acts={[
        {
          key: "propose",
          label: t("profiles.propose.act"),
          busyLabel: t("requests.submit.busy"),
          proposed: true,
          run: (reason, pin) => {
            if (props.check?.() ?? true) act.run({ reason, pin });
          },
        },
      ]}
    >
      <Clause sentence={props.sentence} />
      {props.children}
    </SigningSheet>
  );
}

const INSTANTS = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g;

/** What is decided, as one sentence; instants in it as people read them. */
export function Clause({ sentence, cap }: { sentence: string; cap?: string }) {
  const t = useT();
  const format = useFormat();
  const text = sentence.replace(INSTANTS, (instant) => format.instant(instant));
  return (
    <Instrument
      cap={cap ?? t("change.clause.submitted")}
      runs={[{ text, kind: "plain", changed: false }]}
    />
  );
}

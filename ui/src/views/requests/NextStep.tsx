/** What can be done with a request now, as one clear act. */
import { ArrowRight, Bot, FileText, Stamp } from "lucide-react";
import type { ReactNode } from "react";
import { useApi } from "../../app/api-context";
import { useAct, useSetWorkspace, useWorkspace } from "../../app/queries";
import { useRouter } from "../../app/router";
import type { RequestRow } from "../../bindings/RequestRow";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Seal } from "../../components/Icon";
import { groups, useFormat } from "../../format";
import { useT } from "../../i18n";
import { Guarded } from "../common/Guarded";
import { useWhyNotIssue } from "../common/roles";
import { firstOf } from "../frame/officers";

type Issuing = { busy: boolean; run: () => void };

function Panel({ title, text, children }: { title: ReactNode; text: string; children: ReactNode }) {
  return (
    <section className="nextstep">
      <div>
        <h2>{title}</h2>
        <p>{text}</p>
      </div>
      <div className="nextstep__acts">{children}</div>
    </section>
  );
}

/** In practice, becoming the checker and opening the sheet is one click. */
function Submitted({ row }: { row: RequestRow }) {
  const t = useT();
  const api = useApi();
  const { go } = useRouter();
  const { officers, practice } = useWorkspace();
  const setWorkspace = useSetWorkspace();
  const decide = () => {
    go({ name: "request", id: row.id, sign: true });
  };
  const change = useAct(
    (officer: string) => api.continueAs(officer),
    (workspace) => {
      setWorkspace(workspace);
      decide();
    },
  );
  const checker = firstOf(officers, "checker", row.maker);
  const title = t("requests.next.submitted", { id: row.id });
  if (row.waits_for_me)
    return (
      <Panel title={title} text={t("requests.next.mine")}>
        <Button large kind="ink" iconAfter={ArrowRight} onPress={decide}>
          {t("requests.decide")}
        </Button>
      </Panel>
    );
  if (!practice || !checker?.practice_pin)
    return (
      <Panel title={title} text={t("requests.next.other")}>
        {null}
      </Panel>
    );
  return (
    <>
      <Panel title={title} text={t("requests.next.practice")}>
        <Button
          large
          kind="ink"
          iconAfter={ArrowRight}
          isDisabled={change.busy}
          onPress={() => {
            change.run(checker.id);
          }}
        >
          {t("requests.next.checker")}
        </Button>
      </Panel>
      {change.failure && <ErrorBox failure={change.failure} />}
    </>
  );
}

function Approved({ issuing, until }: { issuing: Issuing; until: string | null }) {
  const t = useT();
  const format = useFormat();
  const text = t("requests.next.approved");
  return (
    <Panel
      title={t("requests.next.title")}
      text={
        until === null ? text : `${text} ${t("requests.next.until", { at: format.instant(until) })}`
      }
    >
      <Guarded
        label={t("requests.issue")}
        why={useWhyNotIssue()}
        large
        kind="wax"
        icon={Stamp}
        busy={issuing.busy ? t("requests.issue.busy") : null}
        onPress={issuing.run}
      />
    </Panel>
  );
}

function Issued({ serial }: { serial: string }) {
  const t = useT();
  const { go } = useRouter();
  const title = (
    <>
      <Seal /> {t("requests.issued.title")}
    </>
  );
  return (
    <Panel
      title={title}
      text={t("requests.issued.text", { serial: groups(serial).join("\u00A0") })}
    >
      <Button
        large
        icon={FileText}
        onPress={() => {
          go({ name: "reports" });
        }}
      >
        {t("requests.issued.report")}
      </Button>
      <Button
        large
        kind="ink"
        icon={Bot}
        onPress={() => {
          go({ name: "agent", serial });
        }}
      >
        {t("requests.issued.agent")}
      </Button>
    </Panel>
  );
}

type Props = {
  row: RequestRow;
  certificate?: string | null;
  issuing?: Issuing;
  /** Until when the approval must be used. */
  until?: string | null;
};

export function NextStep({ row, certificate, issuing, until = null }: Props) {
  if (row.state === "submitted") return <Submitted row={row} />;
  if (row.state === "approved" && issuing) return <Approved issuing={issuing} until={until} />;
  if (row.state === "issued" && certificate) return <Issued serial={certificate} />;
  return null;
}

/** Requests from a spreadsheet: choose a file, see every row and every fault, then submit. */
import { ArrowRight, FileSpreadsheet, RotateCw } from "lucide-react";
import { useState } from "react";
import { useApi } from "../../app/api-context";
import { useAct } from "../../app/queries";
import { useRouter } from "../../app/router";
import type { ImportOutcome } from "../../bindings/ImportOutcome";
import type { ImportView as View } from "../../bindings/ImportView";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Page } from "../../components/Page";
import { useT } from "../../i18n";
import { Guarded } from "../common/Guarded";
import { useWhyNotSubmit } from "../common/roles";
import { Imported } from "./Imported";
import { ImportRows } from "./ImportRows";
import { ImportSheet } from "./ImportSheet";
import { ImportSummary } from "./ImportSummary";

type Read = { path: string; view: View };

export function ImportView() {
  const t = useT();
  const api = useApi();
  const { go } = useRouter();
  const why = useWhyNotSubmit();
  const [read, setRead] = useState<Read | null>(null);
  const [done, setDone] = useState<ImportOutcome | null>(null);
  const [signing, setSigning] = useState<"all" | "sound" | null>(null);
  const choose = useAct(api.chooseImport, (chosen) => {
    if (chosen === null) return;
    setRead({ path: chosen[0], view: chosen[1] });
    setDone(null);
  });
  const again = useAct(api.readImport, (view) => {
    if (read) setRead({ ...read, view });
  });
  const failure = choose.failure ?? again.failure;
  const pick = () => {
    again.clear();
    choose.run(undefined);
  };
  return (
    <Page
      title={t("import.title")}
      crumb={{
        label: t("requests.title"),
        here: t("import.title"),
        onPress: () => {
          go({ name: "requests" });
        },
      }}
      acts={
        <>
          {read && done === null ? (
            <Button
              icon={RotateCw}
              busy={again.busy ? t("import.reading") : null}
              onPress={() => {
                choose.clear();
                again.run(undefined);
              }}
            >
              {t("import.again")}
            </Button>
          ) : null}
          <Guarded
            label={t("import.choose")}
            why={why}
            kind={read ? "plain" : "ink"}
            icon={FileSpreadsheet}
            busy={choose.busy ? t("import.reading") : null}
            onPress={pick}
          />
        </>
      }
      foot={read && done === null ? <Foot view={read.view} onContinue={setSigning} /> : null}
    >
      {failure ? <ErrorBox failure={failure} /> : null}
      {done ? <Imported outcome={done} /> : null}
      {read ? (
        done === null && (
          <div className="import">
            <ImportSummary path={read.path} view={read.view} />
            <ImportRows rows={read.view.rows} />
          </div>
        )
      ) : (
        <Explained />
      )}
      {read && signing ? (
        <ImportSheet
          view={read.view}
          path={read.path}
          soundPart={signing === "sound"}
          onClose={() => {
            setSigning(null);
          }}
          onDone={(outcome) => {
            setSigning(null);
            setDone(outcome);
          }}
        />
      ) : null}
    </Page>
  );
}

/** What a file must hold, before one is chosen. */
function Explained() {
  const t = useT();
  return (
    <section className="empty">
      <h2>{t("import.empty.title")}</h2>
      <p>{t("import.empty.text")}</p>
      <p className="small">{t("import.empty.columns")}</p>
      <p className="small">
        <code>
          {
            "agent_id, accountable, purpose, profile, actions, instruments, resources, limit_per_action, limit_per_day, window_from, window_until, model_name, model_sha256, validity_days, validity_hours, valid_until, key_algorithm, csr, renews, same_key"
          }
        </code>
      </p>
    </section>
  );
}

interface FootProps {
  readonly view: View;
  readonly onContinue: (what: "all" | "sound") => void;
}

function Foot({ view, onContinue }: FootProps) {
  const t = useT();
  const { sound, total, earlier } = view;
  const whole = sound === total && total > 0 && view.header.length === 0;
  const blocked = earlier !== null || sound === 0;
  return (
    <>
      <span className="small muted">
        {whole ? t("import.foot.whole", { total }) : t("import.foot.part", { sound, total })}
      </span>
      <div className="foot__acts">
        {whole ? null : (
          <Button
            isDisabled={blocked}
            onPress={() => {
              onContinue("sound");
            }}
          >
            {t("import.sound", { sound })}
          </Button>
        )}
        <Button
          kind="ink"
          iconAfter={ArrowRight}
          isDisabled={!whole || blocked}
          onPress={() => {
            onContinue("all");
          }}
        >
          {t("import.all", { total })}
        </Button>
      </div>
    </>
  );
}

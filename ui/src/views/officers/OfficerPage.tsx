/** One officer: their tokens and roles, now and before, and what is proposed about them. */
import { useState } from "react";
import { useApi } from "../../app/api-context";
import { useRead } from "../../app/queries";
import { useRouter } from "../../app/router";
import type { OfficerDetailView } from "../../bindings/OfficerDetailView";
import { Button } from "../../components/Button";
import { ErrorBox } from "../../components/ErrorBox";
import { Facts } from "../../components/Facts";
import { Note } from "../../components/Note";
import { Page } from "../../components/Page";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { nameOf } from "../frame/officers";
import { Guarded } from "../common/Guarded";
import { LostSheet } from "./LostSheet";
import { useWhyNotPropose } from "./may";
import { OfficerStatus } from "./OfficerStatus";
import { OfficerTokens } from "./OfficerTokens";
import { OfficerRoles } from "./OfficerRoles";
import { RetireSheet } from "./RetireSheet";
import { RoleSheet } from "./RoleSheet";
import { TokenActs } from "./TokenActs";
import { Unconfirmed } from "./Unconfirmed";

type Act = "role" | "retire" | "lost";

export function OfficerPage({ id }: { id: string }) {
  const t = useT();
  const api = useApi();
  const { go } = useRouter();
  const detail = useRead(["officer", id], () => api.showOfficer(id));
  const { data } = detail;
  const [act, setAct] = useState<Act | null>(null);
  const close = () => {
    setAct(null);
  };
  return (
    <Page
      title={data ? nameOf(data.officer) : id}
      beside={data ? <OfficerStatus state={data.officer.state} chip /> : null}
      crumb={{
        label: t("settings.title"),
        here: t("officers.title"),
        onPress: () => {
          go({ name: "settings", part: "officers" });
        },
      }}
    >
      {detail.failure ? <ErrorBox failure={detail.failure} onRetry={detail.retry} /> : null}
      {detail.loading ? <p className="muted">{t("common.loading")}</p> : null}
      {data ? <Loaded detail={data} onAct={setAct} /> : null}
      {data && act === "role" ? <RoleSheet officer={data.officer} onClose={close} /> : null}
      {data && act === "retire" ? <RetireSheet officer={data.officer} onClose={close} /> : null}
      {data && act === "lost" ? <LostSheet detail={data} onClose={close} /> : null}
    </Page>
  );
}

interface LoadedProps {
  readonly detail: OfficerDetailView;
  readonly onAct: (act: Act) => void;
}

function Loaded({ detail, onAct }: LoadedProps) {
  const t = useT();
  const format = useFormat();
  const { officer } = detail;
  return (
    <div className="officer">
      <Unconfirmed detail={detail} />
      {detail.open_changes.length > 0 ? <Open ids={detail.open_changes} /> : null}
      <Facts
        wide
        items={[
          { key: "id", label: t("officers.id"), value: <code>{officer.id}</code> },
          { key: "role", label: t("officers.col.role"), value: t(`role.${officer.role}`) },
          { key: "since", label: t("officers.col.since"), value: format.instant(officer.since) },
          ...(officer.retired_at === null
            ? []
            : [
                {
                  key: "until",
                  label: t("officers.retired"),
                  value: format.instant(officer.retired_at),
                },
              ]),
        ]}
      />
      <OfficerTokens
        tokens={detail.tokens}
        acts={
          <TokenActs
            detail={detail}
            onLost={() => {
              onAct("lost");
            }}
          />
        }
      />
      <OfficerRoles
        roles={detail.roles}
        acts={officer.state === "retired" ? null : <RoleActs id={officer.id} onAct={onAct} />}
      />
    </div>
  );
}

function RoleActs({ id, onAct }: { id: string; onAct: (act: Act) => void }) {
  const t = useT();
  const why = useWhyNotPropose(id);
  return (
    <>
      <Guarded
        label={t("officers.role")}
        why={why}
        onPress={() => {
          onAct("role");
        }}
      />
      <Guarded
        label={t("officers.retire")}
        why={why}
        told={false}
        onPress={() => {
          onAct("retire");
        }}
      />
    </>
  );
}

/** Changes about them that wait for a second officer. */
function Open({ ids }: { ids: readonly string[] }) {
  const t = useT();
  const { go } = useRouter();
  return (
    <Note tone="wait">
      <p>
        {t("officers.open", { count: ids.length })}{" "}
        {ids.map((id) => (
          <Button
            key={id}
            kind="link"
            onPress={() => {
              go({ name: "change", id });
            }}
          >
            {id}
          </Button>
        ))}
      </p>
    </Note>
  );
}

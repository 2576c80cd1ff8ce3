/** One officer: their tokens and roles, now and before, and what is proposed about them. */
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
import { OfficerStatus } from "./OfficerStatus";
import { OfficerTokens } from "./OfficerTokens";
import { OfficerRoles } from "./OfficerRoles";

export function OfficerPage({ id }: { id: string }) {
  const t = useT();
  const api = useApi();
  const { go } = useRouter();
  const detail = useRead(["officer", id], () => api.showOfficer(id));
  const { data } = detail;
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
      {data ? <Loaded detail={data} /> : null}
    </Page>
  );
}

function Loaded({ detail }: { detail: OfficerDetailView }) {
  const t = useT();
  const format = useFormat();
  const { officer } = detail;
  return (
    <div className="officer">
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
      <OfficerTokens tokens={detail.tokens} />
      <OfficerRoles roles={detail.roles} />
    </div>
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

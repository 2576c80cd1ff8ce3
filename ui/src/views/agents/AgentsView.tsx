/** The register: every certificate of every agent, found by text. */
import { Plus } from "lucide-react";
import { useCallback, useState } from "react";
import type { CertificateRow } from "../../bindings/CertificateRow";
import { useApi } from "../../app/api-context";
import { useDebounced } from "../../app/debounced";
import { usePages } from "../../app/pages";
import { useRouter } from "../../app/router";
import { Check } from "../../components/Check";
import { ErrorBox } from "../../components/ErrorBox";
import { Page } from "../../components/Page";
import { SearchInput } from "../../components/SearchInput";
import { ToggleGroup } from "../../components/ToggleGroup";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { Guarded } from "../common/Guarded";
import { useWhyNotSubmit } from "../common/roles";
import { CertificateTable } from "./CertificateTable";
import { Expiring } from "./Expiring";

type List = "register" | "expiring";
const LISTS: readonly List[] = ["register", "expiring"];

export function AgentsView() {
  const t = useT();
  const { go } = useRouter();
  const why = useWhyNotSubmit();
  const [list, setList] = useState<List>("register");
  return (
    <Page
      title={t("agents.title")}
      acts={
        <Guarded
          label={t("agents.new")}
          why={why}
          icon={Plus}
          onPress={() => {
            go({ name: "request-new" });
          }}
        />
      }
    >
      <ToggleGroup
        label={t("agents.lists")}
        value={list}
        onChange={setList}
        options={LISTS.map((key) => ({ key, label: t(`agents.list.${key}`) }))}
      />
      {list === "register" ? <Register /> : <Expiring />}
    </Page>
  );
}

function Register() {
  const t = useT();
  const format = useFormat();
  const api = useApi();
  const { go } = useRouter();
  const [text, setText] = useState("");
  const [expired, setExpired] = useState(false);
  const rested = useDebounced(text.trim());
  const register = usePages(["certificates", rested, expired], (after: string | null) =>
    api.listCertificates(rested, expired, after),
  );
  const open = useCallback(
    (row: CertificateRow) => {
      go({ name: "agent", serial: row.serial });
    },
    [go],
  );
  const last = register.pages.at(-1);
  const rows = register.pages.reduce((sum, page) => sum + page.rows.length, 0);
  const hidden = last?.expired ?? 0;
  return (
    <>
      <div role="search" className="filters">
        <SearchInput label={t("agents.search")} value={text} onChange={setText} />
        <Check isSelected={expired} onChange={setExpired}>
          {t("agents.expired.include", { count: format.number(hidden) })}
        </Check>
      </div>
      {register.failure ? (
        <ErrorBox failure={register.failure} onRetry={register.retry} />
      ) : (
        <CertificateTable
          label={t("agents.title")}
          pages={register.pages.map((page) => page.rows)}
          loading={register.loading}
          more={register.more}
          onOpen={open}
          empty={t(rested ? "agents.empty.filtered" : "agents.empty")}
        />
      )}
      {last ? (
        <p className="count-line">
          <span>
            {rows === last.total
              ? t("agents.count.all", { count: rows })
              : t("agents.count", { rows: format.number(rows), total: format.number(last.total) })}
          </span>
          {!expired && hidden > 0 ? (
            <span>{t("agents.expired.hidden", { count: hidden })}</span>
          ) : null}
        </p>
      ) : null}
    </>
  );
}

/** What can be done with a certificate: those acts that it allows as it stands. */
import { Ban, ChevronDown } from "lucide-react";
import { useId } from "react";
import type { ExportFormat } from "../../api";
import type { CertificateView } from "../../bindings/CertificateView";
import { Button } from "../../components/Button";
import { Menu } from "../../components/Menu";
import { useT } from "../../i18n";
import { useMayPropose } from "../common/roles";
import { useMayDecide, type Act } from "./deciding";
import { ExportMenu } from "./ExportMenu";

interface Props {
  readonly certificate: CertificateView;
  readonly renewing: boolean;
  readonly onExport: (format: ExportFormat) => void;
  readonly onRenew: () => void;
  readonly onAct: (act: Act) => void;
}

export function Acts({ certificate, renewing, onExport, onRenew, onAct }: Props) {
  const t = useT();
  const id = useId();
  const may = useMayDecide();
  const mayPropose = useMayPropose();
  const { acts } = certificate;
  const decidable = acts.suspend || acts.release || acts.revoke;
  const locked = { isDisabled: !may, "aria-describedby": may ? undefined : id };
  return (
    <>
      {decidable && !may ? (
        <span id={id} className="hint head__why">
          {t("agents.acts.who")}
        </span>
      ) : null}
      <ExportMenu onChoose={onExport} />
      {decidable && may ? <MoreActs supersede={acts.supersede} onAct={onAct} /> : null}
      {acts.renew ? (
        <Button busy={renewing ? t("agents.renew.busy") : null} onPress={onRenew}>
          {t("agents.renew")}
        </Button>
      ) : null}
      {acts.suspend ? (
        <Button
          {...locked}
          onPress={() => {
            onAct("suspend");
          }}
        >
          {t("agents.suspend")}
        </Button>
      ) : null}
      {acts.release && mayPropose ? (
        <Button
          onPress={() => {
            onAct("release");
          }}
        >
          {t("agents.release")}
        </Button>
      ) : null}
      {acts.revoke ? (
        <Button
          {...locked}
          kind="stop"
          icon={Ban}
          onPress={() => {
            onAct("revoke");
          }}
        >
          {t("agents.revoke")}
        </Button>
      ) : null}
    </>
  );
}

/** The rarer acts. */
function MoreActs({ supersede, onAct }: { supersede: boolean; onAct: (act: Act) => void }) {
  const t = useT();
  const keys: readonly Act[] = supersede ? ["supersede", "compromise"] : ["compromise"];
  return (
    <Menu
      label={t("agents.more")}
      groups={[
        {
          key: "more",
          title: t("agents.more.title"),
          entries: keys.map((key) => ({
            key,
            label: t(key === "supersede" ? "agents.supersede" : "agents.compromise"),
            detail: t(key === "supersede" ? "agents.supersede.detail" : "agents.compromise.detail"),
          })),
          onAction: (key) => {
            onAct(key as Act);
          },
        },
      ]}
    >
      <Button iconAfter={ChevronDown}>{t("agents.more")}</Button>
    </Menu>
  );
}

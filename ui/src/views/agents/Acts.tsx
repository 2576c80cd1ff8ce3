/** What can be done with a certificate: those acts that it allows as it stands. */
import { Ban, ChevronDown } from "lucide-react";
import { Fragment, useId } from "react";
import type { ExportFormat } from "../../api";
import type { CertificateActs } from "../../bindings/CertificateActs";
import type { CertificateView } from "../../bindings/CertificateView";
import { Button } from "../../components/Button";
import { Menu } from "../../components/Menu";
import { useT } from "../../i18n";
import type { MessageId } from "../../messages";
import { useMayPropose, useWhyNotSubmit } from "../common/roles";
import { useMayDecide, type Act } from "./deciding";
import { ExportMenu } from "./ExportMenu";

interface Props {
  readonly certificate: CertificateView;
  readonly renewing: boolean;
  readonly onExport: (format: ExportFormat) => void;
  readonly onRenew: () => void;
  readonly onAct: (act: Act) => void;
}

/** Why whoever is signed in can't do what the certificate allows; each reason once. */
function useWhys({ renew, suspend, release, revoke }: CertificateActs) {
  const mayDecide = useMayDecide();
  const mayPropose = useMayPropose();
  const maySubmit = useWhyNotSubmit() === null;
  return {
    denies: (suspend || release || revoke) && !mayDecide ? "agents.acts.who" : null,
    renews: renew && !maySubmit ? "agents.renew.who" : null,
    releases: release && !mayPropose ? "agents.release.who" : null,
  } as const;
}

export function Acts({ certificate, renewing, onExport, onRenew, onAct }: Props) {
  const t = useT();
  const id = useId();
  const { acts } = certificate;
  const why = useWhys(acts);
  const reasons = [why.releases, why.denies, why.renews].filter((one) => one !== null);
  const locked = (reason: MessageId | null) => ({
    isDisabled: reason !== null,
    "aria-describedby": reason === null ? undefined : `${id}${reason}`,
  });
  return (
    <>
      {reasons.length > 0 ? (
        <span className="hint head__why">
          {reasons.map((reason) => (
            <Fragment key={reason}>
              <span id={`${id}${reason}`}>{t(reason)}</span>{" "}
            </Fragment>
          ))}
        </span>
      ) : null}
      <ExportMenu onChoose={onExport} />
      {acts.suspend || acts.release || acts.revoke ? (
        <MoreActs supersede={acts.supersede} locked={locked(why.denies)} onAct={onAct} />
      ) : null}
      {acts.renew ? (
        <Button
          {...locked(why.renews)}
          busy={renewing ? t("agents.renew.busy") : null}
          onPress={onRenew}
        >
          {t("agents.renew")}
        </Button>
      ) : null}
      {acts.suspend ? (
        <Button
          {...locked(why.denies)}
          onPress={() => {
            onAct("suspend");
          }}
        >
          {t("agents.suspend")}
        </Button>
      ) : null}
      {acts.release ? (
        <Button
          {...locked(why.releases)}
          onPress={() => {
            onAct("release");
          }}
        >
          {t("agents.release")}
        </Button>
      ) : null}
      {acts.revoke ? (
        <Button
          {...locked(why.denies)}
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

interface MoreProps {
  readonly supersede: boolean;
  readonly locked: { isDisabled: boolean; "aria-describedby": string | undefined };
  readonly onAct: (act: Act) => void;
}

/** The rarer acts. */
function MoreActs({ supersede, locked, onAct }: MoreProps) {
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
      <Button {...locked} iconAfter={ChevronDown}>
        {t("agents.more")}
      </Button>
    </Menu>
  );
}

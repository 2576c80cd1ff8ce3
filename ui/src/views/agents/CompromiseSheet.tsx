/** The signing sheet that declares a key compromised: everything beneath it is denied in one act. */
import { useState } from "react";
import type { CompromiseView } from "../../bindings/CompromiseView";
import { useApi } from "../../app/api-context";
import { useRead } from "../../app/queries";
import { CopyButton } from "../../components/CopyButton";
import { ErrorBox } from "../../components/ErrorBox";
import { Hash } from "../../components/HashView";
import { InstantInput } from "../../components/InstantInput";
import { SigningSheet } from "../../components/SigningSheet";
import { useFormat } from "../../format";
import { useT } from "../../i18n";
import { useSigner } from "../common/signing";
import { Beneath } from "./Beneath";
import { problemOf, type Deciding } from "./deciding";
import { Effects } from "./Decided";

interface Props {
  /** The key: by the serial of a certificate over it, or `issuing` for that of the issuing CA. */
  readonly of: string;
  /** Whose it is, until the preview says. */
  readonly name: string;
  readonly act: Deciding;
  readonly onClose: () => void;
}

export function CompromiseSheet({ of: key, name, act, onClose }: Props) {
  const t = useT();
  const format = useFormat();
  const api = useApi();
  const preview = useRead(["compromise", key], () => api.compromisePreview(key));
  const [since, setSince] = useState("");
  const count = preview.data?.total ?? 0;
  const declared = since
    ? t("compromise.record.since", { at: format.instant(since) })
    : t("compromise.record.declared");
  return (
    <SigningSheet
      {...useSigner()}
      halt
      title={t("compromise.title", { name: preview.data?.name ?? name })}
      subtitle={t("compromise.subtitle")}
      closeLabel={t("compromise.close")}
      onClose={onClose}
      record={[
        { sealed: true, text: declared },
        { sealed: true, text: t("compromise.record.revoked", { count }) },
        { sealed: true, text: t("compromise.record.crl") },
        { sealed: true, text: t("revoke.record.checkpoint") },
      ]}
      extra={
        <InstantInput
          label={t("compromise.since")}
          hint={t("compromise.since.hint")}
          path="since"
          problem={problemOf(act, "since")}
          value={since}
          onChange={setSince}
        />
      }
      caution={t("compromise.caution")}
      acts={
        preview.data
          ? [
              {
                key: "compromise",
                label: t("compromise.act"),
                busyLabel: t("compromise.busy"),
                proposed: true,
                run: (comment, pin) => {
                  act.run((calls) => calls.declareCompromised(key, since || null, comment, pin));
                },
              },
            ]
          : []
      }
      busy={act.busy ? "compromise" : null}
      failure={act.failure}
    >
      {preview.failure ? <ErrorBox failure={preview.failure} onRetry={preview.retry} /> : null}
      {preview.loading ? <p className="muted">{t("common.loading")}</p> : null}
      {preview.data ? <What compromise={preview.data} timed={since !== ""} /> : null}
    </SigningSheet>
  );
}

function What({ compromise, timed }: { compromise: CompromiseView; timed: boolean }) {
  const t = useT();
  return (
    <>
      <Beneath compromise={compromise} />
      <Effects
        effects={[
          t("compromise.effect.now"),
          t(compromise.of === "authority" ? "compromise.effect.issuer" : "compromise.effect.key"),
          t("compromise.effect.final"),
        ]}
      />
      <section className="what">
        <p className="cap">
          {t("compromise.key")}
          <CopyButton text={compromise.spki_sha256} label={t("agents.spki.copy")} />
        </p>
        <Hash hex={compromise.spki_sha256} />
        {timed ? (
          <p className="hint">{t("compromise.signed.timed")}</p>
        ) : (
          <>
            <p className="cap">
              {t("compromise.signed")}
              <CopyButton text={compromise.object_sha256} label={t("requests.sheet.copy")} />
            </p>
            <Hash hex={compromise.object_sha256} />
          </>
        )}
      </section>
    </>
  );
}

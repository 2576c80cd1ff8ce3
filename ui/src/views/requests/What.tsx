/** What exactly is signed: the hash of the request, as hash, words, or its full text. */
import { useState } from "react";
import { useWorkspace } from "../../app/queries";
import type { RequestView } from "../../bindings/RequestView";
import { Button } from "../../components/Button";
import { CopyButton } from "../../components/CopyButton";
import { Facts } from "../../components/Facts";
import { Hash, HashWords } from "../../components/HashView";
import { useT } from "../../i18n";
import { roleIn } from "../frame/officers";

type Form = "hash" | "words" | "full";
const FORMS: Form[] = ["hash", "words", "full"];

interface Props {
  readonly request: RequestView;
  readonly cap?: string;
  /** True where nothing is added at issuance, since nothing is issued. */
  readonly plain?: boolean;
}

export function What({ request, cap, plain = false }: Props) {
  const t = useT();
  const { officer } = useWorkspace();
  const [form, setForm] = useState<Form>("hash");
  return (
    <section className="what">
      <p className="cap">
        {cap ?? t("requests.sheet.what")}
        <span className="what__forms">
          {FORMS.filter((f) => f !== form).map((f) => (
            <Button
              key={f}
              kind="link"
              onPress={() => {
                setForm(f);
              }}
            >
              {t(`requests.sheet.${f}`)}
            </Button>
          ))}
        </span>
      </p>
      <div className={`what__cols what__cols--${form}`}>
        {form === "hash" && <Hash hex={request.object_sha256} />}
        {form === "words" && <HashWords words={request.object_words} />}
        {form === "full" && (
          <pre className="what__full" tabIndex={0} aria-label={t("requests.sheet.full")}>
            {request.object_json}
          </pre>
        )}
        <CopyButton
          text={form === "full" ? request.object_json : request.object_sha256}
          label={t("requests.sheet.copy")}
        />
        {officer && (
          <Facts
            items={[
              {
                key: "as",
                label: t("requests.sheet.as"),
                value: t("requests.sheet.asValue", {
                  role: roleIn(officer.role, t),
                  id: officer.id,
                }),
              },
              { key: "log", label: t("requests.sheet.log"), value: request.origin },
            ]}
          />
        )}
      </div>
      {plain ? null : <p className="hint">{t("requests.sheet.added")}</p>}
    </section>
  );
}

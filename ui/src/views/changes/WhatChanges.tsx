/** What exactly is signed of a change: the hash of its object, and the object itself. */
import { useState } from "react";
import type { ChangeView } from "../../bindings/ChangeView";
import { Button } from "../../components/Button";
import { CopyButton } from "../../components/CopyButton";
import { Hash, HashWords } from "../../components/HashView";
import { useT } from "../../i18n";

type Form = "hash" | "words" | "full";

export function WhatChanges({ change, cap }: { change: ChangeView; cap: string }) {
  const t = useT();
  const [form, setForm] = useState<Form>("hash");
  const forms: Form[] =
    change.object_words.length > 0 ? ["hash", "words", "full"] : ["hash", "full"];
  return (
    <section className="what">
      <p className="cap">
        {cap}
        <span className="what__forms">
          {forms
            .filter((other) => other !== form)
            .map((other) => (
              <Button
                key={other}
                kind="link"
                onPress={() => {
                  setForm(other);
                }}
              >
                {t(`requests.sheet.${other}`)}
              </Button>
            ))}
        </span>
      </p>
      <div className={`what__cols what__cols--${form}`}>
        {form === "hash" && <Hash hex={change.object_sha256} />}
        {form === "words" && <HashWords words={change.object_words} />}
        {form === "full" && (
          <pre className="what__full" tabIndex={0} aria-label={t("requests.sheet.full")}>
            {change.object_json}
          </pre>
        )}
        <CopyButton
          text={form === "full" ? change.object_json : change.object_sha256}
          label={t("requests.sheet.copy")}
        />
      </div>
    </section>
  );
}

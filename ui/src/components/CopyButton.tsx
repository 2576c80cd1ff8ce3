/** Copies a text and says so for two seconds, in place. */
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useT } from "../i18n";
import { Button } from "./Button";

/** By the clipboard's own way, else by a copy event; says whether it worked. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const fill = (event: ClipboardEvent) => {
      event.preventDefault();
      event.clipboardData?.setData("text/plain", text);
    };
    document.addEventListener("copy", fill, { once: true });
    const done = document.execCommand("copy");
    document.removeEventListener("copy", fill);
    return done;
  }
}

type Props = { text: string; label: string; withWords?: boolean };

export function CopyButton({ text, label, withWords = false }: Props) {
  const t = useT();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = window.setTimeout(() => {
      setCopied(false);
    }, 2000);
    return () => {
      window.clearTimeout(timer);
    };
  }, [copied]);
  const copy = () => {
    void copyText(text).then(setCopied);
  };
  const words = copied ? t("common.copied") : label;
  return (
    <Button
      kind={withWords ? "plain" : "icon"}
      icon={copied ? Check : Copy}
      aria-label={words}
      onPress={copy}
    >
      {withWords ? words : null}
    </Button>
  );
}

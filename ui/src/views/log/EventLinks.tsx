/** Where an event leads: its request, its certificate's agent; and how it came out. */
import { CircleCheck, CircleX, ShieldX } from "lucide-react";
import { useRouter } from "../../app/router";
import { Button } from "../../components/Button";
import { Status, type StatusTone } from "../../components/Status";
import type { LucideIcon } from "../../components/Icon";
import { shortSerial } from "../../format";
import { useT, wordFor } from "../../i18n";

export function ToRequest({ id }: { id: string }) {
  const { go } = useRouter();
  return (
    <Button
      kind="link"
      onPress={() => {
        go({ name: "request", id });
      }}
    >
      {id}
    </Button>
  );
}

export function ToAgent({ serial }: { serial: string }) {
  const { go } = useRouter();
  return (
    <Button
      kind="link"
      onPress={() => {
        go({ name: "agent", serial });
      }}
    >
      {shortSerial(serial)}
    </Button>
  );
}

const LOOKS: Record<string, { tone: StatusTone; icon: LucideIcon }> = {
  done: { tone: "ok", icon: CircleCheck },
  refused: { tone: "stop", icon: ShieldX },
  failed: { tone: "stop", icon: CircleX },
};
const DONE = { tone: "ok", icon: CircleCheck } as const;

export function Outcome({ outcome }: { outcome: string }) {
  const t = useT();
  const word = wordFor(t, `log.outcome.${outcome}`, outcome);
  return <Status {...(LOOKS[outcome] ?? DONE)} word={word} />;
}

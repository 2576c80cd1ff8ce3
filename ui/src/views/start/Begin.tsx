/** The choices to begin with. Only what works is offered. */
import { FlaskConical, FolderOpen } from "lucide-react";
import type { ReactNode } from "react";
import type { StartView } from "../../bindings/StartView";
import { Button } from "../../components/Button";
import { Icon, type LucideIcon } from "../../components/Icon";
import { useT } from "../../i18n";
import type { Opening } from "./opening";

type ChoiceProps = { icon: LucideIcon; title: string; text: string; children: ReactNode };

function Choice({ icon, title, text, children }: ChoiceProps) {
  return (
    <div className="choice">
      <Icon of={icon} large />
      <div>
        <h2>{title}</h2>
        <p>{text}</p>
      </div>
      <span className="choice__act">{children}</span>
    </div>
  );
}

function Practice({ start, opening }: { start: StartView; opening: Opening }) {
  const t = useT();
  const again = start.practice_exists;
  return (
    <Choice
      icon={FlaskConical}
      title={t("start.practice.title")}
      text={t(again ? "start.practice.againText" : "start.practice.text")}
    >
      <Button
        large
        kind="ink"
        autoFocus
        isDisabled={opening.busy !== null}
        onPress={() => {
          if (again) opening.open(start.practice_dir);
          else opening.practise();
        }}
      >
        {t(again ? "start.practice.again" : "start.practice.act")}
      </Button>
    </Choice>
  );
}

export function Begin({ start, opening }: { start: StartView | null; opening: Opening }) {
  const t = useT();
  return (
    <section aria-labelledby="begin">
      <h2 id="begin">{t("start.begin")}</h2>
      <div className="choices">
        {start && <Practice start={start} opening={opening} />}
        <Choice icon={FolderOpen} title={t("start.open.title")} text={t("start.open.text")}>
          <Button
            large
            busy={opening.busy === "dialog" ? t("start.open.busy") : null}
            isDisabled={opening.busy !== null && opening.busy !== "dialog"}
            onPress={opening.choose}
          >
            {t("start.open.act")}
          </Button>
        </Choice>
      </div>
    </section>
  );
}

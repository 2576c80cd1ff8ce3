/** "Why?" at a label: a short explanation, on demand. */
import type { ReactNode } from "react";
import { Dialog, DialogTrigger, Popover } from "react-aria-components";
import { useT } from "../i18n";
import { Button } from "./Button";

export function Why({ about, children }: { about: string; children: ReactNode }) {
  const t = useT();
  const name = t("common.whyAbout", { field: about });
  return (
    <DialogTrigger>
      <span className="why">
        <Button kind="link" slot={null} aria-label={name}>
          {t("common.why")}
        </Button>
      </span>
      <Popover className="popover popover--text" placement="bottom end">
        <Dialog aria-label={name}>
          <p className="small">{children}</p>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

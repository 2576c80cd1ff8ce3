/** What surrounds every screen of an open workspace: where one is, who one is, what waits. */
import { useState, type ReactNode } from "react";
import type { OfficerView } from "../../bindings/OfficerView";
import { useWrittenElsewhere } from "../../app/elsewhere";
import { useWorkspace } from "../../app/queries";
import { SignInSheet } from "../sign-in/SignInSheet";
import { AboutPractice } from "./AboutPractice";
import { Palette, usePaletteKey } from "./Palette";
import { PracticeBanner } from "./PracticeBanner";
import { Rail } from "./Rail";
import { Settled } from "./Settled";
import { TopBar } from "./TopBar";

type Open = { kind: "palette" } | { kind: "practice" } | { kind: "sign-in"; officer: OfficerView };

export function Frame({ children }: { children: ReactNode }) {
  const workspace = useWorkspace();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => {
    setOpen(null);
  };
  const find = () => {
    setOpen({ kind: "palette" });
  };
  usePaletteKey(find);
  useWrittenElsewhere();
  return (
    <div className={workspace.practice ? "app app--practice" : "app"}>
      <TopBar
        onFind={find}
        onSignIn={(officer) => {
          setOpen({ kind: "sign-in", officer });
        }}
      />
      {workspace.practice && (
        <PracticeBanner
          onAbout={() => {
            setOpen({ kind: "practice" });
          }}
        />
      )}
      <Rail />
      <main className="work">
        <Settled />
        {children}
      </main>
      {open?.kind === "palette" && <Palette onClose={close} />}
      {open?.kind === "practice" && <AboutPractice onClose={close} />}
      {open?.kind === "sign-in" && <SignInSheet officer={open.officer} onClose={close} />}
    </div>
  );
}

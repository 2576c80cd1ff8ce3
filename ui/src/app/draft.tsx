/** The request being typed. It outlives its screen, so that looking something up loses nothing. */
import { createContext, use, useMemo, useState, type ReactNode } from "react";
import { emptyForm, type RequestForm } from "../views/requests/form";

type Draft = {
  form: RequestForm;
  setForm: (form: RequestForm) => void;
  /** Under which name it was put aside in the workspace. */
  kept: string | null;
  setKept: (id: string | null) => void;
  discard: () => void;
};

const DraftContext = createContext<Draft | null>(null);

export function DraftProvider({ children }: { children: ReactNode }) {
  const [form, setForm] = useState<RequestForm>(emptyForm);
  const [kept, setKept] = useState<string | null>(null);
  const draft = useMemo(
    () => ({
      form,
      setForm,
      kept,
      setKept,
      discard: () => {
        setForm(emptyForm);
        setKept(null);
      },
    }),
    [form, kept],
  );
  return <DraftContext value={draft}>{children}</DraftContext>;
}

export function useDraft(): Draft {
  const draft = use(DraftContext);
  if (!draft) throw new Error("useDraft outside DraftProvider");
  return draft;
}

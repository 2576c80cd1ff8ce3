/** The request being typed. It outlives its screen, so that looking something up loses nothing. */
import { createContext, use, useMemo, useState, type ReactNode } from "react";
import { emptyForm, type RequestForm } from "../views/requests/form";

type Draft = { form: RequestForm; setForm: (form: RequestForm) => void; discard: () => void };

const DraftContext = createContext<Draft | null>(null);

export function DraftProvider({ children }: { children: ReactNode }) {
  const [form, setForm] = useState<RequestForm>(emptyForm);
  const draft = useMemo(
    () => ({
      form,
      setForm,
      discard: () => {
        setForm(emptyForm);
      },
    }),
    [form],
  );
  return <DraftContext value={draft}>{children}</DraftContext>;
}

export function useDraft(): Draft {
  const draft = use(DraftContext);
  if (!draft) throw new Error("useDraft outside DraftProvider");
  return draft;
}

/** The form, bound to its draft and to what Rust says of it as it is typed. */
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useApi } from "../../app/api-context";
import { useDebounced } from "../../app/debounced";
import { useDraft } from "../../app/draft";
import type { DraftReading } from "../../bindings/DraftReading";
import type { FormOptions } from "../../bindings/FormOptions";
import type { RequestInput } from "../../bindings/RequestInput";
import { useTouched } from "../../components/Field";
import { problemsOf, toInput, type Problems, type RequestForm } from "./form";
import { profileOf, shapeOf } from "./shape";

/** What a field needs to show its problem once a person has left it. */
export type Bound = { path: string; problem: string | null; onBlur: () => void };

export type Drafting = {
  form: RequestForm;
  /** The form as Rust reads it. */
  input: RequestInput;
  set: (patch: Partial<RequestForm>) => void;
  bind: (path: string) => Bound;
  problems: Problems;
  reading: DraftReading | null;
  /** Reads the draft at once, as it stands; shows every problem it has. */
  readNow: () => Promise<DraftReading>;
  fill: (form: RequestForm) => void;
  discard: () => void;
  /** Under which name it was put aside; `null`: it was not. */
  kept: string | null;
  setKept: (id: string | null) => void;
};

export function useDrafting(options: FormOptions): Drafting {
  const api = useApi();
  const client = useQueryClient();
  const { form, setForm, kept, setKept, discard } = useDraft();
  const touched = useTouched();
  const input = useMemo(() => toInput(form, shapeOf(profileOf(form, options))), [form, options]);
  const rested = useDebounced(input);
  const { data } = useQuery({
    queryKey: ["draft", rested],
    queryFn: () => api.readDraft(rested),
    placeholderData: keepPreviousData,
  });
  const reading = data ?? null;
  const problems = useMemo(() => problemsOf(reading?.problems ?? [], form), [reading, form]);

  return {
    form,
    input,
    problems,
    reading,
    kept,
    setKept,
    set: (patch) => {
      setForm({ ...form, ...patch });
    },
    bind: (path) => ({
      path,
      problem: touched.isTouched(path) ? problems.of(path) : null,
      onBlur: () => {
        touched.touch(path);
      },
    }),
    readNow: async () => {
      const now = await api.readDraft(input);
      client.setQueryData(["draft", input], now);
      touched.touchAll();
      return now;
    },
    fill: (filled) => {
      touched.reset();
      setForm(filled);
    },
    discard: () => {
      touched.reset();
      discard();
    },
  };
}

/** Puts the cursor where the first problem is. */
export function focusField(path: string) {
  const field = document.querySelector(`[data-field="${CSS.escape(path)}"]`);
  const control = field?.querySelector<HTMLElement>(
    "input, textarea, [role=spinbutton], button:not(.linkish)",
  );
  control?.focus();
  field?.scrollIntoView({ block: "center" });
}

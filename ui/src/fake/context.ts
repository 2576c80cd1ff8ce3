/** What the parts of the fake api share. */
import type { Language } from "../api";
import type { CertificateView } from "../bindings/CertificateView";
import type { ChangeView } from "../bindings/ChangeView";
import type { CrlView } from "../bindings/CrlView";
import type { DraftView } from "../bindings/DraftView";
import type { EventRow } from "../bindings/EventRow";
import type { InventoryView } from "../bindings/InventoryView";
import type { OfficerView } from "../bindings/OfficerView";
import type { ProgressView } from "../bindings/ProgressView";
import type { RequestView } from "../bindings/RequestView";
import type { StandingView } from "../bindings/StandingView";
import type { TokenView } from "../bindings/TokenView";
import type { WorkspaceView } from "../bindings/WorkspaceView";
import type { HeldState } from "./held";
import type { RecordsState } from "./records";

export const NOW = "2026-11-22T15:10:00Z";

export type Context = {
  state: {
    language: Language;
    officer: OfficerView | null;
    certificates: CertificateView[];
    drafts: DraftView[];
    /** True: all requests that wait were submitted together. */
    together: boolean;
    standings: StandingView[];
    requests: RequestView[];
    changes: ChangeView[];
    crls: CrlView[];
    tokens: TokenView[];
    inventories: Map<string, InventoryView>;
    events: EventRow[];
    held: HeldState;
    records: RecordsState;
    cancelled: boolean;
  };
  answer: <T>(name: string, make: () => T) => Promise<T>;
  checkPin: (pin: string, label?: string) => void;
  record: (kind: string, subject: string, detail?: string) => number;
  certificate: (serial: string) => CertificateView;
  workspace: () => WorkspaceView;
  /** Tells each step until it is done or cancelled. */
  steps: (
    names: [step: string, subject: string][],
    total: number,
    tell: (progress: ProgressView) => void,
  ) => Promise<void>;
};

/** The practice firm and its officers, as the fake api knows them. All fictitious. */
import type { OfficerView } from "../bindings/OfficerView";
import type { RoleView } from "../bindings/RoleView";

export const FIRM = "Example Trading Desk GmbH";
export const LEI = "999900EXAMPLETRD0124";
export const ORIGIN = "practice.example/log";
export const PIN = "practice-1234";

const officer = (number: number, name: string, role: RoleView, serial: string): OfficerView => ({
  id: `officer-0${String(number)}`,
  name,
  role,
  token_label: `officer-0${String(number)}`,
  token_serial: serial,
  token_model: "SoftHSM v2",
  certificate_until: "2027-11-21",
  practice_pin: true,
  state: "serving",
  since: "2026-11-02T08:00:00Z",
  retired_at: null,
  tokens: 1,
});

export const OFFICERS: OfficerView[] = [
  officer(1, "Dr. Matthias Brandt", "administrator", "11B0C2D34E5F6071"),
  officer(2, "Katharina Vogel", "maker", "5A20F0819CC34D17"),
  officer(3, "Jonas Reinhardt", "checker", "7C1D40AA9E210B35"),
  officer(4, "Amara Lindqvist", "checker", "93E4AA01B7C86F52"),
  officer(5, "Tomasz Nowak", "auditor", "C08F11D2E6A5B394"),
];

export const hex = (seed: number, length = 64): string => {
  let state = (seed * 2654435761) >>> 0;
  let text = "";
  while (text.length < length) {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 374761393) >>> 0;
    text += state.toString(16).toUpperCase().padStart(8, "0");
  }
  return text.slice(0, length);
};

export const custody = (label: string, serial: string) => ({
  token_label: label,
  manufacturer: "SoftHSM project",
  model: "SoftHSM v2",
  serial,
  firmware: "2.6",
  local: true,
  never_extractable: true,
  always_sensitive: true,
  extractable: false,
  sensitive: true,
  read_at: "2026-11-22T13:31:09Z",
});

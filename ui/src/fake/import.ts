/** A file of requests over memory: six rows, two with faults. */
import type { Api } from "../api";
import type { ImportRow } from "../bindings/ImportRow";
import type { ImportView } from "../bindings/ImportView";
import type { Context } from "./context";
import { hex } from "./people";

type Calls = Pick<Api, "chooseImport" | "readImport" | "submitImport">;

const row = (number: number, changes: Partial<ImportRow>): ImportRow => ({
  row: number,
  agent_id: `fleet_${String(number)}`,
  profile: "agent",
  state: "sound",
  sentence: `fleet_${String(number)} may read reports in /reports/daily, until 22 November 2027 (UTC).`,
  predecessor: null,
  faults: [],
  warnings: [],
  ...changes,
});

const fault = (number: number, column: string, cell: string, code: string, message: string) => ({
  row: number,
  column,
  cell,
  entry: null,
  code,
  message,
});

const fileOf = (mended: boolean): ImportView => {
  const rows = [
    row(2, {}),
    row(3, {
      predecessor: {
        serial: "4A1F77C0D2B390C3",
        not_after: "2026-12-11T23:59:59Z",
        followed: true,
      },
    }),
    mended
      ? row(4, {})
      : row(4, {
          state: "faulty",
          faults: [
            fault(
              4,
              "limit_per_action",
              "H4",
              "not_a_limit",
              "A limit is a currency and an amount.",
            ),
            fault(4, "instruments", "F4", "isin_check_digit", "The check digit is wrong."),
          ],
        }),
    mended
      ? row(5, {})
      : row(5, {
          agent_id: "reporting_bot",
          state: "duplicate",
          faults: [fault(5, "agent_id", "A5", "has_request", "It has an open request already.")],
        }),
    row(6, {
      sentence:
        "fleet_6 may do anything whose name begins with “hedge.” in BTC/EUR, without naming a resource or an amount, until 22 November 2027 (UTC).",
      warnings: [
        {
          code: "wildcard",
          field: "actions[0]",
          message:
            "This scope holds a wildcard: every action whose name begins with “hedge.” is permitted, also one that is named so only later.",
        },
      ],
    }),
  ];
  const count = (state: string) => rows.filter((one) => one.state === state).length;
  return {
    sha256: hex(mended ? 502 : 501),
    separator: ",",
    header: [],
    rows,
    total: rows.length,
    sound: count("sound"),
    faulty: count("faulty"),
    duplicates: count("duplicate"),
    following: 1,
    earlier: null,
  };
};

export function imports({ state, answer, checkPin, record, steps }: Context): Calls {
  let view = fileOf(false);
  return {
    chooseImport: () =>
      answer("choose_import", () => {
        view = fileOf(false);
        return ["/home/person/fleet.csv", view];
      }),
    readImport: () => answer("read_import", () => (view = fileOf(true))),
    submitImport: async (soundPart, _standing, reason, pin, tell) => {
      state.cancelled = false;
      await steps([["import.keys", ""]], 4, tell);
      return answer("submit_import", () => {
        checkPin(pin);
        const count = soundPart ? view.sound : view.total;
        record("request_submitted", "REQ-2026-0130", reason);
        return {
          sha256: view.sha256,
          requests: Array.from({ length: count }, (_, at) => `REQ-2026-0${String(130 + at)}`),
          already: false,
          left_out: view.total - count,
        };
      });
    },
  };
}

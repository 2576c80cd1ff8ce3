/** Witnesses, time stamps and the log's keys over memory. */
import type { Api } from "../api";
import type { TimestampView } from "../bindings/TimestampView";
import type { WitnessesView } from "../bindings/WitnessesView";
import { proposeTo, row } from "./changing";
import { NOW, type Context } from "./context";
import { hex } from "./people";

type Calls = Pick<
  Api,
  | "listWitnesses"
  | "proposeWitness"
  | "askWitness"
  | "takeInCosignature"
  | "witnessKey"
  | "chooseCheckpoint"
  | "cosignCheckpoint"
  | "listTimestamps"
  | "requestTimestamp"
  | "takeInTimestamp"
  | "proposeLogKeys"
>;

export interface HeldState {
  witnesses: WitnessesView;
  stamps: TimestampView[];
}

const KEY = "auditor.example/witness+3f1c88aa+BFYmV9Xq0v7J3mGqO9kq3nQ2nB6T1qV7m0Zr5sP8cWcY";

const stamp = (seq: number, size: number, time: string | null): TimestampView => ({
  seq,
  size,
  requested_at: "2026-11-20T09:12:00Z",
  imprint: hex(seq),
  time,
  accuracy_micros: time === null ? null : 1_000_000,
  authority: time === null ? null : "CN=Example Timestamping Unit 4,O=Example TSA GmbH,C=DE",
  policy: time === null ? null : "1.3.6.1.4.1.601.10.3.1",
  serial: time === null ? null : hex(seq, 16),
  valid: time === null ? null : true,
  trusted: null,
  problem: null,
});

export const firstHeld = (empty: boolean): HeldState => ({
  witnesses: {
    witnesses: empty
      ? []
      : [
          {
            name: "auditor.example/witness",
            key: KEY,
            trusted: true,
            size: 104,
            seen_at: "2026-11-20T10:02:41Z",
            behind: 16,
          },
          {
            name: "branch-berlin.workstation-2.example/witness",
            key: KEY.replace("auditor.example", "branch-berlin.workstation-2.example"),
            trusted: false,
            size: null,
            seen_at: null,
            behind: 120,
          },
        ],
    witnessed: empty
      ? []
      : [
          {
            origin: "other-desk.example/log",
            size: 2_311,
            root: hex(61),
            at: "2026-11-19T16:40:00Z",
          },
        ],
    own_key: empty ? null : KEY.replace("auditor.example", "practice.example"),
  },
  stamps: empty ? [] : [stamp(110, 109, null), stamp(92, 90, "2026-11-20T09:30:12Z")],
});

export function held(context: Context): Calls {
  const { state, answer } = context;
  const propose = proposeTo(context);
  return {
    listWitnesses: () => answer("list_witnesses", () => state.held.witnesses),
    proposeWitness: (key, trusted, reason, pin) =>
      answer("propose_witness", () => {
        const subject = key.split("+", 1)[0] ?? "";
        const counts = trusted ? "count from now on" : "count no more";
        return propose(
          {
            kind: "witness",
            subject,
            label: subject,
            sentence: `Cosignatures of the witness ${subject} ${counts}.`,
            diff: [row("witness.key", null, key), row("witness.trusted", null, String(trusted))],
          },
          reason,
          pin,
        );
      }),
    askWitness: (name) =>
      answer("ask_witness", () => `/home/person/${name.replaceAll("/", "-")}.request`),
    takeInCosignature: () =>
      answer("take_in_cosignature", () => {
        const [first] = state.held.witnesses.witnesses;
        if (!first) return null;
        Object.assign(first, { size: 117, seen_at: NOW, behind: 3 });
        return [first];
      }),
    witnessKey: () =>
      answer("witness_key", () => {
        const line = KEY.replace("auditor.example", "practice.example");
        state.held.witnesses.own_key = line;
        return line;
      }),
    chooseCheckpoint: () =>
      answer("choose_checkpoint", () =>
        [
          "old 2311",
          "qc0dDyq0TYV3p0vKdTF3v3kS9mR3m2k5rGJ7hVQYx1E=",
          "",
          "third-desk.example/log",
          "2340",
          "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
          "",
          "— third-desk.example/log az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe",
        ].join("\n"),
      ),
    cosignCheckpoint: () => answer("cosign_checkpoint", () => "/home/person/cosigned.txt"),
    listTimestamps: () => answer("list_timestamps", () => state.held.stamps),
    requestTimestamp: () =>
      answer("request_timestamp", () => {
        state.held.stamps.unshift(stamp(state.events.length + 1, 117, null));
        return "/home/person/checkpoint-117.tsq";
      }),
    takeInTimestamp: () =>
      answer("take_in_timestamp", () => {
        const waiting = state.held.stamps.find((one) => one.time === null);
        if (!waiting) return null;
        return Object.assign(waiting, stamp(waiting.seq, waiting.size, NOW));
      }),
    proposeLogKeys: (cause, reason, pin) =>
      answer("propose_log_keys", () =>
        propose(
          {
            kind: "log-keys",
            subject: cause,
            label: "Keys of the log",
            sentence: "The new keys sign every checkpoint from this decision on.",
            diff: ["Ed25519", "P-256"].map((name) =>
              row("log.key", `practice.example/log+0a+${name}`, `practice.example/log+1b+${name}`),
            ),
            needed: cause === "loss" ? 2 : 1,
          },
          reason,
          pin,
        ),
      ),
  };
}

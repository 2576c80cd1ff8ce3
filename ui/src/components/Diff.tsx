/** What is and what would be, side by side: changes first, then the rest. */
import { CircleMinus, PencilLine, Plus, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Hash } from "./HashView";
import { Status } from "./Status";
import { Unbroken } from "./Unbroken";

export type DiffLine = {
  key: string;
  name: string;
  now: ReactNode;
  then: ReactNode;
  change: "added" | "changed" | "removed" | "same";
  nowHash?: string | null;
  thenHash?: string | null;
  /** Said beside the change, such as that it permits more; set as a caution. */
  caution?: string | null;
};

export type DiffWords = {
  caption: string;
  added: string;
  changed: string;
  removed: string;
  same: string;
  nothing: string;
};

type Props = {
  lines: readonly DiffLine[];
  words: DiffWords;
  /** Head of the column for what is; without it there is one column, of what would be. */
  now: ReactNode;
  then: ReactNode;
};

const icons = { added: Plus, changed: PencilLine, removed: CircleMinus };

function Value({
  text,
  hash,
  nothing,
}: {
  text: ReactNode;
  hash?: string | null;
  nothing: string;
}) {
  return (
    <>
      {typeof text === "string" ? (
        <Unbroken text={text} />
      ) : (
        (text ?? <span className="muted">{nothing}</span>)
      )}
      {hash && <Hash hex={hash} groupsPerLine="flow" />}
    </>
  );
}

function Line({ line, words, alone }: { line: DiffLine; words: DiffWords; alone: boolean }) {
  const { change, now, then, nowHash, thenHash, name } = line;
  const value = <Value text={then} hash={thenHash} nothing={words.nothing} />;
  return (
    <tr className={change === "same" || alone ? undefined : "chg"}>
      <th scope="row">{name}</th>
      {!alone && (
        <td>
          <Value text={now} hash={nowHash} nothing={words.nothing} />
        </td>
      )}
      <td>
        {!alone && change !== "same" && (
          <Status tone="wait" icon={icons[change]} word={words[change]} />
        )}
        {!alone && change === "same" ? words.same : value}
        {line.caution ? (
          <span className="diff__caution">
            <Status tone="caution" icon={TriangleAlert} word={line.caution} />
          </span>
        ) : null}
      </td>
    </tr>
  );
}

export function Diff({ lines, words, now, then }: Props) {
  const alone = now === null;
  return (
    <table className={alone ? "diff diff--one" : "diff"}>
      <caption className="vh">{words.caption}</caption>
      <thead>
        <tr>
          <td />
          {!alone && <th scope="col">{now}</th>}
          <th scope="col">{then}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Line key={line.key} line={line} words={words} alone={alone} />
        ))}
      </tbody>
    </table>
  );
}

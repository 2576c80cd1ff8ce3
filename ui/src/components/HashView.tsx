/** A hash whole, in groups of four, with its words where people read it aloud. */
import { groups } from "../format";
import { CopyButton } from "./CopyButton";

type HashProps = {
  /** Upper-case hex. */
  hex: string;
  /** Groups a line; `flow` runs on with the text around it. */
  groupsPerLine?: 8 | 4 | "flow";
};

const HASH_CLASS = { 8: "hash", 4: "hash hash--4", flow: "hash hash--in" } as const;

export function Hash({ hex, groupsPerLine = 8 }: HashProps) {
  return (
    <span className={HASH_CLASS[groupsPerLine]}>
      {groups(hex).map((group, index) => (
        <span key={index}>{group}</span>
      ))}
    </span>
  );
}

const WORDS_PER_LINE = 4;

/** Words to read aloud, four a line, each line with the number of its first word. */
export function HashWords({ words }: { words: readonly string[] }) {
  const lines: (readonly string[])[] = [];
  for (let first = 0; first < words.length; first += WORDS_PER_LINE)
    lines.push(words.slice(first, first + WORDS_PER_LINE));
  return (
    <ol className="words">
      {lines.map((line, index) => (
        <li key={index}>
          <span>{index * WORDS_PER_LINE + 1}</span>
          {line.join(" ")}
        </li>
      ))}
    </ol>
  );
}

type HashViewProps = HashProps & {
  /** What it is the hash of: "Root hash". */
  label: string;
  copyLabel: string;
  words?: readonly string[];
  /** "The same as words". */
  wordsLabel?: string;
};

export function HashView(props: HashViewProps) {
  const { hex, label, copyLabel, words, wordsLabel, groupsPerLine = 4 } = props;
  return (
    <>
      <section className="block">
        <p className="cap">
          {label}
          <CopyButton text={hex} label={copyLabel} />
        </p>
        <Hash hex={hex} groupsPerLine={groupsPerLine} />
      </section>
      {words && words.length > 0 ? (
        <section className="block">
          <p className="cap">{wordsLabel}</p>
          <HashWords words={words} />
        </section>
      ) : null}
    </>
  );
}

/** Text in which names and figures that people compare stay in one line: `RSA-3072`, `9,125 days`. */

const WHOLE = /(\p{L}+-\d[\w-]{0,12}|(?<![\p{L}\d])\d+(?:[.,]\d+)*\s\p{L}{1,10}(?!\p{L}))/u;

export function Unbroken({ text }: { text: string }) {
  return text.split(WHOLE).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <span key={`${String(index)} ${part}`} className="nowrap">
        {part}
      </span>
    ),
  );
}

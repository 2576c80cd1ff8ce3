import { compileMessage } from "@lingui/message-utils/compileMessage";
import { expect, test } from "vitest";
import { de, en } from "../messages";

const files = import.meta.glob<{ default: Record<string, string> }>("../messages/*/*.json", {
  eager: true,
});
const of = (language: string) =>
  Object.entries(files)
    .filter(([path]) => path.includes(`/${language}/`))
    .map(([path, file]) => [path.replace(/.*\//, ""), file.default] as const);

/** The names of a message's arguments, so that a translation cannot lose one. */
const argumentsOf = (message: string): string[] => {
  const names = new Set<string>();
  // A list of tokens: text, or [name, type, choices]; each choice is again text or such a list.
  const walk = (tokens: readonly unknown[]) => {
    for (const token of tokens) {
      if (!Array.isArray(token)) continue;
      const [name, , choices] = token as [string, string?, unknown?];
      names.add(name);
      if (typeof choices !== "object" || choices === null) continue;
      for (const choice of Object.values(choices)) if (Array.isArray(choice)) walk(choice);
    }
  };
  const compiled = compileMessage(message);
  if (Array.isArray(compiled)) walk(compiled);
  return [...names].sort();
};

test("each noun has the same keys in English and in German", () => {
  const german = new Map(of("de"));
  expect([...german.keys()].sort()).toEqual(
    of("en")
      .map(([name]) => name)
      .sort(),
  );
  for (const [name, messages] of of("en")) {
    expect(Object.keys(german.get(name) ?? {}).sort(), name).toEqual(Object.keys(messages).sort());
  }
});

test("no key is in two files", () => {
  const all = of("en").flatMap(([, messages]) => Object.keys(messages));
  expect(all.filter((key, index) => all.indexOf(key) !== index)).toEqual([]);
});

test("every file is in the catalogue", () => {
  const all = of("en").flatMap(([, messages]) => Object.keys(messages));
  expect(Object.keys(en).sort()).toEqual(all.sort());
});

test("no message is empty", () => {
  const empty = [...Object.entries(en), ...Object.entries(de)].filter(([, text]) => !text.trim());
  expect(empty).toEqual([]);
});

test("a translation uses the arguments of its original", () => {
  for (const [key, text] of Object.entries(en)) {
    expect(argumentsOf(de[key as keyof typeof en]), key).toEqual(argumentsOf(text));
  }
});

test("every message is used", () => {
  const sources = import.meta.glob<string>("../**/*.{ts,tsx}", {
    eager: true,
    query: "?raw",
    import: "default",
  });
  const code = Object.entries(sources)
    .filter(([path]) => !path.includes(".test."))
    .map(([, text]) => text)
    .join("\n");
  const prefixes = [...code.matchAll(/[`"]([\w.]+\.)\$\{/g)].map((match) => match[1] ?? "");
  const unused = Object.keys(en).filter(
    (key) => !code.includes(`"${key}"`) && !prefixes.some((prefix) => key.startsWith(prefix)),
  );
  expect(unused).toEqual([]);
});

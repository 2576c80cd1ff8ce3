/** Before each test: English, and a page without leftovers. */
import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach } from "vitest";
import { activate } from "../i18n";

// Generous: a busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });

beforeEach(() => {
  activate("en");
});
afterEach(() => {
  cleanup();
});

// What jsdom does not have.
Element.prototype.scrollIntoView = () => undefined;
window.matchMedia = (media) => ({ media, matches: false }) as MediaQueryList;
globalThis.CSS = { escape: (text: string) => text } as typeof CSS;

/** Before each test: English, and a page without leftovers. */
import { cleanup } from "@testing-library/react";
import { afterEach, beforeEach } from "vitest";
import { activate } from "../i18n";

beforeEach(() => {
  activate("en");
});
afterEach(() => {
  cleanup();
});

// What jsdom does not have.
Element.prototype.scrollIntoView = () => undefined;
globalThis.CSS = { escape: (text: string) => text } as typeof CSS;

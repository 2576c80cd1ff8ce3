import { describe, expect, it } from "vitest";
import { modulesToPath } from "./QrCode";

describe("modulesToPath", () => {
  it("draws a run of dark modules as one rectangle", () => {
    expect(modulesToPath([[false, true, true, false]])).toBe("M1 0h2v1h-2z");
  });

  it("ends a run at the edge and begins anew in the next row", () => {
    const path = modulesToPath([
      [true, false, true],
      [false, false, true],
    ]);
    expect(path).toBe("M0 0h1v1h-1zM2 0h1v1h-1zM2 1h1v1h-1z");
  });

  it("draws nothing for light modules", () => {
    expect(modulesToPath([[false, false]])).toBe("");
  });
});

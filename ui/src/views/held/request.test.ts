import { expect, it } from "vitest";
import { told } from "./request";

it("tells the checkpoint that a witness is asked to cosign", () => {
  const text = "old 4\nqc0d=\n\nthird.example/log\n9\nCsUY=\n\n— third.example/log az3g\n";
  expect(told(text)).toEqual({ origin: "third.example/log", size: "9", root: "CsUY=" });
});

it("tells a first checkpoint, which has no proof", () => {
  const text = "old 0\n\nthird.example/log\n9\nCsUY=\n\n— third.example/log az3g\n";
  expect(told(text)?.size).toBe("9");
});

it("tells nothing of what is no request", () => {
  for (const text of ["", "old x\n\na\n1\nb\n", "third.example/log\n9\n\nCsUY=\n", "old 4\n"])
    expect(told(text), text).toBeNull();
});

import { expect, it } from "vitest";
import { told } from "./request";

it("tells the checkpoint that a witness is asked to cosign", () => {
  const text = "old 4\nqc0d=\n\nthird.example/log\n9\nCsUY=\n\n— third.example/log az3g\n";
  expect(told(text)).toEqual({ origin: "third.example/log", size: "9", root: "CsUY=" });
});

it("tells the root hash as the head shows it", () => {
  const root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
  expect(told(`old 0\n\nthird.example/log\n9\n${root}\n\n`)?.root).toBe(
    "0AC5186A91863E8E1D90C808014AA89BF5DA8E3EE1D9F07630F0378F68F1AB62",
  );
});

it("tells a first checkpoint, which has no proof", () => {
  const text = "old 0\n\nthird.example/log\n9\nCsUY=\n\n— third.example/log az3g\n";
  expect(told(text)?.size).toBe("9");
});

it("tells nothing of what is no request", () => {
  for (const text of ["", "old x\n\na\n1\nb\n", "third.example/log\n9\n\nCsUY=\n", "old 4\n"])
    expect(told(text), text).toBeNull();
});

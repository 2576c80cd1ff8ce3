import { render } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { Hash, HashWords } from "./HashView";

const HEX = "C94EA6A9762E6022EA197176B6A579EB7D0A4878B00A0BF4B3346C84FE510728";

describe("Hash", () => {
  it("shows every digit, in groups of four", () => {
    const { container } = render(<Hash hex={HEX} />);
    const groups = Array.from(container.querySelectorAll(".hash > span"), (e) => e.textContent);
    expect(groups).toHaveLength(16);
    expect(groups.join("")).toBe(HEX);
  });
});

describe("HashWords", () => {
  it("numbers each line by its first word", () => {
    const words = "a b c d e f".split(" ");
    const { container } = render(<HashWords words={words} />);
    const lines = Array.from(container.querySelectorAll("li"), (e) => e.textContent);
    expect(lines).toEqual(["1a b c d", "5e f"]);
  });
});

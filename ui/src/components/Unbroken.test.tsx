import { render } from "@testing-library/react";
import { expect, it } from "vitest";
import { Unbroken } from "./Unbroken";

const wholes = (text: string) => {
  const { container } = render(<Unbroken text={text} />);
  expect(container.textContent).toBe(text);
  return [...container.querySelectorAll(".nowrap")].map((one) => one.textContent);
};

it("keeps names with their sizes and figures with their units in one line", () => {
  expect(wholes("P-256, Ed25519, RSA-3072")).toEqual(["P-256", "RSA-3072"]);
  expect(wholes("7.300 Tage, höchstens 9.125 Tage")).toEqual(["7.300 Tage", "9.125 Tage"]);
});

it("leaves long words to be broken", () => {
  expect(wholes("3 Lebensmittelunternehmensverordnungen")).toEqual([]);
});

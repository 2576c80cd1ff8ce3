import js from "@eslint/js";
import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const literalText = {
  selector: "JSXText[value=/\\p{L}/u]",
  message: "No text in code: put the words into messages/ and show them by key.",
};
const literalAttribute = {
  selector:
    "JSXAttribute[name.name=/^(title|alt|placeholder|label|hint|aria-label|aria-description)$/] > Literal[value=/\\p{L}/u]",
  message: "No text in code: put the words into messages/ and show them by key.",
};
const inlineStyle = {
  selector: "JSXAttribute[name.name='style']",
  message: "The window's policy forbids inline styles: use a class.",
};

export default tseslint.config(
  { ignores: ["dist", "dist-fake", "src/bindings", "node_modules"] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  hooks.configs.flat.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    rules: {
      "@typescript-eslint/consistent-type-definitions": "off",
      "@typescript-eslint/consistent-type-imports": "error",
      "no-restricted-syntax": ["error", literalText, literalAttribute, inlineStyle],
    },
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    ignores: ["src/api.ts", "src/tauri.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [{ group: ["@tauri-apps/*"], message: "Only api.ts knows Tauri." }],
        },
      ],
    },
  },
  {
    files: ["src/app/**/*.{ts,tsx}", "src/views/**/*.{ts,tsx}"],
    ignores: ["**/*.test.*"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { group: ["@tauri-apps/*"], message: "Only api.ts knows Tauri." },
            { group: ["**/fake", "**/fake/*"], message: "The fake api is not shipped." },
          ],
        },
      ],
    },
  },
  {
    files: ["src/components/**/*.{ts,tsx}"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { group: ["@tauri-apps/*"], message: "Only api.ts knows Tauri." },
            {
              group: ["**/bindings/*", "**/views/*", "**/api"],
              message: "Components know no domain word.",
            },
          ],
        },
      ],
    },
  },
);

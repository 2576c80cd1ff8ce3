import locales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// `npm run build -- --mode fake` makes the window over the fake api, for looking at and for
// accessibility checks in a browser; the shipped bundle is made from index.html alone.
export default defineConfig(({ mode }) => ({
  // The controls bring their words in some thirty languages: the window speaks two.
  plugins: [locales.vite({ locales: ["en", "de"] }), react()],
  clearScreen: false,
  server: { port: 1420, strictPort: true },
  build: {
    outDir: mode === "fake" ? "dist-fake" : "dist",
    target: "safari16",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: mode === "fake" ? "fake.html" : "index.html" },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/test/setup.ts"],
    css: false,
    testTimeout: 30_000,
  },
}));

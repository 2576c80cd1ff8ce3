// Stands between the page and the program: every call passes here before it is
// encrypted for Rust. Only our own commands go on, and the framework's carrier
// of progress messages; a script that slipped into the page can name no other.
"use strict";

const OWN_COMMAND = /^[a-z][a-z_]*$/;
const PROGRESS_CARRIER = "plugin:__TAURI_CHANNEL__|fetch";

window.__TAURI_ISOLATION_HOOK__ = (call) => {
  const known = OWN_COMMAND.test(call.cmd) || call.cmd === PROGRESS_CARRIER;
  // Rust knows no such command and says so; a thrown error would leave the caller waiting.
  return known ? call : { ...call, cmd: "refused_by_isolation" };
};

/** The window's page over Tauri. */
import { tauriApi } from "./api";
import { mount } from "./app/mount";

mount(tauriApi);

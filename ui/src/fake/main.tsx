/**
 * The window over the fake api. The address chooses what to see:
 * `fake.html?as=officer-03&screen=request&id=REQ-2026-0118&lang=de&theme=dark`.
 */
import "./freeze";
import type { Language } from "../api";
import type { Route } from "../app/router";
import { mount } from "../app/mount";
import { createFakeApi } from "./index";

const query = new URLSearchParams(window.location.search);
const text = (name: string) => query.get(name) ?? undefined;

function firstRoute(): Route {
  const name = text("screen") ?? "overview";
  const seq = text("seq");
  return {
    name,
    id: text("id"),
    serial: text("serial"),
    part: text("part"),
    seq: seq === undefined ? undefined : Number(seq),
    sign: query.has("sign"),
  } as Route;
}

const api = createFakeApi({
  officer: text("as"),
  empty: query.has("empty"),
  delay: Number(text("delay") ?? "0"),
  tokenAbsent: query.has("absent"),
  noRecent: query.has("norecent"),
  production: query.has("production"),
  settled: query.has("settled"),
  fail: text("fail"),
  long: query.has("long"),
});
if (text("lang")) window.localStorage.setItem("chancery.language", text("lang") as Language);
if (text("theme")) window.localStorage.setItem("chancery.theme", text("theme") ?? "system");
mount(api, firstRoute());

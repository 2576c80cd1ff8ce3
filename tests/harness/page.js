// Finds things on the page the way a person names them: by role and name.
const roles = {
  button: "button, [role=button], input[type=submit]",
  link: "a[href], [role=link]",
  tab: "[role=tab]",
  menuitem: "[role=menuitem], [role=menuitemradio], [role=menuitemcheckbox]",
  option: "[role=option], option",
  row: "tr, [role=row]",
  checkbox: "input[type=checkbox], [role=checkbox], [role=switch]",
  radio: "input[type=radio], [role=radio]",
  heading: "h1, h2, h3, h4, [role=heading]",
  dialog: "dialog[open], [role=dialog], [role=alertdialog]",
};
const controls =
  "input, textarea, select, [role=combobox], [role=textbox], [role=group], [role=spinbutton], button[aria-haspopup=listbox]";

const plain = (text) => (text ?? "").replace(/\s+/g, " ").trim();
const byIds = (ids) => (ids ?? "").split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean);
const labels = (element) => [
  ...byIds(element.getAttribute("aria-labelledby")).map((label) => plain(label.textContent)),
  ...[...(element.labels ?? [])].map((label) => plain(label.textContent)),
  plain(element.getAttribute("aria-label")),
];
const name = (element) =>
  plain(byIds(element.getAttribute("aria-labelledby")).map((label) => label.textContent).join(" ")) ||
  plain(element.getAttribute("aria-label")) ||
  plain([...(element.labels ?? [])].map((label) => label.textContent).join(" ")) ||
  plain(element.innerText || element.textContent) ||
  plain(element.value) ||
  plain(element.title);
const reachable = (element) => !element.closest("[inert], [aria-hidden=true]");
const shown = (element) => reachable(element) && element.checkVisibility({ visibilityProperty: true });
// The real radio or checkbox is often hidden behind its drawing; its label is what a person presses.
const target = (element) => {
  const box = element.matches("input[type=radio], input[type=checkbox]") ? element.closest("label") : null;
  return box ?? (shown(element) && element.getClientRects().length ? element : element.closest("label") ?? element);
};

const page = {
  named: (role, wanted) => {
    const all = [...document.querySelectorAll(roles[role])].filter(reachable);
    const found = all.filter((element) => shown(target(element)));
    const exact = found.find((element) => name(element) === wanted || labels(element).includes(wanted));
    const partly = ["row", "option", "menuitem", "radio"].includes(role);
    const match = exact ?? (partly ? found.find((element) => name(element).includes(wanted)) : null);
    // A row as a whole can't be pressed through WebDriver; a person presses one of its cells.
    return match ? (match.querySelector(":scope > td, :scope > [role=gridcell]") ?? target(match)) : null;
  },
  labelled: (wanted) => {
    const found = [...document.querySelectorAll(controls)].filter(shown);
    const match = found.find((element) => name(element) === wanted || labels(element).includes(wanted));
    return match?.matches("[role=group]") ? match.querySelector("[role=spinbutton], input") : match ?? null;
  },
  text: () => plain(document.body?.innerText),
  value: (element) => ("value" in element ? element.value : plain(element.innerText)),
  enabled: (element) => !element.disabled && element.getAttribute("aria-disabled") !== "true",
  names: (role) => [...document.querySelectorAll(roles[role])].filter(shown).map(name),
};

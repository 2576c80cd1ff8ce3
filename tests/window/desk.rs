//! What people do in the window again and again.

use chancery_tests::{Opening, Practice, Window};
use serde_json::json;

/// Signs in as the maker of a fresh practice workspace.
pub(crate) fn practising() -> Window {
    let window = Window::open();
    window.click_button("Start practising");
    window.see("Practice workspace");
    window
}

/// Opens this workspace and signs in.
pub(crate) fn desk_of(practice: &Practice, role: &str) -> Window {
    let window = Window::open();
    lay(&window, practice, role);
    window
}

/// The same in a window that finds more variables in its environment.
pub(crate) fn desk_with(variables: &[(&str, &str)], practice: &Practice, role: &str) -> Window {
    let opening = variables.iter();
    let opening = opening.fold(Opening::new(), |opening, (name, value)| {
        opening.with(name, value)
    });
    let window = opening.open();
    lay(&window, practice, role);
    window
}

fn lay(window: &Window, practice: &Practice, role: &str) {
    // What stands above it has arrived.
    window.see_named("button", "Start practising");
    window.will_pick(&practice.path());
    window.click_button("Open folder…");
    window.see("Practice workspace");
    become_officer(window, role);
}

/// One click, in practice.
pub(crate) fn become_officer(window: &Window, role: &str) {
    window.press("Escape");
    pick(window, "Officer:", &format!("Continue as {role}"));
    window.see(&format!("Officer: {}", who(role)));
}

fn who(role: &str) -> &'static str {
    match role {
        "administrator" => "Miriam Osei Administrator",
        "maker" => "Katharina Vogel Maker",
        "checker" => "Jonas Reinhardt Checker",
        "auditor" => "Ines Calder Auditor",
        other => panic!("no practice officer is a {other}"),
    }
}

/// Picks an entry of the menu whose button begins so.
pub(crate) fn pick(window: &Window, menu: &str, entry: &str) {
    let button = || {
        let mut names = window.names("button").into_iter();
        names.find(|name| name.starts_with(menu))
    };
    let button = chancery_tests::wait::until(button);
    window.click_button(&button.unwrap_or_else(|| panic!("no menu {menu}")));
    window.click("menuitem", entry);
}

/// German, in the dark.
pub(crate) fn turn_german_and_dark(window: &Window) {
    pick(window, "Officer:", "Deutsch");
    window.see("Öffnet keine Verbindung");
    window.press("Escape");
    pick(window, "Person:", "Dunkel");
    window.press("Escape");
}

/// Puts text into a field at once, as pasting does.
pub(crate) fn paste(window: &Window, label: &str, text: &str) {
    let (label, text) = (json!(label), json!(text));
    window.run_script(&format!(
        "const field = page.labelled({label});
         field.focus();
         const set = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value').set;
         set.call(field, {text});
         field.dispatchEvent(new Event('input', {{ bubbles: true }}));
         field.dispatchEvent(new Event('change', {{ bubbles: true }}));
         return null"
    ));
}

/// Types an instant, `2026-11-23T00:00`, part by part.
pub(crate) fn type_instant(window: &Window, label: &str, instant: &str) {
    let parts = ["year", "month", "day", "hour", "minute"];
    let label = json!(label);
    for (part, digits) in parts.iter().zip(instant.split(['-', 'T', ':'])) {
        let part = json!(part);
        window.run_script(&format!(
            "const group = page.labelled({label}).closest('[data-field]');
             group.querySelector(`[data-type=${{{part}}}]`).focus();
             return null"
        ));
        window.press(digits);
    }
}

pub(crate) fn go_to(window: &Window, screen: &str) {
    let button = || {
        let mut names = window.names("button").into_iter();
        names.find(|name| leads_to(name, screen))
    };
    let button = chancery_tests::wait::until(button);
    window.click_button(&button.unwrap_or_else(|| panic!("no way to {screen}")));
    window.see_named("heading", screen);
}

/// The entry of a screen, with or without the number of what waits there.
fn leads_to(name: &str, screen: &str) -> bool {
    let rest = name.strip_prefix(screen).map(str::trim_start);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// The page of an agent's newest certificate.
pub(crate) fn open_agent(window: &Window, agent: &str) {
    go_to(window, "Agents");
    window.click("row", agent);
    window.see("Where its key lives");
}

/// Keeps a picture of a screen, and has axe-core look for what keeps people out.
pub(crate) fn look(window: &Window, name: &str) {
    window.screenshot(name);
    assert_eq!(
        window.accessibility_faults(),
        Vec::<String>::new(),
        "{name}"
    );
}

/// Fills the form from a sample, as the maker.
pub(crate) fn fill_sample(window: &Window, agent: &str) {
    go_to(window, "Requests");
    window.click_button("New request");
    window.see_named("heading", "New request");
    window.click_button("Fill from a sample");
    window.click("menuitem", agent);
    window.see(&format!("{agent} may"));
}

/// Signs the request in the form.
pub(crate) fn submit(window: &Window) {
    window.click_button("Continue to signing");
    window.see_named("heading", "Submit a request");
    window.type_into("Your reason", "Tested in shadow mode for 30 days.");
    window.click_button("Submit and sign");
    window.see("is submitted and waits for a checker");
}

/// One click to be the checker, one to approve.
pub(crate) fn approve(window: &Window) {
    window.click_button("Continue as checker");
    window.see("What exactly you sign");
    window.type_into("Your reason", "Limit agreed by the risk committee.");
    window.click_button("Approve and sign");
    window.see("Certificate issued");
}

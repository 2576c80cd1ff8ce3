//! The window opens, shows the start page and can speak with the program
//! behind it under its own security policy.

use std::time::Duration;

use chancery_tests::Window;
use serde_json::json;

#[test]
fn window_opens_at_the_start_page() {
    let window = Window::open();
    window.see("Chancery");
    window.see_named("button", "Start practising");
    window.screenshot("01-start");
    window.expect_no_trouble();
}

#[test]
fn start_page_is_accessible() {
    let window = Window::open();
    window.see_named("button", "Start practising");
    assert_eq!(window.accessibility_faults(), Vec::<String>::new());
    window.expect_no_trouble();
}

#[test]
fn page_is_told_version_build_and_clock() {
    let window = Window::open();
    let info = window
        .call("start_info", &json!({}))
        .expect("the program answers");
    assert_eq!(info["version"], env!("CARGO_PKG_VERSION"));
    assert!(
        info["clock"]
            .as_str()
            .is_some_and(|clock| clock.ends_with('Z')),
        "{info}"
    );
    window.expect_no_trouble();
}

#[test]
fn page_can_call_nothing_of_the_framework() {
    let window = Window::open();
    for command in [
        "plugin:dialog|open",
        "plugin:event|listen",
        "plugin:app|version",
        "no_such",
    ] {
        let refusal = window.call(command, &json!({})).expect_err(command);
        assert!(refusal.to_string().contains("not "), "{command}: {refusal}");
    }
}

#[test]
fn page_runs_no_script_or_style_that_is_not_its_own() {
    let window = Window::open();
    window.see("Chancery");
    window.run_script(
        "const script = document.createElement('script');
         script.textContent = 'window.__smuggled = true';
         document.head.append(script);",
    );
    assert_eq!(
        window.run_script("return window.__smuggled ?? null"),
        json!(null)
    );
    let mut noted = || {
        window
            .trouble()
            .iter()
            .any(|line| line.starts_with("csp:"))
            .then_some(())
    };
    let noted = chancery_tests::wait::until_within(Duration::from_secs(10), &mut noted);
    assert!(
        noted.is_some(),
        "the watch sees no policy violation: {:?}",
        window.trouble()
    );
}

//! The real window under a person's hands.

use std::{
    env, fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    time::Duration,
};

use fantoccini::elements::Element;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    artefacts, built, dialog,
    display::Display,
    driver::Driver,
    page::{self, Page},
    processes, wait,
};

/// How a window is to be opened.
#[derive(Debug, Default)]
pub struct Opening {
    program: Option<PathBuf>,
    home: Option<PathBuf>,
    variables: Vec<(String, String)>,
}

/// An open window with a screen, a home folder and a driver of its own. All of
/// it ends when this is dropped.
#[derive(Debug)]
pub struct Window {
    page: Page,
    program: PathBuf,
    home: PathBuf,
    driver: Driver,
    display: Display,
    _own_home: TempDir,
}

impl Opening {
    /// A window that lets WebDriver in, with an empty home folder.
    pub fn new() -> Self {
        Self::default()
    }

    /// Opens this program instead.
    #[must_use]
    pub fn program(mut self, path: &Path) -> Self {
        self.program = Some(path.to_owned());
        self
    }

    /// Uses this home folder, so that a window finds what an earlier one left.
    #[must_use]
    pub fn home(mut self, folder: &Path) -> Self {
        self.home = Some(folder.to_owned());
        self
    }

    /// Sets a variable of the window's environment.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Opens the window.
    #[track_caller]
    pub fn open(self) -> Window {
        self.try_open(wait::PATIENCE)
            .unwrap_or_else(|problem| panic!("the window: {problem}"))
    }

    /// Opens the window, or says why WebDriver got no session within `patience`.
    ///
    /// # Errors
    /// What the driver answered, or that it didn't.
    pub fn try_open(self, patience: Duration) -> Result<Window, String> {
        let own_home = tempfile::tempdir().expect("a temporary folder");
        let home = self.home.unwrap_or_else(|| own_home.path().to_owned());
        let program = self.program.unwrap_or_else(built::window_e2e);
        let display = Display::open();
        let mut variables = environment(&home, display.name());
        variables.extend(self.variables);
        let driver = Driver::start(&variables, &own_home.path().join("window.log"));
        let program_text = program.to_str().expect("a path in UTF-8");
        let page = Page::open(&driver.url(), program_text, patience)?;
        Ok(Window {
            page,
            program,
            home,
            driver,
            display,
            _own_home: own_home,
        })
    }
}

/// What a window is started with: a home of its own, a screen and nothing of
/// the person's who runs the tests.
pub fn environment(home: &Path, display: &str) -> Vec<(String, String)> {
    let runtime = home.join(".runtime");
    fs::create_dir_all(&runtime)
        .and_then(|()| fs::set_permissions(&runtime, fs::Permissions::from_mode(0o700)))
        .unwrap_or_else(|problem| panic!("{}: {problem}", runtime.display()));
    let home = home.to_str().expect("a path in UTF-8");
    let path = env::var("PATH").expect("PATH is set");
    [
        ("PATH", path.as_str()),
        ("HOME", home),
        (
            "XDG_RUNTIME_DIR",
            runtime.to_str().expect("a path in UTF-8"),
        ),
        ("DISPLAY", display),
        ("LANG", "C.UTF-8"),
        ("GSETTINGS_BACKEND", "memory"),
        ("NO_AT_BRIDGE", "1"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec()
}

impl Window {
    /// Opens the window of the e2e build with an empty home folder.
    #[track_caller]
    pub fn open() -> Self {
        Opening::new().open()
    }

    /// The window's home folder.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// The process id of the window.
    #[track_caller]
    pub fn process(&self) -> u32 {
        processes::running(self.driver.id(), &self.program).expect("the window runs")
    }

    /// Presses the button of this name.
    #[track_caller]
    pub fn click_button(&self, name: &str) {
        self.click("button", name);
    }

    /// Follows the link of this name.
    #[track_caller]
    pub fn click_link(&self, name: &str) {
        self.click("link", name);
    }

    /// Presses what has this role and name. Roles: button, link, tab, menuitem,
    /// option, row, checkbox, radio; a row or an option may be named by a part.
    #[track_caller]
    pub fn click(&self, role: &str, name: &str) {
        let mut last = String::from("it is not there");
        let pressed = wait::until(|| {
            let element = self.page.find("named", &[role, name]).ok()??;
            if !self.is_enabled(&element) {
                last = String::from("it is disabled");
                return None;
            }
            // While something moves or covers it, a press fails and is tried again.
            self.page
                .rest(&element)
                .and_then(|()| self.page.click(&element))
                .map_err(|problem| last = problem)
                .ok()
        });
        if pressed.is_none() {
            self.fail(&format!("no {role} {name:?} to press: {last}"));
        }
    }

    /// Presses what has this role and a name that begins so: buttons in rows name what they act
    /// on, others what they count.
    #[track_caller]
    pub fn click_beginning(&self, role: &str, beginning: &str) {
        self.click_named_like(role, beginning, |name| name.starts_with(beginning));
    }

    /// The same by the end of its name.
    #[track_caller]
    pub fn click_ending(&self, role: &str, end: &str) {
        self.click_named_like(role, end, |name| name.ends_with(end));
    }

    #[track_caller]
    fn click_named_like(&self, role: &str, part: &str, is_wanted: impl Fn(&str) -> bool) {
        let name = wait::until(|| self.names(role).into_iter().find(|name| is_wanted(name)));
        match name {
            Some(name) => self.click(role, &name),
            None => self.fail(&format!(
                "no {role} {part:?}; there are {:?}",
                self.names(role)
            )),
        }
    }

    /// Replaces what stands in the field of this label.
    #[track_caller]
    pub fn type_into(&self, label: &str, text: &str) {
        let field = self.field(label);
        let clear = format!("{}{}", page::chord("Ctrl+A"), page::chord("Backspace"));
        let typed = self
            .page
            .click(&field)
            .and_then(|()| self.page.type_keys(&field, &clear))
            // A chord ends with its command; the text is typed without modifiers.
            .and_then(|()| self.page.type_keys(&field, text));
        if let Err(problem) = typed {
            self.fail(&format!("typing into {label:?}: {problem}"));
        }
    }

    /// Picks `option` in the list of this label.
    #[track_caller]
    pub fn choose(&self, label: &str, option: &str) {
        let field = self.field(label);
        if self.page.select(&field, option).is_ok() {
            return;
        }
        if let Err(problem) = self.page.click(&field) {
            self.fail(&format!("opening the list {label:?}: {problem}"));
        }
        self.click("option", option);
    }

    /// Presses keys where the focus is: `Enter`, `Ctrl+K`, `Shift+Tab`.
    #[track_caller]
    pub fn press(&self, keys: &str) {
        let pressed = self
            .page
            .focused()
            .and_then(|element| self.page.type_keys(&element, &page::chord(keys)));
        if let Err(problem) = pressed {
            self.fail(&format!("pressing {keys}: {problem}"));
        }
    }

    /// Waits until this text stands on the page.
    #[track_caller]
    pub fn see(&self, text: &str) {
        self.see_within(wait::PATIENCE, text);
    }

    /// Waits longer, for work that takes its time.
    #[track_caller]
    pub fn see_within(&self, patience: Duration, text: &str) {
        let mut there = || self.text().contains(text).then_some(());
        if wait::until_within(patience, &mut there).is_none() {
            self.fail(&format!("{text:?} is not on the page"));
        }
    }

    /// Waits until something of this role and name is shown, such as a heading.
    #[track_caller]
    pub fn see_named(&self, role: &str, name: &str) {
        if wait::until(|| self.page.find("named", &[role, name]).ok()?).is_none() {
            self.fail(&format!(
                "no {role} {name:?}; there are {:?}",
                self.names(role)
            ));
        }
    }

    /// Waits until this text has left the page.
    #[track_caller]
    pub fn see_no_more(&self, text: &str) {
        if wait::until(|| (!self.text().contains(text)).then_some(())).is_none() {
            self.fail(&format!("{text:?} is still on the page"));
        }
    }

    /// All that stands on the page, spaces collapsed.
    pub fn text(&self) -> String {
        let text = self.page.run("return page.text()", Vec::new());
        text.ok()
            .and_then(|text| Some(text.as_str()?.to_owned()))
            .unwrap_or_default()
    }

    /// The names of all that is shown and has this role.
    pub fn names(&self, role: &str) -> Vec<String> {
        let names = self
            .page
            .run("return page.names(arguments[0])", vec![json!(role)]);
        names
            .ok()
            .and_then(|names| serde_json::from_value(names).ok())
            .unwrap_or_default()
    }

    /// What stands in the field of this label.
    #[track_caller]
    pub fn value_of(&self, label: &str) -> String {
        let field = json!(self.field(label));
        match self
            .page
            .run("return page.value(arguments[0])", vec![field])
        {
            Ok(value) => value.as_str().unwrap_or_default().to_owned(),
            Err(problem) => self.fail(&format!("reading {label:?}: {problem}")),
        }
    }

    /// Calls a command of the program as the page itself does: what it answers,
    /// or what it was refused with.
    ///
    /// # Errors
    /// The value that the command rejects with.
    #[track_caller]
    pub fn call(&self, command: &str, arguments: &Value) -> Result<Value, Value> {
        let answer = self.page.run_async(
            "window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1]).then(
               (answer) => done({ answer }), (refusal) => done({ refusal }))",
            vec![json!(command), arguments.clone()],
        );
        match answer {
            Ok(mut told) if told.get("refusal").is_some() => Err(told["refusal"].take()),
            Ok(mut told) => Ok(told["answer"].take()),
            Err(problem) => self.fail(&format!("calling {command}: {problem}")),
        }
    }

    /// Runs a function body in the page and gives what it returns.
    #[track_caller]
    pub fn run_script(&self, body: &str) -> Value {
        self.page
            .run(body, Vec::new())
            .unwrap_or_else(|problem| self.fail(&problem))
    }

    /// Loads the page anew, as a person's F5 would.
    #[track_caller]
    pub fn reload(&self) {
        if let Err(problem) = self.page.reload() {
            self.fail(&problem);
        }
    }

    /// Policy violations, uncaught errors and console warnings so far.
    #[track_caller]
    pub fn trouble(&self) -> Vec<String> {
        let noted = self.run_script(
            "return window.__trouble.map((trouble) => `${trouble.kind}: ${trouble.text}`)",
        );
        serde_json::from_value(noted).expect("a list of notes")
    }

    /// Fails if the page broke its policy, threw or complained.
    #[track_caller]
    pub fn expect_no_trouble(&self) {
        let trouble = self.trouble();
        if !trouble.is_empty() {
            self.fail(&format!("trouble in the page: {trouble:#?}"));
        }
    }

    /// Faults that axe-core finds on the page as it stands, one line each.
    #[track_caller]
    pub fn accessibility_faults(&self) -> Vec<String> {
        let axe = built::repository().join("ui/node_modules/axe-core/axe.min.js");
        let axe = fs::read_to_string(&axe)
            .unwrap_or_else(|problem| panic!("{}: {problem}; run `npm ci` in ui", axe.display()));
        let body = format!(
            "{axe}\n axe.run(document, {{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }}).then(
               (found) => done(found.violations.flatMap((rule) =>
                 rule.nodes.map((node) => `${{rule.id}}: ${{node.target}}: ${{node.failureSummary}}`))),
               (problem) => done([String(problem)]))"
        );
        let found = self.page.run_async(&body, Vec::new());
        let found = found.unwrap_or_else(|problem| self.fail(&problem));
        serde_json::from_value(found).expect("a list of faults")
    }

    /// Prepares the answer of the next file dialog, which then doesn't open.
    pub fn will_pick(&self, path: &Path) {
        let path = path.to_str().expect("a path in UTF-8");
        dialog::prepare(&self.home, path);
    }

    /// The next file dialog is cancelled.
    pub fn will_cancel(&self) {
        dialog::prepare(&self.home, "");
    }

    /// Saves under `path` in the real file dialog of this title.
    #[track_caller]
    pub fn save_in_dialog(&self, title: &str, path: &Path) {
        dialog::save(&self.display, title, path);
    }

    /// Keeps a picture of the page as `pictures/NAME.png` among the artefacts.
    #[track_caller]
    pub fn screenshot(&self, name: &str) -> PathBuf {
        self.wait_until_drawn();
        let picture = self
            .page
            .picture()
            .unwrap_or_else(|problem| panic!("picture: {problem}"));
        artefacts::keep(&format!("pictures/{name}.png"), &picture)
    }

    /// Until fonts are loaded and the page has been drawn with them.
    #[track_caller]
    fn wait_until_drawn(&self) {
        let drawn = self.page.run_async(
            "document.fonts.ready.then(() =>
               requestAnimationFrame(() => requestAnimationFrame(() => done(true))))",
            Vec::new(),
        );
        if let Err(problem) = drawn {
            self.fail(&format!("the page is not drawn: {problem}"));
        }
    }

    fn is_enabled(&self, element: &Element) -> bool {
        self.page
            .run("return page.enabled(arguments[0])", vec![json!(element)])
            == Ok(Value::Bool(true))
    }

    #[track_caller]
    fn field(&self, label: &str) -> Element {
        wait::until(|| self.page.find("labelled", &[label]).ok()?)
            .unwrap_or_else(|| self.fail(&format!("no field {label:?}")))
    }

    #[track_caller]
    fn fail(&self, what: &str) -> ! {
        let test = std::thread::current()
            .name()
            .unwrap_or("test")
            .replace("::", "-");
        let picture = self.page.picture().map(|bytes| {
            artefacts::keep(&format!("failed/{test}.png"), &bytes)
                .display()
                .to_string()
        });
        panic!("{what}\npicture: {picture:?}\npage: {}", self.text())
    }
}

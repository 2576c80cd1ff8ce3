//! The page as WebDriver reaches it. [`crate::window`] is what tests use.

use std::{future::Future, time::Duration};

use fantoccini::{Client, ClientBuilder, elements::Element, wd::Capabilities};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::{
    runtime::{Builder, Runtime},
    time::timeout,
};

/// Functions that find things by role and name, put before every script.
const FINDERS: &str = include_str!("page.js");

/// Under this name a script's result refers to an element, says the WebDriver standard.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// How long one WebDriver command may take.
const COMMAND: Duration = Duration::from_secs(60);

/// A WebDriver session, driven without `async` in the tests.
#[derive(Debug)]
pub(crate) struct Page {
    client: Client,
    runtime: Runtime,
}

impl Page {
    /// Asks the driver at `url` to start `program` and to open a session.
    pub(crate) fn open(url: &str, program: &str, patience: Duration) -> Result<Self, String> {
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a tokio runtime");
        let mut wanted = Capabilities::new();
        wanted.insert(
            "webkitgtk:browserOptions".to_owned(),
            json!({ "binary": program, "args": [] }),
        );
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(wanted);
        let client = runtime
            .block_on(async { timeout(patience, builder.connect(url)).await })
            .map_err(|_| format!("no session within {patience:?}"))?
            .map_err(|refusal| refusal.to_string())?;
        Ok(Self { client, runtime })
    }

    fn wait<T, E: std::fmt::Display>(
        &self,
        command: impl Future<Output = Result<T, E>>,
    ) -> Result<T, String> {
        self.runtime
            .block_on(async { timeout(COMMAND, command).await })
            .map_err(|_| "WebDriver does not answer".to_owned())?
            .map_err(|problem| problem.to_string())
    }

    /// Runs a function body in the page; `page` and `arguments` are at hand.
    pub(crate) fn run(&self, body: &str, arguments: Vec<Value>) -> Result<Value, String> {
        let script = format!("{FINDERS}\n{body}");
        self.wait(self.client.execute(&script, arguments))
    }

    /// The same for a body that ends by calling `done(value)`.
    pub(crate) fn run_async(&self, body: &str, arguments: Vec<Value>) -> Result<Value, String> {
        let script = format!("{FINDERS}\nconst done = arguments[arguments.length - 1];\n{body}");
        self.wait(self.client.execute_async(&script, arguments))
    }

    /// The element that a finder gives, if it finds one.
    pub(crate) fn find(&self, finder: &str, arguments: &[&str]) -> Result<Option<Element>, String> {
        let arguments = arguments.iter().map(|text| json!(text)).collect();
        let found = self.run(&format!("return page.{finder}(...arguments)"), arguments)?;
        let reference = found
            .get(ELEMENT)
            .and_then(Value::as_str)
            .map(str::to_owned);
        Ok(reference.map(|id| Element::from_element_id(self.client.clone(), id.into())))
    }

    /// An error while an element still moves: WebDriver would press where it was.
    pub(crate) fn rest(&self, element: &Element) -> Result<(), String> {
        let rests = self.run_async(
            "const place = () => JSON.stringify(arguments[0].getBoundingClientRect());
             const before = place();
             requestAnimationFrame(() => requestAnimationFrame(() => done(place() === before)))",
            vec![json!(element)],
        )?;
        (rests == Value::Bool(true))
            .then_some(())
            .ok_or_else(|| "it moves".to_owned())
    }

    /// Presses the middle of an element, as a pointer does.
    pub(crate) fn click(&self, element: &Element) -> Result<(), String> {
        self.wait(element.click())
    }

    /// Sends keys to an element.
    pub(crate) fn type_keys(&self, element: &Element, keys: &str) -> Result<(), String> {
        self.wait(element.send_keys(keys))
    }

    /// Picks an option of a `<select>`.
    pub(crate) fn select(&self, element: &Element, label: &str) -> Result<(), String> {
        self.wait(element.select_by_label(label))
    }

    /// The element that has the focus.
    pub(crate) fn focused(&self) -> Result<Element, String> {
        self.wait(self.client.active_element())
    }

    /// The page as PNG.
    pub(crate) fn picture(&self) -> Result<Vec<u8>, String> {
        self.wait(self.client.screenshot())
    }

    /// Loads the page anew.
    pub(crate) fn reload(&self) -> Result<(), String> {
        self.wait(self.client.refresh())
    }
}

/// Keys that have a name, as WebDriver writes them.
const KEYS: &[(&str, char)] = &[
    ("Backspace", '\u{e003}'),
    ("Tab", '\u{e004}'),
    ("Enter", '\u{e007}'),
    ("Shift", '\u{e008}'),
    ("Ctrl", '\u{e009}'),
    ("Alt", '\u{e00a}'),
    ("Escape", '\u{e00c}'),
    ("End", '\u{e010}'),
    ("Home", '\u{e011}'),
    ("Left", '\u{e012}'),
    ("Up", '\u{e013}'),
    ("Right", '\u{e014}'),
    ("Down", '\u{e015}'),
    ("Delete", '\u{e017}'),
];

/// A chord such as `Ctrl+K` or `Enter`, as WebDriver writes it.
pub(crate) fn chord(keys: &str) -> String {
    keys.split('+').map(key).collect()
}

fn key(name: &str) -> String {
    let named = KEYS.iter().find(|(known, _)| *known == name);
    named.map_or_else(
        || name.to_lowercase(),
        |(_, character)| character.to_string(),
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn chord_holds_modifier_before_letter() {
        assert_eq!(super::chord("Ctrl+K"), "\u{e009}k");
    }
}

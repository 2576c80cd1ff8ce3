//! What a script says.

use cryptoki_sys::CK_RV;

use crate::answers;

/// What is done in place of a call, or around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    Answer(CK_RV),
    AnswerAfter(CK_RV),
    Hang,
    Finalize,
    Restart,
    Nothing,
}

#[derive(Debug, PartialEq, Eq)]
struct Rule {
    /// `None`: any.
    function: Option<String>,
    first: u64,
    onwards: bool,
    act: Act,
}

/// A script, and how often each of its rules could have struck.
#[derive(Debug, Default)]
pub(crate) struct Script {
    rules: Vec<(Rule, u64)>,
    pub(crate) unplugged: bool,
    pub(crate) slot_offset: u64,
    pub(crate) pinpad: Option<String>,
    pub(crate) maker: Option<String>,
}

impl Script {
    /// Panics at a line it does not understand: a script that does nothing
    /// would make a test that can't fail.
    pub(crate) fn parse(text: &str) -> Self {
        let mut script = Self::default();
        for line in text.lines() {
            let words: Vec<_> = line.split_whitespace().collect();
            match words.as_slice() {
                [] => {}
                [first, ..] if first.starts_with('#') => {}
                ["unplugged"] => script.unplugged = true,
                ["slots", offset] => script.slot_offset = number(offset.trim_start_matches('+')),
                ["made-by", maker] => script.maker = Some((*maker).to_owned()),
                ["pinpad", pin] => script.pinpad = Some((*pin).to_owned()),
                [function, which, act @ ..] => script.rules.push((rule(function, which, act), 0)),
                _ => panic!("a script of the double has the line {line:?}"),
            }
        }
        script
    }

    /// Counts a call; the first rule that it meets says what is done.
    pub(crate) fn next(&mut self, function: &str) -> Option<Act> {
        let mut act = None;
        for (rule, seen) in &mut self.rules {
            if rule
                .function
                .as_deref()
                .is_some_and(|name| name != function)
            {
                continue;
            }
            *seen += 1;
            let struck = *seen == rule.first || (rule.onwards && *seen > rule.first);
            act = act.or(struck.then_some(rule.act));
        }
        act
    }
}

fn rule(function: &str, which: &str, act: &[&str]) -> Rule {
    let first = which.trim_end_matches('+');
    Rule {
        function: (function != "*").then(|| function.to_owned()),
        first: number(first),
        onwards: first != which,
        act: match act {
            ["hang"] => Act::Hang,
            ["finalize"] => Act::Finalize,
            ["restart"] => Act::Restart,
            ["nothing"] => Act::Nothing,
            ["after", code] => Act::AnswerAfter(answer(code)),
            [code] => Act::Answer(answer(code)),
            _ => panic!("a script of the double names the act {act:?}"),
        },
    }
}

fn answer(name: &str) -> CK_RV {
    let code = answers::code_of(name);
    code.unwrap_or_else(|| panic!("a script of the double names the answer {name}"))
}

fn number(text: &str) -> u64 {
    let number = text.parse();
    number.unwrap_or_else(|_| panic!("a script of the double has {text:?} for a number"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use cryptoki_sys::{CKR_DEVICE_ERROR, CKR_PIN_LOCKED};

    #[test]
    fn rules_strike_at_their_call_and_no_other() {
        let mut script = Script::parse("C_Sign 2 CKR_DEVICE_ERROR\n* 5+ hang\n");
        let calls = ["C_Sign", "C_Login", "C_Sign", "C_Sign", "C_Login", "C_Sign"];
        let acts = calls.map(|function| script.next(function));
        let device_error = Some(Act::Answer(CKR_DEVICE_ERROR));
        let hang = Some(Act::Hang);
        assert_eq!(acts, [None, None, device_error, None, hang, hang]);
    }

    #[test]
    fn states_and_comments_are_read() {
        let text = "# run 3\nunplugged\nslots +7\npinpad 1234\nmade-by Nobody\nC_Login 1 after CKR_PIN_LOCKED";
        let mut script = Script::parse(text);
        assert!(script.unplugged);
        assert_eq!(
            (script.slot_offset, script.pinpad.as_deref()),
            (7, Some("1234"))
        );
        assert_eq!(script.maker.as_deref(), Some("Nobody"));
        assert_eq!(
            script.next("C_Login"),
            Some(Act::AnswerAfter(CKR_PIN_LOCKED))
        );
    }

    #[test]
    #[should_panic(expected = "CKR_TYPO")]
    fn misspelt_answer_is_no_rule() {
        Script::parse("C_Sign 1 CKR_TYPO");
    }
}

//! Canonical JSON (RFC 8785): the form in which things are hashed and signed.
//!
//! Our nouns hold text, whole numbers and keys in plain ASCII: these are written here, into one
//! buffer. Whatever else a value holds, the library writes it.

use std::{cell::RefCell, io, ops::Range};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// The canonical bytes of `value`.
///
/// The nouns of this crate always have one: they hold no map with non-text keys and no
/// number that is not finite.
pub fn to_vec(value: &impl Serialize) -> Vec<u8> {
    plain(value).unwrap_or_else(|| {
        serde_json_canonicalizer::to_vec(value).expect("nouns of the domain have a canonical form")
    })
}

/// `None` if the value holds what is not written here.
fn plain(value: &impl Serialize) -> Option<Vec<u8>> {
    let page = RefCell::new(Vec::with_capacity(1_024));
    let mut serializer = Serializer::with_formatter(Page(&page), InOrder::on(&page));
    value.serialize(&mut serializer).ok()?;
    drop(serializer);
    Some(page.into_inner())
}

/// The largest whole number that every reader of JSON can hold (RFC 8785, 3.2.2.3).
const LARGEST: u64 = (1 << 53) - 1;

/// Where all is written.
struct Page<'a>(&'a RefCell<Vec<u8>>);

impl io::Write for Page<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// One member of an object that is being written.
struct Member {
    /// From the quotation mark of its key to the end of its value.
    all: Range<usize>,
    /// The key, between its quotation marks.
    key: Range<usize>,
}

/// Puts the members of each object in order when the object ends.
struct InOrder<'a> {
    page: &'a RefCell<Vec<u8>>,
    /// Members of the objects that are open, the innermost last.
    members: Vec<Member>,
    /// Of each open object, which of `members` is its first.
    open: Vec<usize>,
    scratch: Vec<u8>,
}

impl<'a> InOrder<'a> {
    fn on(page: &'a RefCell<Vec<u8>>) -> Self {
        Self {
            page,
            members: Vec::with_capacity(32),
            open: Vec::with_capacity(8),
            scratch: Vec::new(),
        }
    }

    fn here(&self) -> usize {
        self.page.borrow().len()
    }

    fn last(&mut self) -> io::Result<&mut Member> {
        self.members.last_mut().ok_or_else(not_plain)
    }

    /// Sorts the innermost object.
    fn sort(&mut self) -> io::Result<()> {
        let first = self.open.pop().ok_or_else(not_plain)?;
        let mut page = self.page.borrow_mut();
        let members = &mut self.members[first..];
        let (Some(start), Some(end)) = (
            members.first().map(|member| member.all.start),
            members.last().map(|member| member.all.end),
        ) else {
            return Ok(());
        };
        let key = |member: &Member| &page[member.key.clone()];
        if !members.is_sorted_by(|one, next| key(one) < key(next)) {
            members.sort_unstable_by(|one, other| key(one).cmp(key(other)));
            if members
                .windows(2)
                .any(|pair| key(&pair[0]) == key(&pair[1]))
            {
                return Err(not_plain());
            }
            self.scratch.clear();
            for member in &*members {
                if !self.scratch.is_empty() {
                    self.scratch.push(b',');
                }
                self.scratch.extend_from_slice(&page[member.all.clone()]);
            }
            page[start..end].copy_from_slice(&self.scratch);
        }
        self.members.truncate(first);
        Ok(())
    }
}

/// Never shown: the library writes the value then.
fn not_plain() -> io::Error {
    io::ErrorKind::Unsupported.into()
}

fn digits<W: ?Sized + io::Write>(writer: &mut W, negative: bool, mut value: u64) -> io::Result<()> {
    if value > LARGEST {
        return Err(not_plain());
    }
    let mut text = [0; 17];
    let mut begin = text.len();
    loop {
        begin -= 1;
        text[begin] = b'0' + u8::try_from(value % 10).expect("a digit");
        value /= 10;
        if value == 0 {
            break;
        }
    }
    if negative {
        begin -= 1;
        text[begin] = b'-';
    }
    writer.write_all(&text[begin..])
}

impl Formatter for InOrder<'_> {
    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open.push(self.members.len());
        writer.write_all(b"{")
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.sort()?;
        writer.write_all(b"}")
    }

    fn begin_object_key<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        if !first {
            writer.write_all(b",")?;
        }
        let start = self.here();
        self.members.push(Member {
            all: start..start,
            key: start + 1..start,
        });
        Ok(())
    }

    fn end_object_key<W: ?Sized + io::Write>(&mut self, _writer: &mut W) -> io::Result<()> {
        let end = self.here() - 1;
        let page = self.page;
        let member = self.last()?;
        member.key.end = end;
        let page = page.borrow();
        // Beyond ASCII the order of UTF-16 is not that of UTF-8, and an escape is not its text.
        let odd = |byte: &u8| !byte.is_ascii() || *byte == b'\\';
        match page[member.key.clone()].iter().any(odd) {
            true => Err(not_plain()),
            false => Ok(()),
        }
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, _writer: &mut W) -> io::Result<()> {
        let end = self.here();
        self.last()?.all.end = end;
        Ok(())
    }

    fn write_u64<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: u64) -> io::Result<()> {
        digits(writer, false, value)
    }

    fn write_i64<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: i64) -> io::Result<()> {
        digits(writer, value < 0, value.unsigned_abs())
    }

    fn write_u128<W: ?Sized + io::Write>(&mut self, _: &mut W, _: u128) -> io::Result<()> {
        Err(not_plain())
    }

    fn write_i128<W: ?Sized + io::Write>(&mut self, _: &mut W, _: i128) -> io::Result<()> {
        Err(not_plain())
    }

    fn write_f32<W: ?Sized + io::Write>(&mut self, _: &mut W, _: f32) -> io::Result<()> {
        Err(not_plain())
    }

    fn write_f64<W: ?Sized + io::Write>(&mut self, _: &mut W, _: f64) -> io::Result<()> {
        Err(not_plain())
    }

    fn write_number_str<W: ?Sized + io::Write>(&mut self, _: &mut W, _: &str) -> io::Result<()> {
        Err(not_plain())
    }

    fn write_raw_fragment<W: ?Sized + io::Write>(&mut self, _: &mut W, _: &str) -> io::Result<()> {
        Err(not_plain())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn library(value: &Value) -> Vec<u8> {
        serde_json_canonicalizer::to_vec(value).expect("canonical")
    }

    /// Members in the order in which they were put in, as a struct has them.
    struct AsWritten(Vec<(&'static str, Value)>);

    impl Serialize for AsWritten {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
        }
    }

    #[test]
    fn plain_values_are_written_as_the_library_writes_them() {
        let values = [
            json!(null),
            json!({}),
            json!([]),
            json!([{}, [], "", true]),
            json!({"b": 1, "a": {"d": [], "c": {"f": null, "e": {}}}, "ab": "x"}),
            json!({"text": "\u{0}\u{1f}\u{7f}\"\\/\u{8}\u{c}\n\r\t é € 𝄞", "a b": 1, "a": 2}),
            json!([0, -1, 42, LARGEST, -9_007_199_254_740_991_i64]),
        ];
        for value in values {
            let written = plain(&value).expect("plain");
            assert_eq!(written, library(&value), "{value}");
        }
    }

    #[test]
    fn members_are_sorted_in_every_object() {
        let inner = || AsWritten(vec![("y", json!(1)), ("x", json!([2])), ("xy", json!("z"))]);
        let nested = serde_json::to_value(inner()).expect("a value");
        let outer = AsWritten(vec![
            ("c", nested.clone()),
            ("a!", json!(1)),
            ("a", json!({})),
            ("b", json!([nested])),
        ]);
        let expected =
            br#"{"a":{},"a!":1,"b":[{"x":[2],"xy":"z","y":1}],"c":{"x":[2],"xy":"z","y":1}}"#;
        assert_eq!(plain(&outer).as_deref(), Some(&expected[..]));
        let alone = plain(&inner());
        assert_eq!(alone.as_deref(), Some(&br#"{"x":[2],"xy":"z","y":1}"#[..]));
    }

    #[test]
    fn what_is_not_plain_is_the_librarys() {
        for value in [
            json!(1.5),
            json!(1e21),
            json!(LARGEST + 1),
            json!({"é": 1}),
            json!({"a\"": 1}),
        ] {
            assert_eq!(plain(&value), None, "{value}");
            assert_eq!(to_vec(&value), library(&value), "{value}");
        }
        let twice = AsWritten(vec![("b", json!(1)), ("a", json!(1)), ("b", json!(2))]);
        assert_eq!(plain(&twice), None);
        let twice = AsWritten(vec![("a", json!(1)), ("a", json!(2))]);
        assert_eq!(plain(&twice), None);
    }
}

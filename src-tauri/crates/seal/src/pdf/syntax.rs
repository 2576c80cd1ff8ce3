//! Writes PDF objects (ISO 32000-1, 7.3) that are no streams.

use lopdf::{Dictionary, Object, StringFormat};

/// Appends `object`, followed by nothing.
///
/// A stream would be written as its dictionary alone; an update writes none.
pub(super) fn write_object(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => out.extend(b"null"),
        Object::Boolean(value) => out.extend(value.to_string().bytes()),
        Object::Integer(value) => out.extend(value.to_string().bytes()),
        Object::Real(value) => out.extend(value.to_string().bytes()),
        Object::Name(name) => write_name(out, name),
        Object::String(bytes, format) => write_string(out, bytes, format),
        Object::Array(items) => write_array(out, items),
        Object::Dictionary(dictionary) => write_dictionary(out, dictionary),
        Object::Stream(stream) => write_dictionary(out, &stream.dict),
        Object::Reference((number, generation)) => {
            out.extend(format!("{number} {generation} R").bytes());
        }
    }
}

/// Appends `<<`, the entries in their order, and `>>`.
pub(super) fn write_dictionary(out: &mut Vec<u8>, dictionary: &Dictionary) {
    out.extend(b"<<");
    for (key, value) in dictionary {
        write_name(out, key);
        out.push(b' ');
        write_object(out, value);
    }
    out.extend(b">>");
}

fn write_array(out: &mut Vec<u8>, items: &[Object]) {
    out.push(b'[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(b' ');
        }
        write_object(out, item);
    }
    out.push(b']');
}

fn write_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for &byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(&byte) {
            out.push(byte);
        } else {
            out.extend(format!("#{byte:02X}").bytes());
        }
    }
}

fn write_string(out: &mut Vec<u8>, bytes: &[u8], format: &StringFormat) {
    match format {
        StringFormat::Literal => write_literal(out, bytes),
        StringFormat::Hexadecimal => write_hexadecimal(out, bytes),
    }
}

fn write_literal(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'(');
    for &byte in bytes {
        match byte {
            b'(' | b')' | b'\\' => out.extend([b'\\', byte]),
            // A bare line end inside a string reads back as a line feed.
            b'\r' => out.extend(b"\\r"),
            _ => out.push(byte),
        }
    }
    out.push(b')');
}

/// Appends `<`, upper-case digits, and `>`.
pub(super) fn write_hexadecimal(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'<');
    out.extend(bytes.iter().flat_map(|byte| hexadecimal(*byte)));
    out.push(b'>');
}

fn hexadecimal(byte: u8) -> [u8; 2] {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    [
        DIGITS[usize::from(byte >> 4)],
        DIGITS[usize::from(byte & 15)],
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(object: Object) -> String {
        let mut out = Vec::new();
        write_object(&mut out, &object);
        String::from_utf8(out).expect("ASCII input gives ASCII output")
    }

    #[test]
    fn objects_are_written_as_the_standard_shows_them() {
        let table = [
            (Object::Null, "null"),
            (Object::Boolean(true), "true"),
            (Object::Integer(-7), "-7"),
            (Object::Real(0.5), "0.5"),
            (Object::Name(b"A#B C".to_vec()), "/A#23B#20C"),
            (Object::string_literal(r"a(b)\"), r"(a\(b\)\\)"),
            (Object::string_literal("a\rb"), "(a\\rb)"),
            (
                Object::String(vec![0xFE, 0x0F], StringFormat::Hexadecimal),
                "<FE0F>",
            ),
            (Object::Array(vec![1.into(), 2.into()]), "[1 2]"),
            (Object::Reference((12, 0)), "12 0 R"),
            (
                Object::Dictionary(Dictionary::from_iter([("K", Object::from("V"))])),
                "<</K /V>>",
            ),
        ];
        for (object, text) in table {
            assert_eq!(written(object), text);
        }
    }
}

//! The frame of an incremental update (ISO 32000-1, 7.5.6): objects behind the
//! old end, then a cross-reference of the kind the document has already.

use std::collections::BTreeMap;

use super::{SealSlot, XrefKind, syntax};

/// Objects on their way into the new revision.
pub(super) struct Update {
    bytes: Vec<u8>,
    offsets: BTreeMap<u32, usize>,
    next: u32,
}

impl Update {
    /// Starts behind the end of `document`, whose trailer says `/Size size`.
    pub(super) fn behind(mut document: Vec<u8>, size: u32) -> Self {
        if !document.ends_with(b"\n") {
            document.push(b'\n');
        }
        Self {
            bytes: document,
            offsets: BTreeMap::new(),
            next: size,
        }
    }

    /// A number that no object has yet.
    pub(super) fn new_number(&mut self) -> u32 {
        let number = self.next;
        self.next += 1;
        number
    }

    /// Appends the indirect object `number`; returns where its body begins.
    pub(super) fn object(&mut self, number: u32, body: &[u8]) -> usize {
        self.offsets.insert(number, self.bytes.len());
        self.bytes.extend(format!("{number} 0 obj\n").bytes());
        let start = self.bytes.len();
        self.bytes.extend(body);
        self.bytes.extend(b"\nendobj\n");
        start
    }

    /// Appends cross-reference, trailer and `%%EOF`, and gives the document back.
    /// `changed_id` is the second element of the new `/ID`; the first stays.
    pub(super) fn finish(mut self, slot: &SealSlot, changed_id: &[u8]) -> Vec<u8> {
        let startxref = self.bytes.len();
        match slot.xref {
            XrefKind::Table => self.table(slot, changed_id),
            XrefKind::Stream => self.stream(slot, changed_id),
        }
        self.bytes
            .extend(format!("startxref\n{startxref}\n%%EOF\n").bytes());
        self.bytes
    }

    fn table(&mut self, slot: &SealSlot, changed_id: &[u8]) {
        self.bytes.extend(b"xref\n");
        for (first, offsets) in self.sections() {
            self.bytes
                .extend(format!("{first} {}\n", offsets.len()).bytes());
            for offset in offsets {
                // Twenty bytes an entry, its two-byte line end included (7.5.4).
                self.bytes
                    .extend(format!("{offset:010} 00000 n \n").bytes());
            }
        }
        self.bytes.extend(b"trailer\n<<");
        let entries = self.trailer(slot, changed_id);
        self.bytes.extend(entries);
        self.bytes.extend(b">>\n");
    }

    fn stream(&mut self, slot: &SealSlot, changed_id: &[u8]) {
        let number = self.new_number();
        self.offsets.insert(number, self.bytes.len());
        let index = self
            .sections()
            .iter()
            .fold(String::new(), |text, (first, offsets)| {
                format!("{text}{first} {} ", offsets.len())
            });
        let rows = self
            .offsets
            .values()
            .flat_map(|offset| row(*offset))
            .collect::<Vec<_>>();
        let entries = self.trailer(slot, changed_id);
        self.bytes
            .extend(format!("{number} 0 obj\n<</Type /XRef").bytes());
        self.bytes
            .extend(format!("/Index [{}]/W [1 8 2]", index.trim_end()).bytes());
        self.bytes.extend(format!("/Length {}", rows.len()).bytes());
        self.bytes.extend(entries);
        self.bytes.extend(b">>\nstream\n");
        self.bytes.extend(rows);
        self.bytes.extend(b"\nendstream\nendobj\n");
    }

    fn trailer(&self, slot: &SealSlot, changed_id: &[u8]) -> Vec<u8> {
        let mut out = format!("/Size {}/Root {} 0 R", self.next, slot.catalog).into_bytes();
        if let Some(info) = slot.info {
            out.extend(format!("/Info {info} 0 R").bytes());
        }
        out.extend(b"/ID [");
        syntax::write_hexadecimal(&mut out, &slot.id[0]);
        syntax::write_hexadecimal(&mut out, changed_id);
        out.extend(format!("]/Prev {}", slot.startxref).bytes());
        out
    }

    /// Runs of consecutive object numbers, with their offsets.
    fn sections(&self) -> Vec<(u32, Vec<usize>)> {
        let mut sections: Vec<(u32, Vec<usize>)> = Vec::new();
        for (&number, &offset) in &self.offsets {
            match sections.last_mut() {
                Some((first, offsets)) if *first as usize + offsets.len() == number as usize => {
                    offsets.push(offset);
                }
                _ => sections.push((number, vec![offset])),
            }
        }
        sections
    }
}

/// One entry of type 1 (7.5.8.3) in the widths 1, 8 and 2.
fn row(offset: usize) -> [u8; 11] {
    let mut row = [0; 11];
    row[0] = 1;
    row[1..9].copy_from_slice(&(offset as u64).to_be_bytes());
    row
}

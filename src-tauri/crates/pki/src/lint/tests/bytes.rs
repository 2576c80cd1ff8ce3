//! Bending a `TBSCertificate` in one place.

use const_oid::ObjectIdentifier;
use der::{AnyRef, Decode, Reader, SliceReader, Tag, Tagged};

use crate::asn1::{self, sequence, tlv};

/// A DER value as a tree.
pub(super) enum Value {
    Primitive(Tag, Vec<u8>),
    Constructed(Tag, Vec<Value>),
}

impl Value {
    fn read_all(content: &[u8]) -> Vec<Self> {
        let mut reader = SliceReader::new(content).expect("short");
        let mut values = Vec::new();
        while !reader.is_finished() {
            let any = AnyRef::decode(&mut reader).expect("DER");
            values.push(match any.tag().is_constructed() {
                true => Self::Constructed(any.tag(), Self::read_all(any.value())),
                false => Self::Primitive(any.tag(), any.value().to_vec()),
            });
        }
        values
    }

    /// The one value in `der`.
    pub(super) fn read(der: &[u8]) -> Self {
        Self::read_all(der).remove(0)
    }

    pub(super) fn into_parts(self) -> Vec<Value> {
        match self {
            Self::Constructed(_, values) => values,
            Self::Primitive(tag, _) => panic!("{tag} has no parts"),
        }
    }

    pub(super) fn to_der(&self) -> Vec<u8> {
        match self {
            Self::Primitive(tag, content) => tlv(*tag, content),
            Self::Constructed(tag, values) => tlv(
                *tag,
                &values.iter().flat_map(Self::to_der).collect::<Vec<u8>>(),
            ),
        }
    }

    pub(super) fn parts(&mut self) -> &mut Vec<Value> {
        match self {
            Self::Constructed(_, values) => values,
            Self::Primitive(tag, _) => panic!("{tag} has no parts"),
        }
    }

    pub(super) fn set(&mut self, new_tag: Tag, new_content: &[u8]) {
        *self = Self::Primitive(new_tag, new_content.to_vec());
    }
}

/// A `TBSCertificate` taken apart.
pub(super) struct Tbs(Value);

/// Places of the components.
pub(super) const VERSION: usize = 0;
pub(super) const SERIAL_NUMBER: usize = 1;
pub(super) const SIGNATURE: usize = 2;
pub(super) const ISSUER: usize = 3;
pub(super) const VALIDITY: usize = 4;
pub(super) const SUBJECT: usize = 5;
pub(super) const SUBJECT_KEY: usize = 6;
pub(super) const AFTER_KEY: usize = 7;
const EXTENSIONS: usize = 7;

impl Tbs {
    pub(super) fn read(der: &[u8]) -> Self {
        Self(Value::read(der))
    }

    pub(super) fn to_der(&self) -> Vec<u8> {
        self.0.to_der()
    }

    pub(super) fn component(&mut self, place: usize) -> &mut Value {
        &mut self.0.parts()[place]
    }

    pub(super) fn push(&mut self, value: Value) {
        self.0.parts().push(value);
    }

    pub(super) fn insert(&mut self, place: usize, value: Value) {
        self.0.parts().insert(place, value);
    }

    /// The value of the attribute at `place` of the name at `component`.
    pub(super) fn attribute(&mut self, component: usize, place: usize) -> &mut Value {
        &mut self.component(component).parts()[place].parts()[0].parts()[1]
    }

    fn extensions(&mut self) -> &mut Vec<Value> {
        self.component(EXTENSIONS).parts()[0].parts()
    }

    fn place(&mut self, oid: ObjectIdentifier) -> usize {
        let id = asn1::oid(oid);
        let is = |extension: &mut Value| extension.parts()[0].to_der() == id;
        self.extensions()
            .iter_mut()
            .position(is)
            .expect("has the extension")
    }

    pub(super) fn remove(&mut self, oid: ObjectIdentifier) {
        let place = self.place(oid);
        self.extensions().remove(place);
    }

    /// Replaces criticality and value, whatever they were.
    pub(super) fn put(&mut self, oid: ObjectIdentifier, critical: bool, value: &[u8]) {
        let place = self.place(oid);
        self.extensions().remove(place);
        self.add(oid, critical, value);
    }

    /// Writes the BOOLEAN of criticality, whatever it was.
    pub(super) fn say_critical(&mut self, oid: ObjectIdentifier, content: &[u8]) {
        let place = self.place(oid);
        let parts = self.extensions()[place].parts();
        let value = parts.pop().expect("an extension ends in its value");
        parts.truncate(1);
        parts.push(Value::Primitive(Tag::Boolean, content.to_vec()));
        parts.push(value);
    }

    pub(super) fn add(&mut self, oid: ObjectIdentifier, critical: bool, value: &[u8]) {
        let mut parts = vec![asn1::oid(oid)];
        parts.extend(critical.then(|| tlv(Tag::Boolean, &[0xff])));
        parts.push(tlv(Tag::OctetString, value));
        self.extensions().extend(Value::read_all(&sequence(&parts)));
    }

    /// Bends the value of an extension.
    pub(super) fn bend(&mut self, oid: ObjectIdentifier, how: impl Fn(&mut Vec<u8>)) {
        let place = self.place(oid);
        match self.extensions()[place].parts().last_mut() {
            Some(Value::Primitive(_, content)) => how(content),
            _ => panic!("an extension ends in its value"),
        }
    }
}

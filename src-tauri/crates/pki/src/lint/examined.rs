//! A certificate taken apart for the rules: read once, without judging, as slices
//! of its bytes.

use const_oid::ObjectIdentifier;
use der::{Tag, Tagged};

use super::Expectation;
use crate::asn1::{Elements, Malformed, context_constructed, context_primitive};
use crate::certificate::Certificate;
use crate::signature::{PublicKey, UnsupportedKey};

/// A certificate under examination.
pub(super) struct Examined<'a> {
    pub(super) certificate: &'a Certificate,
    pub(super) expected: &'a Expectation,
    pub(super) tbs: Components<'a>,
    /// The subject's key, or why it is none that is known.
    pub(super) key: Result<PublicKey, UnsupportedKey>,
    /// Every value in every extension, from the outside inwards.
    pub(super) values: Vec<Value<'a>>,
}

/// The components of a `TBSCertificate` that no rule finds in [`Certificate`].
pub(super) struct Components<'a> {
    /// The content of the version's INTEGER; `None` for the default, v1.
    pub(super) version: Option<&'a [u8]>,
    /// The content of the serial number's INTEGER.
    pub(super) serial_number: &'a [u8],
    /// The two times as they are written.
    pub(super) times: [(Tag, &'a [u8]); 2],
    /// The subject's names, each of which ought to be one attribute.
    pub(super) subject: Vec<Vec<Attribute<'a>>>,
    /// Whether issuer or subject have a unique identifier.
    pub(super) unique_identifiers: bool,
    pub(super) extensions: Vec<Extension<'a>>,
}

/// One attribute of a name.
pub(super) struct Attribute<'a> {
    pub(super) kind: ObjectIdentifier,
    pub(super) tag: Tag,
    pub(super) content: &'a [u8],
}

impl<'a> Attribute<'a> {
    /// The text of a string that is one; `None` if it is none.
    pub(super) fn text(&self) -> Option<&'a str> {
        match self.tag {
            Tag::Utf8String => std::str::from_utf8(self.content).ok(),
            Tag::PrintableString | Tag::Ia5String => {
                let text = std::str::from_utf8(self.content).ok()?;
                text.is_ascii().then_some(text)
            }
            _ => None,
        }
    }
}

/// One extension.
pub(super) struct Extension<'a> {
    pub(super) oid: ObjectIdentifier,
    /// The BOOLEAN's content; `None` if it is not written.
    pub(super) criticality: Option<&'a [u8]>,
    pub(super) value: &'a [u8],
}

impl<'a> Extension<'a> {
    pub(super) fn is_critical(&self) -> bool {
        !matches!(self.criticality, None | Some([0]))
    }

    /// The values inside the value, which is a SEQUENCE.
    pub(super) fn parts(&self) -> Result<Vec<(Tag, &'a [u8])>, Malformed> {
        parts(Elements::only(self.value, Tag::Sequence)?)
    }
}

impl<'a> Examined<'a> {
    pub(super) fn of(
        certificate: &'a Certificate,
        expected: &'a Expectation,
    ) -> Result<Self, Malformed> {
        let tbs = Components::of(certificate.tbs_der())?;
        Ok(Self {
            certificate,
            expected,
            values: values(&tbs.extensions),
            tbs,
            key: PublicKey::of(&certificate.spki),
        })
    }

    pub(super) fn extension(&self, oid: ObjectIdentifier) -> Option<&Extension<'a>> {
        let mut extensions = self.tbs.extensions.iter();
        extensions.find(|extension| extension.oid == oid)
    }

    pub(super) fn is_critical(&self, oid: ObjectIdentifier) -> bool {
        self.extension(oid).is_some_and(Extension::is_critical)
    }
}

/// One value inside an extension.
pub(super) struct Value<'a> {
    pub(super) extension: ObjectIdentifier,
    pub(super) tag: Tag,
    pub(super) content: &'a [u8],
}

fn values<'a>(extensions: &[Extension<'a>]) -> Vec<Value<'a>> {
    let mut values = Vec::new();
    for extension in extensions {
        // A value that is no DER has a rule of its own.
        let _ = collect(extension.oid, extension.value, &mut values);
    }
    values
}

fn collect<'a>(
    extension: ObjectIdentifier,
    content: &'a [u8],
    values: &mut Vec<Value<'a>>,
) -> Result<(), Malformed> {
    for (tag, content) in parts(content)? {
        values.push(Value {
            extension,
            tag,
            content,
        });
        if tag.is_constructed() {
            collect(extension, content, values)?;
        }
    }
    Ok(())
}

/// Tags and contents of the values in `content`.
pub(super) fn parts(content: &[u8]) -> Result<Vec<(Tag, &[u8])>, Malformed> {
    let mut elements = Elements::of(content)?;
    let mut parts = Vec::new();
    while let Some(any) = elements.next()? {
        parts.push((any.tag(), any.value()));
    }
    Ok(parts)
}

impl<'a> Components<'a> {
    fn of(tbs: &'a [u8]) -> Result<Self, Malformed> {
        let mut fields = Elements::of(Elements::only(tbs, Tag::Sequence)?)?;
        let version = match fields.optional(context_constructed(0))? {
            Some(explicit) => Some(Elements::only(explicit, Tag::Integer)?),
            None => None,
        };
        let serial_number = fields.required(Tag::Integer)?;
        fields.required(Tag::Sequence)?;
        fields.required(Tag::Sequence)?;
        let times = times(fields.required(Tag::Sequence)?)?;
        let subject = name(fields.required(Tag::Sequence)?)?;
        fields.required(Tag::Sequence)?;
        let mut unique_identifiers = false;
        for number in [1, 2] {
            unique_identifiers |= fields.optional(context_primitive(number))?.is_some();
        }
        let extensions = match fields.optional(context_constructed(3))? {
            Some(explicit) => extensions(Elements::only(explicit, Tag::Sequence)?)?,
            None => Vec::new(),
        };
        fields.finish()?;
        Ok(Self {
            version,
            serial_number,
            times,
            subject,
            unique_identifiers,
            extensions,
        })
    }
}

fn times(content: &[u8]) -> Result<[(Tag, &[u8]); 2], Malformed> {
    parts(content)?.try_into().map_err(|_| Malformed)
}

fn name(content: &[u8]) -> Result<Vec<Vec<Attribute<'_>>>, Malformed> {
    parts(content)?
        .into_iter()
        .map(|(_, relative)| parts(relative)?.into_iter().map(attribute).collect())
        .collect()
}

fn attribute((_, content): (Tag, &[u8])) -> Result<Attribute<'_>, Malformed> {
    let mut fields = Elements::of(content)?;
    let kind = oid(fields.required(Tag::ObjectIdentifier)?)?;
    let value = fields.next()?.ok_or(Malformed)?;
    fields.finish()?;
    Ok(Attribute {
        kind,
        tag: value.tag(),
        content: value.value(),
    })
}

fn extensions(content: &[u8]) -> Result<Vec<Extension<'_>>, Malformed> {
    let extension = |(_, content)| {
        let mut fields = Elements::of(content)?;
        let extension = Extension {
            oid: oid(fields.required(Tag::ObjectIdentifier)?)?,
            criticality: fields.optional(Tag::Boolean)?,
            value: fields.required(Tag::OctetString)?,
        };
        fields.finish()?;
        Ok(extension)
    };
    parts(content)?.into_iter().map(extension).collect()
}

/// From an OBJECT IDENTIFIER's content.
pub(super) fn oid(content: &[u8]) -> Result<ObjectIdentifier, Malformed> {
    ObjectIdentifier::from_bytes(content).map_err(|_| Malformed)
}

//! Extensions that a request asks for, told to a person.

use const_oid::ObjectIdentifier;
use der::{Decode, Tag};
use x509_parser::extensions::{GeneralName, ParsedExtension, X509Extension};
use x509_parser::prelude::FromDer;

use super::CsrError;
use crate::asn1::{Elements, Malformed, split_first};
use crate::oid;

/// Names of extensions as their standards write them.
const NAMES: [(&str, &str); 18] = [
    ("2.5.29.14", "subjectKeyIdentifier"),
    ("2.5.29.15", "keyUsage"),
    ("2.5.29.17", "subjectAltName"),
    ("2.5.29.18", "issuerAltName"),
    ("2.5.29.19", "basicConstraints"),
    ("2.5.29.30", "nameConstraints"),
    ("2.5.29.31", "cRLDistributionPoints"),
    ("2.5.29.32", "certificatePolicies"),
    ("2.5.29.33", "policyMappings"),
    ("2.5.29.35", "authorityKeyIdentifier"),
    ("2.5.29.36", "policyConstraints"),
    ("2.5.29.37", "extKeyUsage"),
    ("2.5.29.54", "inhibitAnyPolicy"),
    ("1.3.6.1.5.5.7.1.1", "authorityInfoAccess"),
    ("1.3.6.1.5.5.7.1.3", "qcStatements"),
    ("1.3.6.1.5.5.7.1.24", "tlsFeature"),
    ("1.3.6.1.5.5.7.48.1.5", "ocspNoCheck"),
    ("2.16.840.1.113730.1.1", "netscapeCertType"),
];

/// Names of purposes.
const PURPOSES: [(&str, &str); 6] = [
    ("1.3.6.1.5.5.7.3.1", "serverAuth"),
    ("1.3.6.1.5.5.7.3.2", "clientAuth"),
    ("1.3.6.1.5.5.7.3.3", "codeSigning"),
    ("1.3.6.1.5.5.7.3.4", "emailProtection"),
    ("1.3.6.1.5.5.7.3.8", "timeStamping"),
    ("1.3.6.1.5.5.7.3.9", "OCSPSigning"),
];

/// One extension that a request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestedExtension {
    /// Dotted.
    pub oid: String,
    /// Its name in its standard; `None` if it is not known here.
    pub name: Option<&'static str>,
    /// Whether it is marked critical.
    pub critical: bool,
    /// What it says, in a line of visible characters.
    pub summary: String,
}

/// The only value of an extensionRequest: `Extensions`.
pub(super) fn list(values: &[u8]) -> Result<Vec<RequestedExtension>, CsrError> {
    let malformed = |Malformed| CsrError::Form("the extensionRequest");
    let content = Elements::only(values, Tag::Sequence).map_err(malformed)?;
    let mut rest = content;
    let mut found: Vec<RequestedExtension> = Vec::new();
    while !rest.is_empty() {
        let (first, after) = split_first(rest).map_err(malformed)?;
        rest = after;
        let extension = read(first)?;
        if found.iter().any(|other| other.oid == extension.oid) {
            let name = extension.name.map_or(extension.oid, str::to_owned);
            return Err(CsrError::Twice(name));
        }
        found.push(extension);
    }
    Ok(found)
}

fn read(der: &[u8]) -> Result<RequestedExtension, CsrError> {
    let malformed = CsrError::Form("an extension");
    if Elements::only(der, Tag::Sequence).is_err() {
        return Err(malformed);
    }
    let Ok(([], extension)) = X509Extension::from_der(der) else {
        return Err(malformed);
    };
    let oid = extension.oid.to_id_string();
    let own = (oid == oid::AGENT_SCOPE.to_string()).then_some("agentScope");
    Ok(RequestedExtension {
        name: own.or_else(|| named(&NAMES, &oid)),
        oid,
        critical: extension.critical,
        summary: visible(&summary(&extension)),
    })
}

pub(super) fn named(list: &[(&str, &'static str)], dotted: &str) -> Option<&'static str> {
    list.iter()
        .find(|(oid, _)| *oid == dotted)
        .map(|(_, name)| *name)
}

fn summary(extension: &X509Extension<'_>) -> String {
    match extension.parsed_extension() {
        ParsedExtension::KeyUsage(usage) => usage.to_string(),
        ParsedExtension::ExtendedKeyUsage(_) => purposes(extension.value),
        ParsedExtension::BasicConstraints(constraints) => {
            let length = constraints.path_len_constraint;
            let length = length.map(|length| format!(", path length {length}"));
            let whose = if constraints.ca { "a CA" } else { "not a CA" };
            format!("{whose}{}", length.unwrap_or_default())
        }
        ParsedExtension::SubjectAlternativeName(names) => names
            .general_names
            .iter()
            .map(general_name)
            .collect::<Vec<_>>()
            .join(", "),
        ParsedExtension::CertificatePolicies(policies) => policies
            .iter()
            .map(|policy| policy.policy_id.to_id_string())
            .collect::<Vec<_>>()
            .join(", "),
        ParsedExtension::ParseError { .. } => "can't be read".to_owned(),
        _ => format!("{} bytes", extension.value.len()),
    }
}

fn purposes(der: &[u8]) -> String {
    let Ok(list) = Vec::<ObjectIdentifier>::from_der(der) else {
        return "can't be read".to_owned();
    };
    list.iter()
        .map(ToString::to_string)
        .map(|dotted| named(&PURPOSES, &dotted).map_or(dotted, str::to_owned))
        .collect::<Vec<_>>()
        .join(", ")
}

fn general_name(name: &GeneralName<'_>) -> String {
    match name {
        GeneralName::DNSName(name) => format!("DNS:{name}"),
        GeneralName::URI(uri) => format!("URI:{uri}"),
        GeneralName::RFC822Name(mailbox) => format!("email:{mailbox}"),
        GeneralName::IPAddress([a, b, c, d]) => format!("IP:{a}.{b}.{c}.{d}"),
        GeneralName::IPAddress(bytes) => format!("IP:{bytes:02x?}"),
        GeneralName::DirectoryName(name) => format!("DN:{name}"),
        GeneralName::RegisteredID(oid) => format!("OID:{oid}"),
        _ => "another name".to_owned(),
    }
}

/// The text with everything escaped that is not to be seen as it stands: controls,
/// and what turns the direction of writing around or takes no room (Unicode's
/// general category Cf, as far as it is found in names).
pub(super) fn visible(text: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
            || matches!(c, '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}')
            || matches!(c, '\u{e0000}'..='\u{e007f}')
    };
    text.chars().fold(String::new(), |mut shown, c| {
        if hidden(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
        shown
    })
}

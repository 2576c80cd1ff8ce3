//! Name constraints (RFC 5280, 4.2.1.10): which names the certificates below a CA
//! may bear.

use super::budget::Meter;
use super::certificate::ForeignCertificate;
use super::general_name::{Form, GeneralName};
use super::rule::Rule;
use crate::asn1::Malformed;

/// What one CA certificate says of names below it.
#[derive(Debug, Clone, Default)]
pub(crate) struct NameConstraints {
    pub(crate) permitted: Vec<Subtree>,
    pub(crate) excluded: Vec<Subtree>,
}

impl NameConstraints {
    /// Whether each subtree is whole: minimum and maximum are not used.
    pub(crate) fn are_whole(&self) -> bool {
        self.permitted.iter().chain(&self.excluded).all(|s| s.whole)
    }
}

/// Names of one form, below a base.
#[derive(Debug, Clone)]
pub(crate) struct Subtree {
    base: GeneralName,
    whole: bool,
}

impl Subtree {
    pub(crate) fn new(base: GeneralName, whole: bool) -> Result<Self, Malformed> {
        if let GeneralName::Ip(octets) = &base {
            check_range(octets)?;
        }
        Ok(Self { base, whole })
    }

    /// Whether it holds `name`; `None` if that can't be said: then it counts as
    /// excluded and as not permitted.
    fn holds(&self, name: &GeneralName) -> Option<bool> {
        match (&self.base, name) {
            (GeneralName::Directory(base), GeneralName::Directory(name)) => {
                Some(name.is_within(base))
            }
            (GeneralName::Dns(base), GeneralName::Dns(name)) => dns_holds(base, name),
            (GeneralName::Rfc822(base), GeneralName::Rfc822(name)) => mailbox_holds(base, name),
            (GeneralName::Uri(base), GeneralName::Uri(name)) => {
                host_of(name).map(|host| host_holds(base, host))
            }
            (GeneralName::Ip(base), GeneralName::Ip(name)) => Some(range_holds(base, name)),
            _ => None,
        }
    }
}

/// Address and mask of the same length; the mask's ones come first.
fn check_range(octets: &[u8]) -> Result<(), Malformed> {
    if octets.len() != 8 && octets.len() != 32 {
        return Err(Malformed);
    }
    let mask = &octets[octets.len() / 2..];
    let ones: u32 = mask.iter().map(|octet| octet.count_ones()).sum();
    let leading = mask.iter().position(|octet| *octet != 0xff);
    let leading = leading.map_or(mask.len() * 8, |at| {
        at * 8 + mask[at].leading_ones() as usize
    });
    if ones as usize == leading {
        Ok(())
    } else {
        Err(Malformed)
    }
}

fn range_holds(range: &[u8], address: &[u8]) -> bool {
    let (base, mask) = range.split_at(range.len() / 2);
    base.len() == address.len()
        && (base.iter().zip(mask).zip(address)).all(|((b, m), a)| b & m == a & m)
}

/// "Any DNS name that can be constructed by simply adding zero or more labels to the
/// left-hand side of the name satisfies the name constraint."
fn dns_holds(base: &str, name: &str) -> Option<bool> {
    let name = name.strip_suffix('.').unwrap_or(name);
    let base = base.strip_suffix('.').unwrap_or(base);
    let bad = |c: char| c.is_ascii_whitespace() || c.is_ascii_control();
    if name.is_empty() || name.starts_with('.') || name.contains(bad) {
        return None;
    }
    match base.strip_prefix('.') {
        Some(parent) => Some(is_below(parent, name)),
        None => Some(base.is_empty() || base.eq_ignore_ascii_case(name) || is_below(base, name)),
    }
}

/// Whether a wildcard name stands for a name in the subtree, though it is not itself
/// in it: `*.example.com` for `a.example.com`.
fn wildcard_reaches(base: &str, name: &str) -> bool {
    name.strip_prefix("*.")
        .zip(base.trim_start_matches('.').split_once('.'))
        .is_some_and(|(below, (_, parent))| parent.eq_ignore_ascii_case(below))
}

/// Whether `name` is one or more labels below `parent`.
fn is_below(parent: &str, name: &str) -> bool {
    let Some(at) = name.len().checked_sub(parent.len()) else {
        return false;
    };
    at > 1
        && name.as_bytes()[at - 1] == b'.'
        && name.as_bytes()[at..].eq_ignore_ascii_case(parent.as_bytes())
}

/// The host that a URI or a mailbox names, against a base that is one host, or with
/// a leading period all hosts below it.
fn host_holds(base: &str, host: &str) -> bool {
    match base.strip_prefix('.') {
        Some(parent) => is_below(parent, host),
        None => base.eq_ignore_ascii_case(host),
    }
}

/// A base is a mailbox, a host, or a domain with a leading period.
fn mailbox_holds(base: &str, name: &str) -> Option<bool> {
    let (local, host) = name.rsplit_once('@')?;
    if local.is_empty() || host.is_empty() {
        return None;
    }
    Some(match base.rsplit_once('@') {
        Some((base_local, base_host)) => {
            base_local == local && base_host.eq_ignore_ascii_case(host)
        }
        None => host_holds(base, host),
    })
}

/// "When a constraint applies to a URI that does not include an authority component
/// with a host name specified as a fully qualified domain name, the application MUST
/// reject the certificate."
fn host_of(uri: &str) -> Option<&str> {
    let (_, rest) = uri.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let host = match host.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => host,
        _ => host,
    };
    let host = host.strip_suffix('.').unwrap_or(host);
    let named = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'.' | b'_');
    let last = host.rsplit('.').next()?;
    let numeric = last.bytes().all(|digit| digit.is_ascii_digit());
    (!numeric && !host.starts_with('.') && host.bytes().all(named)).then_some(host)
}

/// All constraints above a certificate, as they add up on the way down
/// (6.1.4 (g)).
#[derive(Default)]
pub(crate) struct Constraints<'a> {
    /// One list for each CA that permits: a name must be in each of them that speaks
    /// of its form. This is the intersection, without ever working it out.
    permitted: Vec<&'a [Subtree]>,
    excluded: Vec<&'a [Subtree]>,
}

impl<'a> Constraints<'a> {
    pub(crate) fn add(&mut self, constraints: &'a NameConstraints) {
        self.permitted.push(&constraints.permitted);
        self.excluded.push(&constraints.excluded);
    }

    /// 6.1.3 (b) and (c): every name of the certificate.
    pub(crate) fn check(
        &self,
        certificate: &ForeignCertificate,
        meter: &mut Meter,
    ) -> Result<(), Rule> {
        if self.permitted.is_empty() {
            return Ok(());
        }
        names(certificate)
            .iter()
            .try_for_each(|name| self.check_name(name, meter))
    }

    fn check_name(&self, name: &GeneralName, meter: &mut Meter) -> Result<(), Rule> {
        let form: Form = name.form();
        let of_form = |subtree: &&Subtree| subtree.base.form() == form;
        for permitted in &self.permitted {
            meter.steps(permitted.len())?;
            let mut same_form = permitted.iter().filter(of_form).peekable();
            if same_form.peek().is_some() && !same_form.any(|s| s.holds(name) == Some(true)) {
                return Err(Rule::NotPermitted {
                    name: name.to_string(),
                });
            }
        }
        for excluded in &self.excluded {
            meter.steps(excluded.len())?;
            if excluded.iter().filter(of_form).any(|s| excludes(s, name)) {
                return Err(Rule::Excluded {
                    name: name.to_string(),
                });
            }
        }
        Ok(())
    }
}

fn excludes(subtree: &Subtree, name: &GeneralName) -> bool {
    if let (GeneralName::Dns(base), GeneralName::Dns(name)) = (&subtree.base, name) {
        return dns_holds(base, name) != Some(false) || wildcard_reaches(base, name);
    }
    subtree.holds(name) != Some(false)
}

/// The subject, the alternative names, and mailboxes in the subject if there are
/// none among the alternative names.
fn names(certificate: &ForeignCertificate) -> Vec<GeneralName> {
    let subject = &certificate.subject;
    let mut names = certificate
        .extensions
        .alternative_names
        .clone()
        .unwrap_or_default();
    if !names
        .iter()
        .any(|name| matches!(name, GeneralName::Rfc822(_)))
    {
        names.extend(subject.emails().iter().cloned().map(GeneralName::Rfc822));
    }
    if !subject.is_empty() {
        names.push(GeneralName::Directory(subject.clone()));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(base: GeneralName, name: GeneralName) -> Option<bool> {
        Subtree::new(base, true).ok()?.holds(&name)
    }

    #[test]
    fn dns_names_are_held_label_by_label() {
        let dns = |base: &str, name: &str| {
            holds(
                GeneralName::Dns(base.to_owned()),
                GeneralName::Dns(name.to_owned()),
            )
        };
        for (base, name, want) in [
            ("example.com", "example.com", Some(true)),
            ("example.com", "A.EXAMPLE.com", Some(true)),
            ("example.com", "badexample.com", Some(false)),
            ("example.com", "com", Some(false)),
            (".example.com", "a.example.com", Some(true)),
            (".example.com", "example.com", Some(false)),
            ("", "anything.at.all", Some(true)),
            ("example.com", "a.example.com.", Some(true)),
            ("example.com", "", None),
            ("example.com", "a b.example.com", None),
            ("example.com", ".example.com", None),
        ] {
            assert_eq!(dns(base, name), want, "{base} {name}");
        }
        assert!(wildcard_reaches("a.example.com", "*.example.com"));
        assert!(!wildcard_reaches("a.b.example.com", "*.example.com"));
    }

    #[test]
    fn uris_are_held_by_their_host() {
        let uri = |base: &str, name: &str| {
            holds(
                GeneralName::Uri(base.to_owned()),
                GeneralName::Uri(name.to_owned()),
            )
        };
        for (base, name, want) in [
            ("bank.example", "spiffe://bank.example/agent/a", Some(true)),
            ("bank.example", "https://a.bank.example/", Some(false)),
            (".bank.example", "https://a.bank.example:8443/x", Some(true)),
            (".bank.example", "https://bank.example", Some(false)),
            (
                "bank.example",
                "https://u@evil.example@bank.example/",
                Some(true),
            ),
            (
                "bank.example",
                "https://evil.example/@bank.example",
                Some(false),
            ),
            (
                "bank.example",
                "https://evil.example#@bank.example",
                Some(false),
            ),
            ("bank.example", "https://192.0.2.1/", None),
            ("bank.example", "https://[2001:db8::1]/", None),
            ("bank.example", "urn:bank.example", None),
            ("bank.example", "https:///bank.example", None),
        ] {
            assert_eq!(uri(base, name), want, "{base} {name}");
        }
    }

    #[test]
    fn mailboxes_and_addresses_are_held() {
        let mail = |base: &str, name: &str| {
            holds(
                GeneralName::Rfc822(base.to_owned()),
                GeneralName::Rfc822(name.to_owned()),
            )
        };
        for (base, name, want) in [
            ("a@bank.example", "a@BANK.example", Some(true)),
            ("a@bank.example", "A@bank.example", Some(false)),
            ("bank.example", "any@bank.example", Some(true)),
            ("bank.example", "any@a.bank.example", Some(false)),
            (".bank.example", "any@a.bank.example", Some(true)),
            (".bank.example", "any@bank.example", Some(false)),
            ("bank.example", "no mailbox", None),
        ] {
            assert_eq!(mail(base, name), want, "{base} {name}");
        }
        let ip = |range: &[u8], address: &[u8]| {
            holds(
                GeneralName::Ip(range.to_vec()),
                GeneralName::Ip(address.to_vec()),
            )
        };
        assert_eq!(
            ip(&[192, 0, 2, 0, 255, 255, 255, 0], &[192, 0, 2, 9]),
            Some(true)
        );
        assert_eq!(
            ip(&[192, 0, 2, 0, 255, 255, 255, 0], &[192, 0, 3, 9]),
            Some(false)
        );
        assert_eq!(ip(&[192, 0, 2, 0, 255, 255, 255, 0], &[0; 16]), Some(false));
        assert_eq!(ip(&[192, 0, 2, 0, 255, 0, 255, 0], &[192, 0, 2, 9]), None);
        assert_eq!(ip(&[192, 0, 2, 0], &[192, 0, 2, 9]), None);
    }
}

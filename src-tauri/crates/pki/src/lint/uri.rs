//! URIs as RFC 3986 writes them, as far as the rules ask.

/// An absolute URI with an authority, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Uri<'a> {
    pub(super) scheme: &'a str,
    pub(super) authority: &'a str,
    pub(super) path: &'a str,
    /// Whether a query or a fragment follows.
    pub(super) has_more: bool,
}

impl<'a> Uri<'a> {
    /// `scheme "://" authority path [ "?" query ] [ "#" fragment ]`; `None` for
    /// anything else.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let (scheme, rest) = text.split_once("://")?;
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at(end);
        let path_end = rest.find(['?', '#']).unwrap_or(rest.len());
        let (path, more) = rest.split_at(path_end);
        let good = is_scheme(scheme)
            && !authority.is_empty()
            && characters_fit(text)
            && more.matches('#').count() <= 1;
        good.then_some(Self {
            scheme,
            authority,
            path,
            has_more: !more.is_empty(),
        })
    }

    /// Host without port; `None` with user information, or if it is no domain name.
    pub(super) fn host(&self) -> Option<&'a str> {
        let (host, port) = match self.authority.split_once(':') {
            Some((host, port)) => (host, port),
            None => (self.authority, ""),
        };
        let labels = host.split('.').all(is_label);
        let digits = port.bytes().all(|c| c.is_ascii_digit());
        (labels && digits && host.len() <= 253).then_some(host)
    }
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|c| c.is_ascii_alphanumeric() || b"+-.".contains(&c))
}

/// RFC 1123, 2.1
fn is_label(text: &str) -> bool {
    (1..=63).contains(&text.len())
        && text.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// Unreserved, reserved, or a percent sign with two hexadecimal digits.
fn characters_fit(text: &str) -> bool {
    let known = |c: u8| c.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&c);
    let mut escapes = text.split('%').skip(1);
    text.bytes().all(known)
        && escapes.all(|rest| {
            let digits = rest.as_bytes().iter().take(2);
            digits.filter(|c| c.is_ascii_hexdigit()).count() == 2
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_are_taken_apart() {
        let uri = Uri::parse("http://pki.example:80/crl/1.crl?x").expect("a URI");
        assert_eq!(uri.scheme, "http");
        assert_eq!(uri.host(), Some("pki.example"));
        assert_eq!((uri.path, uri.has_more), ("/crl/1.crl", true));
    }

    #[test]
    fn what_is_no_uri_is_refused() {
        for text in [
            "",
            "pki.example",
            "http:pki.example",
            "1http://x",
            "http://",
            "http:///x",
            "http://x/a b",
            "http://x/%4",
            "http://x/ü",
            "http://x/a#b#c",
        ] {
            assert_eq!(Uri::parse(text), None, "{text}");
        }
        for text in ["http://a@b/", "http://-a/", "http://a..b/", "http://a:x/"] {
            assert_eq!(Uri::parse(text).and_then(|uri| uri.host()), None, "{text}");
        }
    }
}

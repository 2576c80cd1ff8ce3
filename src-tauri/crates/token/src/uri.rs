//! PKCS #11 URIs (RFC 7512), as far as they name a token.
//!
//! A slot is never named: its number changes. A PIN never stands in a URI, which
//! would be seen in command lines and logs; where it is to be read may.

use std::{fmt, path::PathBuf, str::FromStr};

use data_encoding::HEXLOWER_PERMISSIVE;

use crate::TokenInfo;

/// `pkcs11:token=…;serial=…;manufacturer=…;model=…?module-path=…&pin-source=…`
///
/// What is not said matches every token.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TokenUri {
    /// CK_TOKEN_INFO.label.
    pub token: Option<String>,
    /// CK_TOKEN_INFO.serialNumber.
    pub serial: Option<String>,
    /// CK_TOKEN_INFO.manufacturerID.
    pub manufacturer: Option<String>,
    /// CK_TOKEN_INFO.model.
    pub model: Option<String>,
    /// The module whose token it is.
    pub module_path: Option<PathBuf>,
    /// Where the PIN is to be read; what that means is the reader's business.
    pub pin_source: Option<String>,
}

/// Why a text is not a URI of a token that we take.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UriError {
    /// It begins with something else.
    #[error("a PKCS #11 URI begins with \"pkcs11:\"")]
    Scheme,

    /// A part is not `name=value`, or has a character that must be escaped.
    #[error("{part:?} can't stand in a PKCS #11 URI")]
    Malformed {
        /// The part.
        part: String,
    },

    /// An attribute is there twice (RFC 7512, 2.3: "MUST NOT").
    #[error("{attribute} is named twice")]
    Repeated {
        /// Its name.
        attribute: String,
    },

    /// An attribute that we can't heed. To pass over it might name another token.
    #[error("the attribute {attribute} is not supported")]
    Unsupported {
        /// Its name.
        attribute: String,
    },

    /// The URI names a slot, whose number changes.
    #[error("{attribute} names a slot, which changes; name the token by token and serial")]
    Slot {
        /// Its name.
        attribute: String,
    },

    /// The URI holds a PIN.
    #[error(
        "a PIN must not stand in a URI: others see it; name a file that holds it, or be asked for it"
    )]
    PinValue,
}

const SCHEME: &str = "pkcs11:";

impl TokenUri {
    /// Names the token that `info` describes.
    pub fn of(info: &TokenInfo) -> Self {
        let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Self {
            token: said(info.id.label.as_str()),
            serial: said(info.id.serial.as_str()),
            manufacturer: said(&info.manufacturer),
            model: said(&info.model),
            module_path: None,
            pin_source: None,
        }
    }

    /// Whether a text begins as a PKCS #11 URI does; a scheme has no case (RFC 3986, 3.1).
    pub fn is_one(text: &str) -> bool {
        text.get(..SCHEME.len())
            .is_some_and(|scheme| scheme.eq_ignore_ascii_case(SCHEME))
    }

    /// Whether all that is said here is true of `info`.
    pub fn matches(&self, info: &TokenInfo) -> bool {
        let agrees = |wanted: &Option<String>, found: &str| {
            wanted.as_ref().is_none_or(|wanted| wanted == found)
        };
        agrees(&self.token, info.id.label.as_str())
            && agrees(&self.serial, info.id.serial.as_str())
            && agrees(&self.manufacturer, &info.manufacturer)
            && agrees(&self.model, &info.model)
    }

    fn set_in_path(&mut self, attribute: &str, value: String) -> Result<(), UriError> {
        match attribute {
            "token" => set(&mut self.token, attribute, value),
            "serial" => set(&mut self.serial, attribute, value),
            "manufacturer" => set(&mut self.manufacturer, attribute, value),
            "model" => set(&mut self.model, attribute, value),
            "slot-id" | "slot-description" | "slot-manufacturer" => Err(UriError::Slot {
                attribute: attribute.to_owned(),
            }),
            _ => Err(UriError::Unsupported {
                attribute: attribute.to_owned(),
            }),
        }
    }

    fn set_in_query(&mut self, attribute: &str, value: String) -> Result<(), UriError> {
        match attribute {
            "module-path" => set(&mut self.module_path, attribute, PathBuf::from(value)),
            "pin-source" => set(&mut self.pin_source, attribute, value),
            "pin-value" => Err(UriError::PinValue),
            _ => Err(UriError::Unsupported {
                attribute: attribute.to_owned(),
            }),
        }
    }
}

fn set<T>(field: &mut Option<T>, attribute: &str, value: T) -> Result<(), UriError> {
    match field.replace(value) {
        None => Ok(()),
        Some(_) => Err(UriError::Repeated {
            attribute: attribute.to_owned(),
        }),
    }
}

impl FromStr for TokenUri {
    type Err = UriError;

    fn from_str(text: &str) -> Result<Self, UriError> {
        if !Self::is_one(text) {
            return Err(UriError::Scheme);
        }
        let rest = &text[SCHEME.len()..];
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let mut uri = Self::default();
        for part in parts(path, ';') {
            let (attribute, value) = pair(part, IN_PATH)?;
            uri.set_in_path(attribute, value)?;
        }
        for part in parts(query, '&') {
            let (attribute, value) = pair(part, IN_QUERY)?;
            uri.set_in_query(attribute, value)?;
        }
        Ok(uri)
    }
}

fn parts(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let some = (!text.is_empty()).then(|| text.split(separator));
    some.into_iter().flatten()
}

/// RFC 7512, 2.3: pk11-res-avail and what each component adds to it.
const IN_PATH: &[u8] = b":[]@!$'()*+,=&";
const IN_QUERY: &[u8] = b":[]@!$'()*+,=/?|";

fn pair<'a>(part: &'a str, also: &[u8]) -> Result<(&'a str, String), UriError> {
    let malformed = |part: &str| UriError::Malformed {
        // Never repeat what may be a PIN.
        part: match part.split_once('=') {
            Some((name, _)) => name.to_owned(),
            None => part.to_owned(),
        },
    };
    let (name, value) = part.split_once('=').ok_or_else(|| malformed(part))?;
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if name.is_empty() || !name.bytes().all(is_name) {
        return Err(malformed(part));
    }
    let value = decode(value, also).ok_or_else(|| malformed(part))?;
    Ok((name, value))
}

fn may_stand(byte: u8, also: &[u8]) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || also.contains(&byte)
}

fn decode(value: &str, also: &[u8]) -> Option<String> {
    let mut bytes = value.bytes();
    let mut decoded = Vec::with_capacity(value.len());
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => {
                let digits = [bytes.next()?, bytes.next()?];
                HEXLOWER_PERMISSIVE.decode(&digits).ok()?[0]
            }
            byte if may_stand(byte, also) => byte,
            _ => return None,
        });
    }
    String::from_utf8(decoded).ok()
}

/// Everything but unreserved characters is escaped: that is allowed everywhere.
struct Encoded<'a>(&'a [u8]);

impl fmt::Display for Encoded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.0 {
            match byte {
                byte if may_stand(*byte, b"") => write!(f, "{}", char::from(*byte))?,
                byte => write!(f, "%{byte:02X}")?,
            }
        }
        Ok(())
    }
}

/// As RFC 7512 spells it.
impl fmt::Display for TokenUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = [
            ("token", &self.token),
            ("manufacturer", &self.manufacturer),
            ("serial", &self.serial),
            ("model", &self.model),
        ];
        let path = path.map(|(name, value)| Some((name, value.as_ref()?.as_bytes())));
        let module = self.module_path.as_ref();
        let module = module.map(|path| path.as_os_str().as_encoded_bytes());
        let source = self.pin_source.as_ref().map(String::as_bytes);
        let query = [("module-path", module), ("pin-source", source)];
        let query = query.map(|(name, value)| Some((name, value?)));

        f.write_str(SCHEME)?;
        write_all(f, &path, "", ";")?;
        write_all(f, &query, "?", "&")
    }
}

fn write_all(
    f: &mut fmt::Formatter<'_>,
    attributes: &[Option<(&str, &[u8])>],
    first: &str,
    next: &str,
) -> fmt::Result {
    let mut separator = first;
    for (name, value) in attributes.iter().flatten() {
        write!(f, "{separator}{name}={}", Encoded(value))?;
        separator = next;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_of_rfc_7512_are_read() {
        // Section 3, those that name tokens.
        let uri: TokenUri = "pkcs11:".parse().expect("the empty URI");
        assert_eq!(uri, TokenUri::default());
        let uri: TokenUri = "pkcs11:token=The%20Software%20PKCS%2311%20Softtoken;\
                             manufacturer=Snake%20Oil,%20Inc.;model=1.0;serial=\
                             ?pin-source=file:/etc/token_pin"
            .parse()
            .expect("a URI");
        assert_eq!(uri.token.as_deref(), Some("The Software PKCS#11 Softtoken"));
        assert_eq!(uri.manufacturer.as_deref(), Some("Snake Oil, Inc."));
        assert_eq!(uri.model.as_deref(), Some("1.0"));
        assert_eq!(uri.serial.as_deref(), Some(""));
        assert_eq!(uri.pin_source.as_deref(), Some("file:/etc/token_pin"));
    }

    #[test]
    fn uri_reads_back_what_it_writes() {
        let uri = TokenUri {
            token: Some("Büro; a=b & 100% ?".to_owned()),
            serial: Some("0a1b".to_owned()),
            manufacturer: None,
            model: Some("x/y".to_owned()),
            module_path: Some(PathBuf::from("/usr/lib/a b.so")),
            pin_source: Some("file:/run/pin".to_owned()),
        };
        let text = uri.to_string();
        assert_eq!(
            text,
            "pkcs11:token=B%C3%BCro%3B%20a%3Db%20%26%20100%25%20%3F;serial=0a1b;model=x%2Fy\
             ?module-path=%2Fusr%2Flib%2Fa%20b.so&pin-source=file%3A%2Frun%2Fpin"
        );
        assert_eq!(text.parse(), Ok(uri));
        assert_eq!("PKCS11:".parse(), Ok(TokenUri::default()));
        assert_eq!(TokenUri::default().to_string(), "pkcs11:");
    }

    #[test]
    fn text_that_names_no_token_for_certain_is_refused() {
        let repeated = UriError::Repeated {
            attribute: "token".to_owned(),
        };
        let slot = UriError::Slot {
            attribute: "slot-id".to_owned(),
        };
        let unsupported = |attribute: &str| UriError::Unsupported {
            attribute: attribute.to_owned(),
        };
        let malformed = |part: &str| UriError::Malformed {
            part: part.to_owned(),
        };
        for (text, want) in [
            ("", UriError::Scheme),
            ("pkcs12:token=a", UriError::Scheme),
            ("pkcs1", UriError::Scheme),
            ("pkcs11:token=a;token=b", repeated),
            ("pkcs11:slot-id=3", slot),
            ("pkcs11:object=key", unsupported("object")),
            ("pkcs11:x-vendor=1", unsupported("x-vendor")),
            ("pkcs11:?module-name=softhsm2", unsupported("module-name")),
            ("pkcs11:token", malformed("token")),
            ("pkcs11:token=a;", malformed("")),
            ("pkcs11:=a", malformed("")),
            ("pkcs11:token=a b", malformed("token")),
            ("pkcs11:token=%4", malformed("token")),
            ("pkcs11:token=%zz", malformed("token")),
            ("pkcs11:token=%ff", malformed("token")),
            ("pkcs11:token=ü", malformed("token")),
        ] {
            assert_eq!(text.parse::<TokenUri>(), Err(want), "{text}");
        }
    }

    #[test]
    fn pin_in_a_uri_is_refused_and_not_repeated() {
        for text in ["pkcs11:?pin-value=271828", "pkcs11:?pin-value=271828%"] {
            let error = text.parse::<TokenUri>().expect_err("refused");
            assert!(
                !format!("{error} {error:?}").contains("271828"),
                "{error:?}"
            );
        }
    }
}

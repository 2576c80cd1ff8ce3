//! What an agent may read: paths and URIs in normal form.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    problem::{Code, Problem},
    text,
};

/// An absolute path (`/reports/daily`) or a URI with authority (`https://host/path`), normalised:
/// no dot segments, no empty segments, nothing percent-encoded, no query, no fragment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Resource(String);

impl Resource {
    /// Reads a resource.
    pub fn parse(field: &str, resource: &str) -> Result<Self, Problem> {
        let allowed = |c: char| {
            c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '_' | '-' | '~' | ':' | '@' | '%')
        };
        text::check_token(field, resource, 256, allowed)?;
        let path = Self::path_of(field, resource)?;
        let normal = path
            .split('/')
            .all(|segment| !segment.is_empty() && segment != "." && segment != "..");
        if resource.contains('%') || !(path.is_empty() || normal) {
            return Err(Problem::new(field, Code::ResourceNotNormal));
        }
        Ok(Self(resource.to_owned()))
    }

    /// What follows the leading slash of the path.
    fn path_of<'a>(field: &str, resource: &'a str) -> Result<&'a str, Problem> {
        let wrong = || Problem::new(field, Code::NotAResource);
        if let Some(path) = resource.strip_prefix('/') {
            return Ok(path);
        }
        let (scheme, rest) = resource.split_once("://").ok_or_else(wrong)?;
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let scheme_ok = scheme.starts_with(|c: char| c.is_ascii_lowercase())
            && scheme
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if !scheme_ok || authority.is_empty() || authority.contains('@') {
            return Err(wrong());
        }
        Ok(path)
    }

    /// The resource as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True if `resource` is this one or lies beneath it, segment by segment.
    pub fn covers(&self, resource: &Resource) -> bool {
        resource
            .0
            .strip_prefix(&self.0)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || self.0.ends_with('/'))
    }
}

impl fmt::Display for Resource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Resource {
    type Error = Problem;

    fn try_from(resource: String) -> Result<Self, Problem> {
        Self::parse("resources", &resource)
    }
}

impl From<Resource> for String {
    fn from(resource: Resource) -> Self {
        resource.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resources_that_are_not_normal_are_refused() {
        for good in [
            "/reports/daily",
            "/",
            "https://data.example/reports",
            "s3://bucket",
        ] {
            assert!(Resource::parse("r", good).is_ok(), "{good}");
        }
        let cases = [
            ("/a/../b", "resource_not_normal"),
            ("/a//b", "resource_not_normal"),
            ("/a/", "resource_not_normal"),
            ("/a%2fb", "resource_not_normal"),
            ("reports", "not_a_resource"),
            ("https:///x", "not_a_resource"),
            ("https://user@host/x", "not_a_resource"),
            ("/a*", "character_not_allowed"),
            ("/a?b", "character_not_allowed"),
        ];
        for (bad, code) in cases {
            assert_eq!(
                Resource::parse("r", bad).expect_err(bad).code.name(),
                code,
                "{bad}"
            );
        }
    }

    #[test]
    fn covering_goes_by_whole_segments() {
        let daily = Resource::parse("r", "/reports/daily").expect("valid");
        let parse = |text| Resource::parse("r", text).expect("valid");
        assert!(daily.covers(&parse("/reports/daily/2026")));
        assert!(!daily.covers(&parse("/reports/daily2")));
        assert!(!daily.covers(&parse("/reports")));
    }
}

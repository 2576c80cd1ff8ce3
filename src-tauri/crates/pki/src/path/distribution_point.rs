//! Where a list with a certificate's status is, and what a list covers: CRL
//! distribution points (RFC 5280, 4.2.1.13) and the issuing distribution point
//! (5.2.5).

use der::Tag;

use super::distinguished_name::DistinguishedName;
use super::general_name::{GeneralName, distribution_point_name, reason_flags};
use crate::asn1::{Elements, Malformed, context_constructed, context_primitive};

/// All eight reasons of `ReasonFlags`, bits 1 to 8.
pub(crate) const ALL_REASONS: u16 = 0x1fe;

/// One `DistributionPoint` of a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DistributionPoint {
    /// The point's names; `None` if it has none of its own.
    pub names: Option<Vec<GeneralName>>,
    /// The reasons that its list covers, by bit.
    pub reasons: u16,
    /// Who signs its list, if not the certificate's issuer.
    pub crl_issuer: Option<Vec<GeneralName>>,
}

impl DistributionPoint {
    /// What RFC 5280, 6.3.3 has tried after all others: the issuer's own list.
    pub(crate) fn of_issuer(issuer: &DistinguishedName) -> Self {
        Self {
            names: Some(vec![GeneralName::Directory(issuer.clone())]),
            reasons: ALL_REASONS,
            crl_issuer: None,
        }
    }

    /// All points in an extension's value.
    pub(crate) fn all(der: &[u8], issuer: &DistinguishedName) -> Result<Vec<Self>, Malformed> {
        let mut elements = Elements::of(Elements::only(der, Tag::Sequence)?)?;
        let mut points = Vec::new();
        while let Some(point) = elements.optional(Tag::Sequence)? {
            points.push(Self::of_content(point, issuer)?);
        }
        elements.finish()?;
        if points.is_empty() {
            return Err(Malformed);
        }
        Ok(points)
    }

    fn of_content(content: &[u8], issuer: &DistinguishedName) -> Result<Self, Malformed> {
        let mut elements = Elements::of(content)?;
        let names = elements.optional(context_constructed(0))?;
        let reasons = reason_flags(&mut elements, 1)?.unwrap_or(ALL_REASONS);
        let crl_issuer = elements
            .optional(context_constructed(2))?
            .map(GeneralName::all)
            .transpose()?;
        elements.finish()?;
        let named = crl_issuer.iter().flatten().find_map(directory);
        let names = names
            .map(|names| distribution_point_name(names, named.unwrap_or(issuer)))
            .transpose()?;
        // 4.2.1.13: "a DistributionPoint MUST NOT consist of only the reasons field".
        if names.is_none() && crl_issuer.is_none() {
            return Err(Malformed);
        }
        Ok(Self {
            names,
            reasons,
            crl_issuer,
        })
    }

    /// Whether the list of an issuer, with what it says of its scope, is this
    /// point's list (6.3.3 (b)(1) and (b)(2)(i)).
    pub(crate) fn is_of(
        &self,
        list_issuer: &DistinguishedName,
        scope: Option<&IssuingDistributionPoint>,
        certificate_issuer: &DistinguishedName,
    ) -> bool {
        let by_issuer = match &self.crl_issuer {
            Some(names) => {
                names
                    .iter()
                    .filter_map(directory)
                    .any(|name| name == list_issuer)
                    && scope.is_some_and(|scope| scope.indirect)
            }
            None => list_issuer == certificate_issuer,
        };
        let names = self.names.as_ref().or(self.crl_issuer.as_ref());
        let by_name = match scope.and_then(|scope| scope.names.as_ref()) {
            Some(of_list) => names.is_some_and(|own| own.iter().any(|n| of_list.contains(n))),
            None => true,
        };
        by_issuer && by_name
    }

    /// The issuers that may have signed this point's list.
    pub(crate) fn list_issuers<'a>(
        &'a self,
        certificate_issuer: &'a DistinguishedName,
    ) -> Vec<&'a DistinguishedName> {
        match &self.crl_issuer {
            Some(names) => names.iter().filter_map(directory).collect(),
            None => vec![certificate_issuer],
        }
    }
}

fn directory(name: &GeneralName) -> Option<&DistinguishedName> {
    match name {
        GeneralName::Directory(name) => Some(name),
        _ => None,
    }
}

/// What a list covers, in its own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuingDistributionPoint {
    /// The point's names; `None` if the list is for all points.
    pub names: Option<Vec<GeneralName>>,
    /// Certificates of end entities only.
    pub only_user_certificates: bool,
    /// Certificates of CAs only.
    pub only_ca_certificates: bool,
    /// The reasons that it covers, by bit.
    pub reasons: u16,
    /// It may list certificates of other issuers.
    pub indirect: bool,
    /// Attribute certificates only.
    pub only_attribute_certificates: bool,
}

impl IssuingDistributionPoint {
    pub(crate) fn from_der(der: &[u8], issuer: &DistinguishedName) -> Result<Self, Malformed> {
        let mut elements = Elements::of(Elements::only(der, Tag::Sequence)?)?;
        let names = elements
            .optional(context_constructed(0))?
            .map(|names| distribution_point_name(names, issuer))
            .transpose()?;
        let point = Self {
            names,
            only_user_certificates: flag(&mut elements, 1)?,
            only_ca_certificates: flag(&mut elements, 2)?,
            reasons: reason_flags(&mut elements, 3)?.unwrap_or(ALL_REASONS),
            indirect: flag(&mut elements, 4)?,
            only_attribute_certificates: flag(&mut elements, 5)?,
        };
        elements.finish()?;
        Ok(point)
    }

    /// Whether certificates of this kind are in its scope (6.3.3 (b)(2)).
    pub(crate) fn covers(&self, is_ca: bool) -> bool {
        let kind = if is_ca {
            !self.only_user_certificates
        } else {
            !self.only_ca_certificates
        };
        kind && !self.only_attribute_certificates
    }

    /// A list by which every certificate of its issuer is covered for all reasons.
    pub fn is_complete(&self) -> bool {
        self.covers(true) && self.covers(false) && self.reasons == ALL_REASONS
    }
}

fn flag(elements: &mut Elements<'_>, number: u8) -> Result<bool, Malformed> {
    match elements.optional(context_primitive(number))? {
        None | Some([0]) => Ok(false),
        Some([0xff]) => Ok(true),
        Some(_) => Err(Malformed),
    }
}

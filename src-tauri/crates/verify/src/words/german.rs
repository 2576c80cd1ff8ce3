//! In German.

use chancery_pki::path::Rule;

use super::{instant, with_source};
use crate::certificate::{CertificateVerdict, Overall, RevocationVerdict, ScopeVerdict};
use crate::evidence::{Fault, Meant};

pub(super) fn overall(verdict: &CertificateVerdict, at: &str) -> String {
    match verdict.overall {
        Overall::Authentic => format!("Echt am {at}, nach der genannten Wurzel."),
        Overall::Practice => format!("Übung, niemals echt: Der Pfad gilt am {at}."),
        Overall::IntegrityOnly => {
            format!("Nur unversehrt, am {at}: Es wurde kein Vertrauensanker genannt (--root).")
        }
        Overall::Undecided => {
            format!("Unentschieden: Was vorliegt, sagt nicht, wie es am {at} steht.")
        }
        Overall::Failed => format!("Nicht bestanden: Es gilt am {at} nicht."),
    }
}

pub(super) fn holds(root_named: bool) -> &'static str {
    if root_named {
        "gültig bis zur genannten Wurzel"
    } else {
        "er passt zusammen; ob seinem Ende zu trauen ist, sagt niemand"
    }
}

pub(super) fn rule(rule: &Rule) -> String {
    let text = match rule {
        Rule::Unreadable(_) => "es ist nicht lesbar",
        Rule::NoIssuer => "sein Aussteller ist nicht bekannt",
        Rule::Depth => "über ihm stehen mehr Zertifizierungsstellen, als verfolgt werden",
        Rule::Signature(_) => "seine Signatur ist nicht die des Ausstellers",
        Rule::Validity { at } => return format!("es gilt am {} nicht", instant(Some(*at))),
        Rule::EmptyName => "es hat ausgestellt und trägt keinen Namen",
        Rule::NotPermitted { name } => {
            return format!("eine Stelle darüber erlaubt den Namen {name} nicht");
        }
        Rule::Excluded { name } => {
            return format!("eine Stelle darüber schließt den Namen {name} aus");
        }
        Rule::UnprocessedConstraint => "es beschränkt Namen auf eine Weise, die nicht geprüft wird",
        Rule::Policy => "der Pfad gilt unter keiner anerkannten Richtlinie",
        Rule::AnyPolicyMapped => "es bildet Richtlinien von oder auf anyPolicy ab",
        Rule::PolicyQualifier => "es hat einen Richtlinien-Zusatz, der nicht verstanden wird",
        Rule::NotACa => "es hat ausgestellt und ist keine Zertifizierungsstelle",
        Rule::PathLength => "unter ihm sind weniger Zertifizierungsstellen erlaubt",
        Rule::KeyCertSign => "sein Schlüssel darf keine Zertifikate signieren",
        Rule::UnknownCritical { oid } => {
            return format!("seine kritische Erweiterung {oid} wird nicht verstanden");
        }
        Rule::Purpose => "es ist nicht für diesen Zweck",
        Rule::KeyUsage => "sein Schlüssel darf nicht so verwendet werden",
        Rule::StatusUnknown => {
            "sein Status ist nicht bekannt: keine aktuelle Sperrliste deckt es ab"
        }
        Rule::Revoked { since, reason, .. } => {
            let since = instant(*since);
            return format!("es wurde am {since} widerrufen: {}", reason.name());
        }
        Rule::Budget(_) => "es war mit dem zugemessenen Aufwand nicht zu entscheiden",
        other => return with_source(other),
    };
    text.to_owned()
}

pub(super) fn revocation(revocation: &RevocationVerdict) -> String {
    match revocation {
        RevocationVerdict::Good => "gut: Die Listen decken es ab, und keine führt es".to_owned(),
        RevocationVerdict::NeverTold => {
            "sein Aussteller teilt keinen Status mit (RFC 9608); die Stellen darüber sind gut"
                .to_owned()
        }
        RevocationVerdict::Suspended { subject, since } => {
            format!("ausgesetzt seit {}: {subject}", instant(*since))
        }
        RevocationVerdict::Revoked {
            subject,
            since,
            reason,
            invalid_since,
        } => {
            let since = instant(*since);
            let bad = invalid_since.map(|at| format!(", schlecht seit {}", instant(Some(at))));
            let bad = bad.unwrap_or_default();
            format!(
                "widerrufen seit {since} ({}{bad}): {subject}",
                reason.name()
            )
        }
        RevocationVerdict::NotAsked => "nicht gefragt".to_owned(),
        RevocationVerdict::Unknown => {
            "unbekannt: Keine Liste sagt es, der zu glauben wäre".to_owned()
        }
    }
}

pub(super) fn no_scope(scope: &ScopeVerdict, of_agent: bool) -> String {
    match scope {
        ScopeVerdict::NotUnderstood(why) => {
            format!("nicht verstanden, erlaubt also nichts: {why}")
        }
        _ if of_agent => "fehlt, erlaubt also nichts".to_owned(),
        _ => "fehlt: Es ist keines für Handlungen eines Agenten".to_owned(),
    }
}

pub(super) fn fault(fault: &Fault) -> String {
    match fault {
        Fault::Empty => "sie ist leer".to_owned(),
        Fault::Long(longest) => format!("sie ist länger als {longest} Bytes"),
        Fault::Form => "sie ist weder DER noch PEM".to_owned(),
        Fault::Pem => "ein PEM-Text darin ist beschädigt oder unvollständig".to_owned(),
        Fault::Label(label) => format!("sie enthält etwas anderes: „{label}“"),
        Fault::Thing { number, why } => format!("Nummer {number} darin ist nicht lesbar: {why}"),
        Fault::Several(count) => {
            format!("sie enthält {count} Zertifikate; ein Vertrauensanker ist eines")
        }
        Fault::Not(meant, why) => {
            let meant = match meant {
                Meant::Receipt => "kein Beleg aus einem Protokoll (tlog-proof)",
                Meant::Checkpoint => "kein Prüfpunkt eines Protokolls",
                Meant::Keys => "keine Liste von Prüfschlüsseln, einer je Zeile",
            };
            format!("sie ist {meant}: {why}")
        }
    }
}

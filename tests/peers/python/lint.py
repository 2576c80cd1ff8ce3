"""Asks pkilint about certificates and revocation lists, all in one process.

lint.py [--etsi] FILE...: DER. Prints one JSON object: files, the number looked at, and findings,
each with file, severity (WARNING or worse), validator, code, place and message. What cannot be
decoded is a finding, too. With --etsi certificates are held against EN 319 412 for legal persons,
as `lint_etsi_cert lint -t NCP-LEGAL-PERSON-CERTIFICATE` does.
"""

import json
import sys

from pkilint import etsi, finding_filter, loader, pkix
from pkilint.etsi.etsi_constants import CertificateType
from pkilint.pkix import certificate, crl, extension, name
from pkilint.validation import ValidationFindingSeverity


ETSI = "--etsi"


def certificate_rules():
    decoders = certificate.create_decoding_validators(
        name.ATTRIBUTE_TYPE_MAPPINGS, extension.EXTENSION_MAPPINGS
    )
    return certificate.create_pkix_certificate_validator_container(
        decoders,
        [
            certificate.create_issuer_validator_container([]),
            certificate.create_validity_validator_container(),
            certificate.create_subject_validator_container([]),
            certificate.create_extensions_validator_container([]),
            certificate.create_spki_validator_container([]),
        ],
    )


def etsi_rules():
    kind = CertificateType.NCP_LEGAL_PERSON_CERTIFICATE
    return certificate.create_pkix_certificate_validator_container(
        etsi.create_decoding_validators(kind), etsi.create_validators(kind)
    )


def list_rules():
    decoders = [
        pkix.create_attribute_decoder(name.ATTRIBUTE_TYPE_MAPPINGS),
        pkix.create_extension_decoder(extension.EXTENSION_MAPPINGS),
    ]
    return crl.create_pkix_crl_validator_container(
        decoders,
        [
            crl.create_issuer_validator_container([]),
            crl.create_validity_validator_container([]),
            crl.create_extensions_validator_container([]),
        ],
    )


def findings(file, kinds):
    rules, load = kinds["crl" if file.endswith(".crl") else "certificate"]
    try:
        document = load(open(file, "rb").read(), file)
    except ValueError as problem:
        yield found(file, "FATAL", "loader", "unreadable", "", str(problem))
        return
    results = rules.validate(document.root)
    if ETSI in kinds:
        results, _ = finding_filter.filter_results(kinds[ETSI], results)
    for result in results:
        for one in result.finding_descriptions:
            if one.finding.severity <= ValidationFindingSeverity.WARNING:
                severity, code = one.finding.severity.name, one.finding.code
                validator = type(result.validator).__name__
                yield found(file, severity, validator, code, result.node.path, one.message)


def found(file, severity, validator, code, place, message):
    return {
        "file": file,
        "severity": severity,
        "validator": validator,
        "code": code,
        "place": place,
        "message": message,
    }


def main(files):
    by_etsi = files[:1] == [ETSI]
    files = files[by_etsi:]
    kinds = {
        "certificate": (
            etsi_rules() if by_etsi else certificate_rules(),
            loader.RFC5280CertificateDocumentLoader().load_der_document,
        ),
        "crl": (list_rules(), loader.RFC5280CertificateListDocumentLoader().load_der_document),
    }
    if by_etsi:
        kind = CertificateType.NCP_LEGAL_PERSON_CERTIFICATE
        kinds[ETSI] = etsi.create_etsi_finding_filters(kind)
    everything = [finding for file in files for finding in findings(file, kinds)]
    json.dump({"files": len(files), "findings": everything}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])

"""Asks pkilint about certificates and revocation lists, all in one process.

lint.py FILE...: DER. Prints one JSON object: files, the number looked at, and findings, each
with file, severity (WARNING or worse), validator, code, place and message. What cannot be
decoded is a finding, too.
"""

import json
import sys

from pkilint import loader, pkix
from pkilint.pkix import certificate, crl, extension, name
from pkilint.validation import ValidationFindingSeverity


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
    for result in rules.validate(document.root):
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
    kinds = {
        "certificate": (
            certificate_rules(),
            loader.RFC5280CertificateDocumentLoader().load_der_document,
        ),
        "crl": (list_rules(), loader.RFC5280CertificateListDocumentLoader().load_der_document),
    }
    everything = [finding for file in files for finding in findings(file, kinds)]
    json.dump({"files": len(files), "findings": everything}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])

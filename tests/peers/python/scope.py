"""Reads the scope extension of a certificate by its ASN.1 definition, with pyasn1.

scope.py CERTIFICATE OID: PEM. Prints one JSON object: actions and instruments, these as pairs of
the choice and its value. Fails if a byte is left over.
"""

import json
import sys

from cryptography import x509
from pyasn1.codec.der import decoder
from pyasn1.type import char, constraint, namedtype, namedval, tag, univ, useful


def bare(number):
    return tag.Tag(tag.tagClassContext, tag.tagFormatSimple, number)


def of(number):
    return tag.Tag(tag.tagClassContext, tag.tagFormatConstructed, number)


def sized(kind, low, high):
    return kind.subtype(subtypeSpec=constraint.ValueSizeConstraint(low, high))


def sequence(*components):
    class Sequence(univ.Sequence):
        componentType = namedtype.NamedTypes(*components)

    return Sequence()


def sequence_of(component):
    return univ.SequenceOf(componentType=component)


named, optional = namedtype.NamedType, namedtype.OptionalNamedType
printable, utf8, octets = char.PrintableString(), char.UTF8String(), univ.OctetString()
code = sized(printable, 1, 12)
digest = sized(octets, 32, 32)

pair = sequence(named("base", code), named("quote", code))
instrument = univ.Choice(
    componentType=namedtype.NamedTypes(
        named("pair", pair.subtype(implicitTag=of(0))),
        named("isin", sized(printable, 12, 12).subtype(implicitTag=bare(1))),
        named("dti", sized(printable, 9, 9).subtype(implicitTag=bare(2))),
        named("cfi", sized(printable, 6, 6).subtype(implicitTag=bare(3))),
        named("local", utf8.subtype(implicitTag=bare(4))),
    )
)
money = sequence(
    named("currency", printable), named("amount", univ.Integer()), named("exponent", univ.Integer())
)
limit = sequence(
    named("perAction", money),
    optional("perPeriod", money.subtype(implicitTag=of(0))),
    optional("periodSeconds", univ.Integer().subtype(implicitTag=bare(1))),
)
window = sequence(
    named("notBefore", useful.GeneralizedTime()), named("notAfter", useful.GeneralizedTime())
)
role = univ.Enumerated(
    namedValues=namedval.NamedValues(("principal", 0), ("maker", 1), ("checker", 2))
)
approver = sequence(named("certHash", digest), named("role", role))
authorisation = sequence(
    named("requestHash", digest), named("approvers", sequence_of(approver))
)
model = sequence(named("name", utf8), named("hash", digest))
scope = sequence(
    named("version", univ.Integer()),
    named("actions", sequence_of(utf8).subtype(implicitTag=of(0))),
    optional("instruments", sequence_of(instrument).subtype(implicitTag=of(1))),
    optional("resources", sequence_of(char.IA5String()).subtype(implicitTag=of(2))),
    optional("limits", sequence_of(limit).subtype(implicitTag=of(3))),
    optional("window", window.subtype(implicitTag=of(4))),
    named("authorisation", authorisation.subtype(implicitTag=of(6))),
    optional("model", model.subtype(implicitTag=of(8))),
)


def told(choice):
    value = choice.getComponent()
    if choice.getName() == "pair":
        return ["pair", f"{value['base']}/{value['quote']}"]
    return [choice.getName(), str(value)]


def main(path, oid):
    with open(path, "rb") as file:
        certificate = x509.load_pem_x509_certificate(file.read())
    found = certificate.extensions.get_extension_for_oid(x509.ObjectIdentifier(oid))
    value, rest = decoder.decode(found.value.value, asn1Spec=scope)
    if rest:
        sys.exit(f"{len(rest)} bytes are left over")
    said = {
        "actions": [str(action) for action in value["actions"]],
        "instruments": [told(one) for one in value["instruments"]],
    }
    print(json.dumps(said))


main(*sys.argv[1:])

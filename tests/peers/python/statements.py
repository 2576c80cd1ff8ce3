"""Verifies JWS compact statements with jwcrypto, under the certificate in their own x5c.

statements.py FILE: one statement a line. Prints one JSON array with header and payload of
each, or null for one that does not verify.
"""

import base64
import hashlib
import json
import sys

from cryptography import x509
from jwcrypto import jwk, jws
from jwcrypto.common import JWException


def verified(text):
    try:
        statement = jws.JWS()
        statement.deserialize(text)
        header = statement.jose_header
        leaf = base64.b64decode(header["x5c"][0])
        key = jwk.JWK.from_pyca(x509.load_der_x509_certificate(leaf).public_key())
        thumbprint = base64.urlsafe_b64encode(hashlib.sha256(leaf).digest()).rstrip(b"=")
        if header["x5t#S256"] != thumbprint.decode():
            return None
        statement.verify(key, alg=header["alg"])
        return {"header": header, "payload": json.loads(statement.payload)}
    except (JWException, ValueError, KeyError):
        return None


if __name__ == "__main__":
    json.dump([verified(line) for line in open(sys.argv[1]).read().split()], sys.stdout)

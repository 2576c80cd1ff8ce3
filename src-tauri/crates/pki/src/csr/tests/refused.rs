//! Each file under `fixtures/csr/bad` with its one defect, and what is said of it.

pub(super) const REFUSED: &[(&str, &str)] = &[
    (
        "algorithm-of-another-key.der",
        "the request is signed by RSA with SHA-256, which is not verified with P-256 keys",
    ),
    ("another-end.pem", "the PEM text can't be read"),
    (
        "attribute-malformed.der",
        "the bytes are not a certification request in DER, at an attribute",
    ),
    ("base64-short.pem", "the PEM text can't be read"),
    ("base64.pem", "the PEM text can't be read"),
    (
        "brainpool.der",
        "the request's key is not accepted: keys on the curve brainpoolP256r1 are not accepted; P-256, P-384 and P-521 are",
    ),
    (
        "certificate.pem",
        "the PEM text holds a CERTIFICATE, not a CERTIFICATE REQUEST",
    ),
    (
        "changed-after-signing.der",
        "the bytes are not a certification request in DER, at one of its lengths",
    ),
    (
        "dsa.der",
        "the request's key is not accepted: DSA keys are not accepted",
    ),
    (
        "ecdsa-sha1.der",
        "the request's signature is not accepted: signatures by ECDSA with SHA-1 are not accepted",
    ),
    (
        "ecdsa-with-parameters.der",
        "the request's signature is not accepted: the signature algorithm 1.2.840.10045.4.3.2 has parameters that it should not have",
    ),
    (
        "ed25519-neutral.der",
        "the request's key is weak: the Ed25519 key is a point of small order",
    ),
    (
        "ed25519-no-point.der",
        "the request's key is weak: the key is not a point on its curve",
    ),
    (
        "ed25519-short.der",
        "the request's key is not accepted: the public key is malformed",
    ),
    (
        "ed25519-small-order.der",
        "the request's key is weak: the Ed25519 key is a point of small order",
    ),
    (
        "ed25519-unreduced.der",
        "the request's key is weak: the key is not a point on its curve",
    ),
    (
        "ed448.der",
        "the request's key is not accepted: Ed448 keys are not accepted",
    ),
    (
        "empty-rdn.der",
        "the bytes are not a certification request in DER, at the subject",
    ),
    ("empty.pem", "the file is empty"),
    (
        "explicit-curve.der",
        "the request's key is not accepted: the key does not name its curve: explicit curve parameters are not accepted",
    ),
    (
        "extension-malformed.der",
        "the bytes are not a certification request in DER, at an extension",
    ),
    (
        "extension-twice.der",
        "the certification request asks for subjectAltName twice",
    ),
    ("headers.pem", "the PEM text can't be read"),
    (
        "indefinite-length.der",
        "the bytes are not a certification request in DER, at its beginning",
    ),
    (
        "key-malformed.der",
        "the bytes are not a certification request in DER, at one of its lengths",
    ),
    (
        "md5.der",
        "the request's signature is not accepted: signatures by RSA with MD5 are not accepted",
    ),
    (
        "ml-dsa-65.der",
        "the request's key is not accepted: ML-DSA-65: not on this token yet",
    ),
    (
        "no-attributes.der",
        "the bytes are not a certification request in DER, at the attributes",
    ),
    ("no-end.pem", "the PEM text can't be read"),
    (
        "p224.der",
        "the request's key is not accepted: keys on the curve P-224 are not accepted; P-256, P-384 and P-521 are",
    ),
    (
        "p256-compressed.der",
        "the request's key is weak: the key is a compressed point; uncompressed ones are accepted",
    ),
    (
        "p256-hybrid.der",
        "the request's key is weak: the key is not a point of the length that its curve has",
    ),
    (
        "p256-infinity.der",
        "the request's key is weak: the key is the point at infinity",
    ),
    (
        "p256-off-curve.der",
        "the request's key is weak: the key is not a point on its curve",
    ),
    (
        "p256-short.der",
        "the request's key is weak: the key is not a point of the length that its curve has",
    ),
    (
        "p256-unreduced.der",
        "the request's key is weak: the key is not a point on its curve",
    ),
    (
        "p384-of-p256.der",
        "the request's key is weak: the key is not a point of the length that its curve has",
    ),
    (
        "p384-sha512.der",
        "the request is signed by ECDSA with SHA-512, which is not verified with P-384 keys",
    ),
    (
        "private-key-beside.pem",
        "the PEM text holds a private key: keep it to yourself, send the request alone",
    ),
    (
        "private-key.pem",
        "the PEM text holds a private key: keep it to yourself, send the request alone",
    ),
    (
        "pss-sha1.der",
        "the request's signature is not accepted: the RSASSA-PSS parameters are not SHA-256, SHA-384 or SHA-512 with its own MGF1",
    ),
    (
        "rsa-1024.der",
        "the request's key is weak: the RSA key has 1024 bits; 2048, 3072 and 4096 are accepted",
    ),
    (
        "rsa-2047.der",
        "the request's key is weak: the RSA key has 2047 bits; 2048, 3072 and 4096 are accepted",
    ),
    (
        "rsa-2560.der",
        "the request's key is weak: the RSA key has 2560 bits; 2048, 3072 and 4096 are accepted",
    ),
    (
        "rsa-8192.der",
        "the request's key is weak: the RSA key has 8192 bits; 2048, 3072 and 4096 are accepted",
    ),
    (
        "rsa-close-primes.der",
        "the request's key is weak: the RSA modulus is a product of two primes that are close to each other",
    ),
    (
        "rsa-even.der",
        "the request's key is weak: the RSA modulus is even",
    ),
    (
        "rsa-exponent-1.der",
        "the request's key is weak: the RSA exponent is 1",
    ),
    (
        "rsa-exponent-257.der",
        "the request's key is weak: the RSA exponent is 257; at least 65537 is wanted",
    ),
    (
        "rsa-exponent-3.der",
        "the request's key is weak: the RSA exponent is 3; at least 65537 is wanted",
    ),
    (
        "rsa-exponent-even.der",
        "the request's key is weak: the RSA exponent is even",
    ),
    (
        "rsa-exponent-large.der",
        "the request's key is weak: the RSA exponent has 41 bits; at most 32 are accepted",
    ),
    (
        "rsa-factor-3.der",
        "the request's key is weak: the RSA modulus is divisible by 3",
    ),
    (
        "rsa-factor-9973.der",
        "the request's key is weak: the RSA modulus is divisible by 9973",
    ),
    (
        "rsa-pss-key.der",
        "the request's key is not accepted: RSA restricted to RSASSA-PSS keys are not accepted",
    ),
    (
        "rsa-roca.der",
        "the request's key is weak: the RSA key has the ROCA fingerprint (CVE-2017-15361): its primes can be found",
    ),
    (
        "rsa-square.der",
        "the request's key is weak: the RSA modulus is a square",
    ),
    (
        "secp256k1.der",
        "the request's key is not accepted: keys on the curve secp256k1 are not accepted; P-256, P-384 and P-521 are",
    ),
    (
        "sha1.der",
        "the request's signature is not accepted: signatures by RSA with SHA-1 are not accepted",
    ),
    (
        "sha224.der",
        "the request's signature is not accepted: signatures by RSA with SHA-224 are not accepted",
    ),
    (
        "signature-missing.der",
        "the request does not prove that its sender holds the private key",
    ),
    (
        "signed-by-another.der",
        "the request does not prove that its sender holds the private key",
    ),
    (
        "subject-not-a-name.der",
        "the bytes are not a certification request in DER, at the subject",
    ),
    ("text.pem", "the file is neither PEM nor DER"),
    (
        "too-large.der",
        "the file is larger than 65536 bytes: no certification request is",
    ),
    (
        "trailing.der",
        "something follows the certification request",
    ),
    (
        "truncated.der",
        "the bytes are not a certification request in DER, at its beginning",
    ),
    (
        "two-cert-extensions.der",
        "the certification request asks for certExtensions twice",
    ),
    (
        "two-extension-requests.der",
        "the certification request asks for extensionRequest twice",
    ),
    (
        "two-requests.pem",
        "the file holds 2 PEM texts; one request is wanted",
    ),
    (
        "unknown-curve.der",
        "the request's key is not accepted: the curve 1.2.3.4.5 is not known; P-256, P-384 and P-521 are",
    ),
    (
        "unknown-key.der",
        "the request's key is not accepted: keys of the kind 1.2.3.4.5 are not known",
    ),
    (
        "unknown-signature.der",
        "the request's signature is not accepted: the signature algorithm 1.2.3.4.5 is not known",
    ),
    (
        "unused-bits.der",
        "the bytes are not a certification request in DER, at the signature",
    ),
    (
        "version-1.der",
        "the certification request has an unknown version",
    ),
    (
        "x25519.der",
        "the request's key is not accepted: X25519 keys are not accepted",
    ),
];

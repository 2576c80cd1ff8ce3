// Verifies JWS compact statements with Node's own cryptography, under the certificate in
// their own x5c. `statements.mjs FILE`: one statement a line. Prints one JSON array with the
// payload of each, or null for one that does not verify.

import { X509Certificate, constants, verify } from "node:crypto";
import { readFileSync } from "node:fs";

const ecdsa = (namedCurve, hash) => ({
  hash,
  fits: (key) => key.asymmetricKeyDetails.namedCurve === namedCurve,
  how: { dsaEncoding: "ieee-p1363" },
});

// RFC 7518, sections 3.4 and 3.5; RFC 8037, section 3.1.
const ALGORITHMS = {
  ES256: ecdsa("prime256v1", "sha256"),
  ES384: ecdsa("secp384r1", "sha384"),
  ES512: ecdsa("secp521r1", "sha512"),
  PS256: {
    hash: "sha256",
    fits: (key) => key.asymmetricKeyType === "rsa",
    how: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 },
  },
  EdDSA: { hash: null, fits: (key) => key.asymmetricKeyType === "ed25519", how: {} },
};

function verified(statement) {
  try {
    const [header, payload, signature] = statement.split(".");
    const { alg, x5c } = JSON.parse(Buffer.from(header, "base64url"));
    const { hash, fits, how } = ALGORITHMS[alg];
    const key = new X509Certificate(Buffer.from(x5c[0], "base64")).publicKey;
    if (!fits(key)) return null;
    const said = Buffer.from(`${header}.${payload}`);
    const raw = Buffer.from(signature, "base64url");
    const valid = verify(hash, said, { key, ...how }, raw);
    return valid ? JSON.parse(Buffer.from(payload, "base64url")) : null;
  } catch {
    return null;
  }
}

const statements = readFileSync(process.argv[2], "utf8").split("\n").filter(Boolean);
process.stdout.write(JSON.stringify(statements.map(verified)));

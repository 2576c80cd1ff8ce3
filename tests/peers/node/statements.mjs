// Verifies JWS compact statements with Node's own cryptography, under the certificate in
// their own x5c. `statements.mjs FILE`: one statement a line. Prints one JSON array with the
// payload of each, or null for one that does not verify.

import { X509Certificate, verify } from "node:crypto";
import { readFileSync } from "node:fs";

function verified(statement) {
  try {
    const [header, payload, signature] = statement.split(".");
    const { alg, x5c } = JSON.parse(Buffer.from(header, "base64url"));
    if (alg !== "ES256") return null;
    const key = new X509Certificate(Buffer.from(x5c[0], "base64")).publicKey;
    const said = Buffer.from(`${header}.${payload}`);
    const raw = Buffer.from(signature, "base64url");
    const valid = verify("sha256", said, { key, dsaEncoding: "ieee-p1363" }, raw);
    return valid ? JSON.parse(Buffer.from(payload, "base64url")) : null;
  } catch {
    return null;
  }
}

const statements = readFileSync(process.argv[2], "utf8").split("\n").filter(Boolean);
process.stdout.write(JSON.stringify(statements.map(verified)));

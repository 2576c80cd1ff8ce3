"""Verifies a signed note and the tree under it, from the standards alone: C2SP signed-note
and tlog-checkpoint, RFC 6962 section 2.1. Signatures by pyca/cryptography.

checkpoint.py VKEYS NOTE EVENTS: files with one key a line, the note, one leaf a line.
Prints size, root and the algorithms that verified; exits with 1 on any fault.
"""

import base64
import hashlib
import sys

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import load_der_public_key


def sha256(data):
    return hashlib.sha256(data).digest()


def tree(leaves):
    """MTH of RFC 6962, word for word."""
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0])
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + tree(leaves[:split]) + tree(leaves[split:]))


def keys(text):
    """Name, key id, algorithm and key of each line."""
    for line in text.split():
        name, identity, encoded = line.split("+", 2)
        key = base64.b64decode(encoded)
        yield name, bytes.fromhex(identity), key[0], key[1:]


def identity(name, algorithm, key):
    if algorithm == 1:
        return sha256(name.encode() + b"\n\x01" + key)[:4]
    return sha256(key)[:4]


def verify(algorithm, key, signature, text):
    if algorithm == 1:
        ed25519.Ed25519PublicKey.from_public_bytes(key).verify(signature, text)
        return "Ed25519"
    if algorithm == 2:
        load_der_public_key(key).verify(signature, text, ec.ECDSA(hashes.SHA256()))
        return "ECDSA"
    raise ValueError(f"algorithm {algorithm}")


def main(vkeys, note, events):
    vkeys, note = open(vkeys, encoding="utf-8").read(), open(note, encoding="utf-8").read()
    text, signatures = note.rsplit("\n\n", 1)
    text += "\n"
    origin, size, root = text.splitlines()
    known = {(name, key_id): (algorithm, key) for name, key_id, algorithm, key in keys(vkeys)}
    verified = []
    for line in signatures.splitlines():
        dash, name, encoded = line.split(" ")
        signature = base64.b64decode(encoded)
        assert dash == "\u2014" and name == origin, line
        algorithm, key = known[(name, signature[:4])]
        assert identity(name, algorithm, key) == signature[:4], line
        verified.append(verify(algorithm, key, signature[4:], text.encode()))
    leaves = open(events, "rb").read().split(b"\n")
    assert leaves.pop() == b"", "the last line has its end"
    assert len(leaves) >= int(size), f"{len(leaves)} leaves under a tree of {size}"
    found = tree(leaves[: int(size)])
    assert found == base64.b64decode(root), f"the root of the events is {found.hex()}"
    print(size, root, *sorted(verified))


if __name__ == "__main__":
    main(*sys.argv[1:])

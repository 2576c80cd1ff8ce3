"""Looks for everything that a CA or a log signed in the files of a workspace, the tokens' own left
out, and holds it against the log: prints what no event tells of, and how much was found."""

import hashlib
import json
import pathlib
import sqlite3
import sys

ISSUED = {"certificate_issued": "certificate", "crl_published": "crl"}


def element(data, at):
    """Tag, start and end of the contents of the DER element at this place."""
    tag, length, at = data[at], data[at + 1], at + 2
    if length > 0x80:
        size = length & 0x7F
        if size > 3:
            raise IndexError
        length, at = int.from_bytes(data[at : at + size], "big"), at + size
    elif length == 0x80:
        raise IndexError
    if at + length > len(data):
        raise IndexError
    return tag, at, at + length


def signed_at(data, start):
    """The certificate or CRL that begins here, with its kind; None if none does."""
    try:
        _, inside, end = element(data, start)
        tbs = element(data, inside)
        algorithm = element(data, tbs[2])
        signature = element(data, algorithm[2])
    except IndexError:
        return None
    tags = (tbs[0], algorithm[0], signature[0])
    if tags != (0x30, 0x30, 0x03) or signature[2] != end:
        return None
    first = data[tbs[1] : tbs[1] + 5]
    if first == b"\xa0\x03\x02\x01\x02":
        return "certificate_issued", data[start:end]
    if first[:4] == b"\x02\x01\x01\x30":
        return "crl_published", data[start:end]
    return None


def signed_in(data):
    at = data.find(b"\x30\x82")
    while at >= 0:
        found = signed_at(data, at)
        if found:
            yield found
        at = data.find(b"\x30\x82", at + 1)


def main():
    root = pathlib.Path(sys.argv[1])
    db = sqlite3.connect(f"file:{root}/chancery.db?mode=ro", uri=True)
    known = {kind: set() for kind in ISSUED}
    for kind, leaf in db.execute("SELECT kind, leaf FROM event"):
        if kind in ISSUED:
            known[kind].add(json.loads(leaf)["event"][ISSUED[kind]])
    notes = {note for (note,) in db.execute("SELECT note FROM checkpoint")}
    heads = {"\n".join(note.split("\n")[:3]) for note in notes}
    places = [(f"blob {media}", data) for media, data in db.execute("SELECT media, bytes FROM blob")]
    for path in root.rglob("*"):
        if path.is_file() and path.relative_to(root).parts[0] != "tokens":
            places.append((str(path.relative_to(root)), path.read_bytes()))
    found, unknown = {}, []
    for place, data in places:
        if place == "publish/log/checkpoint" and "\n".join(data.decode().split("\n")[:3]) not in heads:
            unknown.append(f"a checkpoint in {place}")
        for kind, der in signed_in(data or b""):
            digest = hashlib.sha256(der).hexdigest()
            found.setdefault(kind, set()).add(digest)
            if digest not in known[kind]:
                unknown.append(f"{kind} {digest} in {place}")
    counts = {kind: len(found.get(kind, ())) for kind in ISSUED}
    missing = {kind: len(known[kind]) - counts[kind] for kind in ISSUED}
    print(json.dumps({"unknown": unknown, "found": counts, "missing": missing}))


main()

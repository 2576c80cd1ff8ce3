"""Takes a backup apart and puts it together again, as a forger would.

archive.py members BACKUP             names of all members, one a line
archive.py forge HOW BACKUP OUT       writes a backup with one thing wrong
archive.py forgeries                  every HOW, one a line
archive.py sql SQL BACKUP OUT         changes the database in it, and every hash that goes with it
"""

import hashlib
import io
import json
import pathlib
import sqlite3
import sys
import tarfile
import tempfile


def read(path):
    with tarfile.open(path) as archive:
        return [(entry, archive.extractfile(entry).read()) for entry in archive]


def entry(name, data=b""):
    made = tarfile.TarInfo(name)
    made.size = len(data)
    return made, data


def write(path, members, form=tarfile.USTAR_FORMAT):
    with tarfile.open(path, "w", format=form) as archive:
        for info, data in members:
            archive.addfile(info, io.BytesIO(data))


def manifest_of(members):
    return json.loads(members[0][1])


def with_manifest(members, manifest):
    return [entry("manifest.json", json.dumps(manifest).encode())] + members[1:]


def described(name, data):
    return {"path": name, "sha256": hashlib.sha256(data).hexdigest(), "length": len(data)}


def adding(name):
    """A member that the manifest names, too."""

    def forge(members):
        manifest = manifest_of(members)
        manifest["members"].append(described(name, b"mine"))
        return with_manifest(members, manifest) + [entry(name, b"mine")]

    return forge


def typed(kind, target=""):
    """The member after the database is no plain file."""

    def forge(members):
        manifest = manifest_of(members)
        manifest["members"][1] = described(members[2][0].name, b"")
        special, _ = entry(members[2][0].name)
        special.type = kind
        special.linkname = target
        return with_manifest(members, manifest)[:2] + [(special, b"")] + members[3:]

    return forge


def edited(change):
    def forge(members):
        manifest = manifest_of(members)
        change(manifest)
        return with_manifest(members, manifest)

    return forge


def changed_byte(members):
    info, data = members[1]
    at = len(data) // 2
    return members[:1] + [(info, data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])] + members[2:]


def twice_in_the_manifest(manifest):
    manifest["members"].append(manifest["members"][1])


def huge_length(manifest):
    manifest["members"][0]["length"] = 2**62


FORGERIES = {
    "climbs-out": adding("../evil"),
    "climbs-out-of-a-folder": adding("tokens/../../evil"),
    "absolute": adding("/tmp/evil"),
    "unknown": adding("evil"),
    "hidden": adding("reports/.evil"),
    "another-folder": adding("publish/evil"),
    "symlink": typed(tarfile.SYMTYPE, "/etc/passwd"),
    "hard-link": typed(tarfile.LNKTYPE, "chancery.db"),
    "folder": typed(tarfile.DIRTYPE),
    "device": typed(tarfile.CHRTYPE),
    "pipe": typed(tarfile.FIFOTYPE),
    "sparse": typed(tarfile.GNUTYPE_SPARSE),
    "long-name": typed(tarfile.GNUTYPE_LONGNAME),
    "pax": typed(tarfile.XHDTYPE),
    "twice": lambda members: members + [members[1]],
    "twice-in-the-manifest": edited(twice_in_the_manifest),
    "more-than-named": lambda members: members + [entry("practice.json", b"{}")],
    "less-than-named": lambda members: members[:-1],
    "other-order": lambda members: members[:1] + members[2:] + members[1:2],
    "no-manifest": lambda members: members[1:],
    "manifest-last": lambda members: members[1:] + members[:1],
    "no-database": edited(lambda manifest: manifest["members"].pop(0)),
    "huge-length": edited(huge_length),
    "other-form": edited(lambda manifest: manifest.update(format="chancery-backup/2")),
    "unknown-field": edited(lambda manifest: manifest.update(more=1)),
    "broken-manifest": lambda members: [entry("manifest.json", b"{")] + members[1:],
    "changed-byte": changed_byte,
}


def truncated(data):
    return data[: len(data) // 2]


def goes_on(data):
    return data + b"more"


def huge_header(data):
    """The first header claims eight exbibytes."""
    header = bytearray(data[:512])
    header[124:136] = b"\x80" + (2**63 - 1).to_bytes(11, "big")
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header) + data[512:]


WHOLE = {
    "truncated": truncated,
    "goes-on": goes_on,
    "huge-header": huge_header,
    "empty": lambda data: b"",
    "zeros": lambda data: bytes(10240),
    "text": lambda data: b"Dear officer,\n" * 100,
    "age-header-alone": lambda data: b"age-encryption.org/v1\n",
}


def forge(how, backup, out):
    if how in WHOLE:
        pathlib.Path(out).write_bytes(WHOLE[how](pathlib.Path(backup).read_bytes()))
    else:
        write(out, FORGERIES[how](read(backup)))


def change(sql, backup, out):
    members = read(backup)
    with tempfile.NamedTemporaryFile() as file:
        file.write(members[1][1])
        file.flush()
        rows = sqlite3.connect(file.name)
        rows.execute("PRAGMA journal_mode = DELETE")
        rows.executescript(sql)
        rows.close()
        data = pathlib.Path(file.name).read_bytes()
    manifest = manifest_of(members)
    manifest["members"][0] = described("chancery.db", data)
    write(out, [with_manifest(members, manifest)[0], entry("chancery.db", data)] + members[2:])


if __name__ == "__main__":
    verb, *rest = sys.argv[1:]
    if verb == "members":
        print("\n".join(info.name for info, _ in read(rest[0])))
    elif verb == "forgeries":
        print("\n".join([*FORGERIES, *WHOLE]))
    elif verb == "forge":
        forge(*rest)
    else:
        change(*rest)

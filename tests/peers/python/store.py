"""Reads chancery.db with Python's own SQLite, past the program that wrote it.

store.py leaves DB             the leaves of all events, one a line, in order
store.py certificates DB DIR   writes every certificate to DIR as DER
store.py change-leaf DB SEQ    flips one bit in a leaf, as a vandal with the file would
"""

import pathlib
import sqlite3
import sys


def leaves(database):
    with opened(database) as rows:
        for (leaf,) in rows.execute("SELECT leaf FROM event ORDER BY seq"):
            sys.stdout.buffer.write(leaf + b"\n")


def certificates(database, folder):
    query = """SELECT serial, bytes FROM certificate
               JOIN blob ON blob.sha256 = certificate.der"""
    with opened(database) as rows:
        for serial, der in rows.execute(query):
            (pathlib.Path(folder) / f"{serial}.der").write_bytes(der)


def change_leaf(database, number):
    with sqlite3.connect(database) as rows:
        triggers = rows.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            rows.execute(f'DROP TRIGGER "{name}"')
        (leaf,) = rows.execute("SELECT leaf FROM event WHERE seq = ?", (number,)).fetchone()
        # The last hexadecimal digit of the nonce: what is left is still an event.
        at = leaf.index(b'"nonce":"') + len(b'"nonce":"')
        changed = leaf[:at] + (b"1" if leaf[at : at + 1] != b"1" else b"2") + leaf[at + 1 :]
        rows.execute("UPDATE event SET leaf = ? WHERE seq = ?", (changed, number))


def opened(database):
    return sqlite3.connect(f"file:{database}?mode=ro", uri=True)


VERBS = {"leaves": leaves, "certificates": certificates, "change-leaf": change_leaf}

if __name__ == "__main__":
    VERBS[sys.argv[1]](*sys.argv[2:])

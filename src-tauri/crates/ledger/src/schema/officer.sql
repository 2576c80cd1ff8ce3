-- Officers, with the history of their keys and roles.

-- certificate, token_label, token_serial: the newest key's, of those in officer_key. role: the newest
-- of those in officer_role.
CREATE TABLE officer (
    id           TEXT PRIMARY KEY,
    role         TEXT NOT NULL,
    certificate  BLOB NOT NULL UNIQUE REFERENCES blob (sha256),
    token_label  TEXT NOT NULL,
    token_serial TEXT NOT NULL UNIQUE REFERENCES token (serial) DEFERRABLE INITIALLY DEFERRED,
    name         BLOB NOT NULL REFERENCES blob (sha256),
    retired_seq  INTEGER
) STRICT;

-- until_seq: the event that revoked the certificate or ended the officer's service.
CREATE TABLE officer_key (
    certificate  BLOB PRIMARY KEY REFERENCES blob (sha256),
    officer      TEXT NOT NULL REFERENCES officer (id),
    token_label  TEXT NOT NULL,
    token_serial TEXT NOT NULL REFERENCES token (serial) DEFERRABLE INITIALLY DEFERRED,
    change       TEXT REFERENCES change (id),
    since_seq    INTEGER NOT NULL,
    until_seq    INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX officer_key_by_officer ON officer_key (officer, since_seq);
CREATE INDEX officer_key_by_token ON officer_key (token_serial);

-- change: NULL for the role that the officer began with.
CREATE TABLE officer_role (
    officer   TEXT NOT NULL REFERENCES officer (id),
    since_seq INTEGER NOT NULL,
    role      TEXT NOT NULL,
    change    TEXT REFERENCES change (id),
    PRIMARY KEY (officer, since_seq)
) STRICT, WITHOUT ROWID;

-- Every key starts with the session, so that a page is one range of one index and a session's rows lie together.
-- Times are microseconds since the Unix epoch. Identifiers are as the API gives them: phone digits, or <digits>@lid.

CREATE TABLE sessions (
    session_key     INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id      TEXT    NOT NULL UNIQUE,
    organization_id TEXT    NOT NULL,
    last_position   INTEGER NOT NULL DEFAULT 0,
    last_arrival    INTEGER NOT NULL DEFAULT 0,
    status          INTEGER NOT NULL DEFAULT 0,
    status_at       INTEGER,
    data_as_of      INTEGER
) STRICT;

-- Unique, though the id alone is: so the planner knows that a page is of one session, and in the order of its rows.
CREATE UNIQUE INDEX sessions_by_organization ON sessions (organization_id, session_id);

-- Ids are never given out again.
CREATE TABLE retired_sessions (
    session_id TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Every number and LID ever reported as the session's own.
CREATE TABLE own_identifiers (
    session_key INTEGER NOT NULL,
    identifier  TEXT    NOT NULL,
    PRIMARY KEY (session_key, identifier)
) STRICT, WITHOUT ROWID;

-- What was observed, fact by fact. is_known = 0: only mappings ever named it. is_stray = 1: its partner does not remember it.
CREATE TABLE identifiers (
    session_key    INTEGER NOT NULL,
    identifier     TEXT    NOT NULL,
    is_known       INTEGER NOT NULL,
    is_stray       INTEGER NOT NULL,
    partner        TEXT,
    partner_at     INTEGER,
    saved_name     TEXT,
    saved_name_at  INTEGER,
    push_name      TEXT,
    push_name_at   INTEGER,
    business_name    TEXT,
    business_name_at INTEGER,
    direct_chat_at INTEGER,
    position       INTEGER,
    PRIMARY KEY (session_key, identifier)
) STRICT, WITHOUT ROWID;

CREATE INDEX identifiers_astray ON identifiers (session_key, partner) WHERE is_stray = 1;

CREATE TABLE memberships (
    session_key INTEGER NOT NULL,
    identifier  TEXT    NOT NULL,
    group_jid   TEXT    NOT NULL,
    seen_at     INTEGER NOT NULL,
    role        TEXT,
    role_at     INTEGER,
    PRIMARY KEY (session_key, identifier, group_jid)
) STRICT, WITHOUT ROWID;

CREATE INDEX memberships_by_group ON memberships (session_key, group_jid, seen_at);

CREATE TABLE groups (
    session_key INTEGER NOT NULL,
    group_jid   TEXT    NOT NULL,
    name        TEXT,
    name_at     INTEGER,
    complete_at INTEGER,
    PRIMARY KEY (session_key, group_jid)
) STRICT, WITHOUT ROWID;

-- What is listed: one ready row a person, kept by the writers.
CREATE TABLE contacts (
    session_key     INTEGER NOT NULL,
    position        INTEGER NOT NULL,
    phone_number    TEXT    NOT NULL,
    lid             TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    business_name   TEXT    NOT NULL,
    has_direct_chat INTEGER NOT NULL,
    seen_in_group   INTEGER NOT NULL,
    search_text     TEXT    NOT NULL,
    PRIMARY KEY (session_key, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX contacts_with_direct_chat ON contacts (session_key, position) WHERE has_direct_chat = 1;
CREATE INDEX contacts_seen_in_group ON contacts (session_key, position) WHERE seen_in_group = 1;

-- Who is now a member of which group, with what the filters need.
CREATE TABLE group_contacts (
    session_key     INTEGER NOT NULL,
    group_jid       TEXT    NOT NULL,
    position        INTEGER NOT NULL,
    has_direct_chat INTEGER NOT NULL,
    PRIMARY KEY (session_key, group_jid, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX group_contacts_with_direct_chat ON group_contacts (session_key, group_jid, position) WHERE has_direct_chat = 1;

CREATE TABLE api_keys (
    key_id          TEXT    PRIMARY KEY,
    organization_id TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    shown_prefix    TEXT    NOT NULL,
    permissions     INTEGER NOT NULL,
    hash            BLOB    NOT NULL UNIQUE,
    created_at      INTEGER NOT NULL,
    expires_at      INTEGER,
    revoked_at      INTEGER
) STRICT;

CREATE INDEX api_keys_by_organization ON api_keys (organization_id, created_at);

-- Which folding the stored search text was made with.
CREATE TABLE search_text_version (
    version TEXT NOT NULL
) STRICT;

-- Every key starts with the session, so that a page is one range of one index, and every statement names it as a constant:
-- the tables can be distributed by session_key as they are. It is made of the session's id (SessionKey.cs).
-- Times are microseconds since the Unix epoch. Identifiers are as the API gives them: phone digits, or <digits>@lid.

-- A removed session's row stays without its organization: its id is never given out again.
CREATE TABLE sessions (
    session_key     bigint   PRIMARY KEY,
    last_position   bigint   NOT NULL DEFAULT 0,
    last_arrival    bigint   NOT NULL DEFAULT 0,
    status_at       bigint,
    data_as_of      bigint,
    status          smallint NOT NULL DEFAULT 0,
    session_id      text     COLLATE "C" NOT NULL,
    organization_id text     COLLATE "C"
) WITH (fillfactor = 50); -- each batch writes the row anew, in its own block

CREATE INDEX sessions_by_organization ON sessions (organization_id, session_id);

-- Every number and LID ever reported as the session's own.
CREATE TABLE own_identifiers (
    session_key bigint NOT NULL,
    identifier  text   COLLATE "C" NOT NULL,
    PRIMARY KEY (session_key, identifier)
);

-- What was observed, fact by fact. Not is_known: only mappings ever named it. is_stray: its partner does not remember it.
CREATE TABLE identifiers (
    session_key      bigint  NOT NULL,
    partner_at       bigint,
    saved_name_at    bigint,
    push_name_at     bigint,
    business_name_at bigint,
    direct_chat_at   bigint,
    position         bigint,
    is_known         boolean NOT NULL,
    is_stray         boolean NOT NULL,
    identifier       text    COLLATE "C" NOT NULL,
    partner          text    COLLATE "C",
    saved_name       text    COLLATE "C",
    push_name        text    COLLATE "C",
    business_name    text    COLLATE "C",
    PRIMARY KEY (session_key, identifier)
) WITH (fillfactor = 85); -- what is learned later is written beside the first, without another entry of the index

CREATE INDEX identifiers_astray ON identifiers (session_key, partner) WHERE is_stray;

CREATE TABLE memberships (
    session_key bigint NOT NULL,
    seen_at     bigint NOT NULL,
    role_at     bigint,
    identifier  text   COLLATE "C" NOT NULL,
    group_jid   text   COLLATE "C" NOT NULL,
    role        text   COLLATE "C",
    PRIMARY KEY (session_key, identifier, group_jid)
);

CREATE INDEX memberships_by_group ON memberships (session_key, group_jid, seen_at);

CREATE TABLE groups (
    session_key bigint NOT NULL,
    name_at     bigint,
    complete_at bigint,
    group_jid   text   COLLATE "C" NOT NULL,
    name        text   COLLATE "C",
    PRIMARY KEY (session_key, group_jid)
);

-- What is listed: one ready row a person, kept by the writers. A filter by source is an order of its own: in no other
-- index's order could the planner find it, whatever it believes of the rows.
CREATE TABLE contacts (
    session_key     bigint  NOT NULL,
    position        bigint  NOT NULL,
    direct_position bigint  GENERATED ALWAYS AS (CASE WHEN has_direct_chat THEN position END) STORED,
    group_position  bigint  GENERATED ALWAYS AS (CASE WHEN seen_in_group THEN position END) STORED,
    has_direct_chat boolean NOT NULL,
    seen_in_group   boolean NOT NULL,
    phone_number    text    COLLATE "C" NOT NULL,
    lid             text    COLLATE "C" NOT NULL,
    name            text    COLLATE "C" NOT NULL,
    business_name   text    COLLATE "C" NOT NULL,
    search_text     text    COLLATE "C" NOT NULL,
    PRIMARY KEY (session_key, position)
);

CREATE INDEX contacts_with_direct_chat ON contacts (session_key, direct_position) WHERE direct_position IS NOT NULL;
CREATE INDEX contacts_seen_in_group ON contacts (session_key, group_position) WHERE group_position IS NOT NULL;

-- Who is now a member of which group, with what the filters need.
CREATE TABLE group_contacts (
    session_key     bigint  NOT NULL,
    position        bigint  NOT NULL,
    direct_position bigint  GENERATED ALWAYS AS (CASE WHEN has_direct_chat THEN position END) STORED,
    has_direct_chat boolean NOT NULL,
    group_jid       text    COLLATE "C" NOT NULL,
    PRIMARY KEY (session_key, group_jid, position)
);

CREATE INDEX group_contacts_with_direct_chat ON group_contacts (session_key, group_jid, direct_position) WHERE direct_position IS NOT NULL;

CREATE TABLE api_keys (
    key_id          text   COLLATE "C" PRIMARY KEY,
    organization_id text   COLLATE "C" NOT NULL,
    name            text   COLLATE "C" NOT NULL,
    shown_prefix    text   COLLATE "C" NOT NULL,
    permissions     bigint NOT NULL,
    hash            bytea  NOT NULL UNIQUE,
    created_at      bigint NOT NULL,
    expires_at      bigint,
    revoked_at      bigint
);

CREATE INDEX api_keys_by_organization ON api_keys (organization_id, created_at);

-- Which folding the stored search text was made with.
CREATE TABLE search_text_version (
    version text COLLATE "C" NOT NULL
);

-- How often a session's key occurs says nothing of the next session's: of one that is new, statistics would have the planner
-- believe that it is empty.
ALTER TABLE own_identifiers ALTER COLUMN session_key SET STATISTICS 0;
ALTER TABLE identifiers ALTER COLUMN session_key SET STATISTICS 0;
ALTER TABLE memberships ALTER COLUMN session_key SET STATISTICS 0;
ALTER TABLE groups ALTER COLUMN session_key SET STATISTICS 0;
ALTER TABLE contacts ALTER COLUMN session_key SET STATISTICS 0;
ALTER TABLE group_contacts ALTER COLUMN session_key SET STATISTICS 0;

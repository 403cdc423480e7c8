-- What searches find people by. sealed_position: up to it postings tell of every contact's text, but for those in
-- search_changes; behind it there are none. search_folds counts how often postings were changed, not only added or merged;
-- tail_changes how often texts behind sealed_position were.
ALTER TABLE sessions
    ADD COLUMN sealed_position bigint  NOT NULL DEFAULT 0,
    ADD COLUMN search_folds    bigint  NOT NULL DEFAULT 0,
    ADD COLUMN tail_changes    bigint  NOT NULL DEFAULT 0,
    ADD COLUMN search_is_due   boolean NOT NULL DEFAULT false;

CREATE INDEX sessions_with_search_due ON sessions (session_id) WHERE search_is_due;

UPDATE sessions SET search_is_due = true WHERE last_position > 0 AND organization_id IS NOT NULL;

-- Postings of one gram, as many as fill a chunk (PostingChunk.cs); a row of a page at most, never compressed or stored apart.
CREATE TABLE search_postings (
    session_key   bigint  NOT NULL,
    last_position bigint  NOT NULL,
    gram          integer NOT NULL,
    postings      bytea   NOT NULL,
    PRIMARY KEY (session_key, gram, last_position)
);
ALTER TABLE search_postings ALTER COLUMN postings SET STORAGE PLAIN;

-- Positions whose postings were cut into chunks at once: those behind the run before. For merging alone.
CREATE TABLE search_runs (
    session_key   bigint   NOT NULL,
    last_position bigint   NOT NULL,
    level         smallint NOT NULL,
    PRIMARY KEY (session_key, last_position)
);

-- Texts at sealed positions that are not what the postings were made of; no text is an empty one.
CREATE TABLE search_changes (
    session_key bigint NOT NULL,
    position    bigint NOT NULL,
    sealed_text text   COLLATE "C" NOT NULL,
    search_text text   COLLATE "C" NOT NULL,
    PRIMARY KEY (session_key, position)
);

ALTER TABLE search_postings ALTER COLUMN session_key SET STATISTICS 0;
ALTER TABLE search_runs ALTER COLUMN session_key SET STATISTICS 0;
ALTER TABLE search_changes ALTER COLUMN session_key SET STATISTICS 0;

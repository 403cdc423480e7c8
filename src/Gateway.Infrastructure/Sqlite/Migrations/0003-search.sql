-- What searches find people by. sealed_position: up to it postings tell of every contact's text, but for those in
-- search_changes; behind it there are none. search_folds counts how often postings were changed, not only added or merged.
ALTER TABLE sessions ADD COLUMN sealed_position INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN search_folds INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN search_is_due INTEGER NOT NULL DEFAULT 0;

CREATE INDEX sessions_with_search_due ON sessions (session_id) WHERE search_is_due = 1;

UPDATE sessions SET search_is_due = 1 WHERE last_position > 0;

-- Postings of one gram, as many as fill a chunk (PostingChunk.cs), which fits into a page of the tree.
CREATE TABLE search_postings (
    session_key   INTEGER NOT NULL,
    gram          INTEGER NOT NULL,
    last_position INTEGER NOT NULL,
    postings      BLOB    NOT NULL,
    PRIMARY KEY (session_key, gram, last_position)
) STRICT, WITHOUT ROWID;

-- Positions whose postings were cut into chunks at once: those behind the run before. For merging alone.
CREATE TABLE search_runs (
    session_key   INTEGER NOT NULL,
    last_position INTEGER NOT NULL,
    level         INTEGER NOT NULL,
    PRIMARY KEY (session_key, last_position)
) STRICT, WITHOUT ROWID;

-- Texts at sealed positions that are not what the postings were made of; no text is an empty one.
CREATE TABLE search_changes (
    session_key INTEGER NOT NULL,
    position    INTEGER NOT NULL,
    sealed_text TEXT    NOT NULL,
    search_text TEXT    NOT NULL,
    PRIMARY KEY (session_key, position)
) STRICT, WITHOUT ROWID;

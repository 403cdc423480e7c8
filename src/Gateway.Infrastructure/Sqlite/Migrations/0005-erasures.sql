-- How often people or sessions were removed; after how many of these removals the file was written again; and how many are finished:
-- nothing of what they removed is left in any byte of the files. What was removed before this table counts as one. One row.
CREATE TABLE erasures (
    requested INTEGER NOT NULL,
    rewritten INTEGER NOT NULL,
    finished  INTEGER NOT NULL
) STRICT;

INSERT INTO erasures (requested, rewritten, finished) SELECT EXISTS (SELECT 1 FROM sessions), 0, 0;

-- How often people or sessions were removed, and how many of these removals are finished: nothing of what they removed is left in any
-- byte of the files. One row.
CREATE TABLE erasures (
    requested INTEGER NOT NULL,
    finished  INTEGER NOT NULL
) STRICT;

INSERT INTO erasures (requested, finished) VALUES (0, 0);

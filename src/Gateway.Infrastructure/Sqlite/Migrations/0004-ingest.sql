-- How often a session was written. Not 0 where it may have been: 0 says that nothing is stored of it.
ALTER TABLE sessions ADD COLUMN writes INTEGER NOT NULL DEFAULT 0;

UPDATE sessions SET writes = 1;

-- Each membership keeps its identifier's position, which the first gave: the identifier's own row is not written for it.
ALTER TABLE memberships ADD COLUMN position INTEGER NOT NULL DEFAULT 0;

UPDATE memberships
SET position = (
    SELECT i.position FROM identifiers AS i
    WHERE i.session_key = memberships.session_key AND i.identifier = memberships.identifier
);

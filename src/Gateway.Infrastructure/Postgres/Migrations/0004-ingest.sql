-- How often a session was written. Not 0 where it may have been: 0 says that nothing is stored of it.
ALTER TABLE sessions ADD COLUMN writes bigint NOT NULL DEFAULT 0;

UPDATE sessions SET writes = 1;

-- Each membership keeps its identifier's position, which the first gave: the identifier's own row is not written for it.
ALTER TABLE memberships ADD COLUMN position bigint;

UPDATE memberships AS m
SET position = i.position
FROM identifiers AS i
WHERE i.session_key = m.session_key AND i.identifier = m.identifier;

ALTER TABLE memberships ALTER COLUMN position SET NOT NULL;

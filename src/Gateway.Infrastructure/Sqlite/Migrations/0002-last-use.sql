-- When a key was last used, to the minute; NULL is never.
ALTER TABLE api_keys ADD COLUMN last_used_at INTEGER;

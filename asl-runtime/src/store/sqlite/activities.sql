-- Version 4: activities that workers do.

-- What a worker gets, until one has taken the task; null for other tasks.
ALTER TABLE token ADD COLUMN offer ANY;
CREATE INDEX token_offered ON token (resource, since, locator) WHERE offer IS NOT NULL AND standing = 'waiting';

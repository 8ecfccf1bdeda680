-- Version 6: executions that can't be read are set aside; several wishes for a redrive are known again.

-- Executions that the engine can't read, and why. The next engine tries them again.
CREATE TABLE aside (
    execution INTEGER PRIMARY KEY,
    reason TEXT NOT NULL
) STRICT;

-- What redrives were asked for with: the last ones of each execution.
CREATE TABLE redrive (
    execution INTEGER NOT NULL,
    token TEXT NOT NULL,
    time INTEGER NOT NULL,          -- when it was redriven for that
    PRIMARY KEY (execution, token)
) STRICT, WITHOUT ROWID;
INSERT INTO redrive (execution, token, time)
    SELECT id, redrive_token, redrive_time FROM execution WHERE redrive_token IS NOT NULL AND redrive_time IS NOT NULL;
ALTER TABLE execution DROP COLUMN redrive_token;

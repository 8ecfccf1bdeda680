-- Version 2: executions that others wait for, and map runs.

CREATE TABLE map_run (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    arn TEXT NOT NULL UNIQUE,
    execution INTEGER NOT NULL,
    attempt INTEGER NOT NULL,       -- its number among the attempts of its execution
    processor TEXT NOT NULL,        -- the first state of its children
    json TEXT NOT NULL,             -- as DescribeMapRun has it
    UNIQUE (execution, attempt)
) STRICT;

-- The map run that it is a child of.
ALTER TABLE execution ADD COLUMN map_run INTEGER;
CREATE INDEX execution_by_map_run ON execution (map_run) WHERE map_run IS NOT NULL;

-- Children whose ends an execution has not heard yet; they may have ended.
CREATE TABLE awaited (
    execution INTEGER NOT NULL,     -- the one that waits
    attempt INTEGER NOT NULL,       -- the attempt or the map run
    branch INTEGER NOT NULL,        -- which child of the map run
    frame INTEGER NOT NULL,
    child INTEGER NOT NULL,
    items INTEGER NOT NULL,         -- how many items of a Map the child works on
    PRIMARY KEY (execution, attempt, branch)
) STRICT, WITHOUT ROWID;
CREATE INDEX awaited_by_child ON awaited (child);

-- What is kept of the children of map runs: for the Map's result, and to be run again.
CREATE TABLE child_result (
    execution INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    branch INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('succeeded', 'failed', 'pending')),
    child INTEGER,                  -- where there is no JSON its row tells
    json ANY,
    PRIMARY KEY (execution, attempt, branch)
) STRICT, WITHOUT ROWID;

-- Messages of more kinds: `ended` tells of a child. Numbers go on, since none is ever used again.
DROP VIEW executions;
CREATE TABLE messages (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    execution INTEGER NOT NULL,
    kind TEXT NOT NULL,
    locator BLOB,
    frame INTEGER,
    attempt INTEGER,
    branch INTEGER,
    child INTEGER,
    output TEXT,
    error TEXT,
    cause TEXT
) STRICT;
INSERT INTO sqlite_sequence (name, seq) SELECT 'messages', seq FROM sqlite_sequence WHERE name = 'inbox';
INSERT INTO messages (number, execution, kind, locator, frame, attempt, output, error, cause)
    SELECT number, execution, kind, locator, frame, attempt, output, error, cause FROM inbox;
DROP TABLE inbox;
ALTER TABLE messages RENAME TO inbox;
CREATE INDEX inbox_by_execution ON inbox (execution);

CREATE VIEW executions AS
SELECT e.id, e.arn, d.machine, e.name, e.status,
    strftime('%Y-%m-%dT%H:%M:%fZ', e.start_time / 1000.0, 'unixepoch') AS started,
    strftime('%Y-%m-%dT%H:%M:%fZ', e.stop_time / 1000.0, 'unixepoch') AS stopped,
    strftime('%Y-%m-%dT%H:%M:%fZ', p.next_due / 1000.0, 'unixepoch') AS due,
    (SELECT group_concat(state, ', ') FROM frame WHERE execution = e.id) AS states,
    (SELECT count(*) FROM inbox WHERE execution = e.id) AS messages,
    p.version, p.last_event AS events,
    CASE typeof(e.input) WHEN 'integer' THEN (SELECT text FROM payload WHERE id = e.input) ELSE e.input END AS input,
    CASE typeof(e.output) WHEN 'integer' THEN (SELECT text FROM payload WHERE id = e.output) ELSE e.output END AS output,
    CASE typeof(e.error) WHEN 'integer' THEN (SELECT text FROM payload WHERE id = e.error) ELSE e.error END AS error,
    CASE typeof(e.cause) WHEN 'integer' THEN (SELECT text FROM payload WHERE id = e.cause) ELSE e.cause END AS cause,
    (SELECT arn FROM map_run WHERE id = e.map_run) AS map_run
FROM execution e JOIN definition d ON d.id = e.definition JOIN progress p ON p.execution = e.id;

CREATE VIEW map_runs AS
SELECT m.arn, e.arn AS execution, m.processor, m.json,
    (SELECT count(*) FROM awaited WHERE execution = m.execution AND attempt = m.attempt) AS running
FROM map_run m JOIN execution e ON e.id = m.execution;

CREATE VIEW children AS
SELECT e.arn AS execution, c.arn AS child, a.frame, a.attempt, a.branch, a.items
FROM awaited a JOIN execution e ON e.id = a.execution JOIN execution c ON c.id = a.child;

-- Executions of workflows, as asl-runtime keeps them: docs/store.md tells more.
--
-- Times are milliseconds since 1970-01-01T00:00:00Z; the views write them out. Texts up to 256 bytes stand where they
-- belong. Where a column of type ANY holds an integer, that is the id of a row of `payload`, which has the text.

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value ANY NOT NULL  -- `secret`: 32 random bytes that prove task tokens; `epoch`: how many engines there were
) STRICT, WITHOUT ROWID;

CREATE TABLE definition (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL,
    machine TEXT NOT NULL,
    text TEXT,          -- JSON; null until an engine that has the definition has run
    UNIQUE (hash, machine)
) STRICT;

-- What does not change while an execution runs.
CREATE TABLE execution (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    arn TEXT NOT NULL UNIQUE,
    definition INTEGER NOT NULL REFERENCES definition,
    name TEXT NOT NULL,
    uuid TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('STANDARD', 'EXPRESS')),
    start_time INTEGER NOT NULL,
    input ANY NOT NULL,
    context ANY NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED')),
    stop_time INTEGER,
    output ANY,
    error ANY,
    cause ANY,
    redrive_count INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX execution_by_status ON execution (definition, status);
CREATE INDEX execution_by_stop_time ON execution (stop_time) WHERE stop_time IS NOT NULL;

-- What every step changes: narrow, so that many are written with one page.
CREATE TABLE progress (
    execution INTEGER PRIMARY KEY,
    definition INTEGER NOT NULL,
    version INTEGER NOT NULL,       -- one more with every step
    next_due INTEGER,               -- null: it waits for messages alone, or has ended
    first_message INTEGER,          -- the number of its first message in `inbox`
    last_event INTEGER NOT NULL,
    last_time INTEGER,
    attempts INTEGER NOT NULL,
    frames INTEGER NOT NULL
) STRICT;
CREATE INDEX progress_by_due ON progress (definition, next_due) WHERE next_due IS NOT NULL;
CREATE INDEX progress_by_message ON progress (definition, first_message) WHERE first_message IS NOT NULL;

-- Places where an execution stands: the root, running branches, running items.
CREATE TABLE frame (
    execution INTEGER NOT NULL,
    frame INTEGER NOT NULL,
    parent INTEGER,
    branch INTEGER,                 -- which branch or item of the parent
    state TEXT NOT NULL,
    phase TEXT NOT NULL,            -- JSON: how far the state has got
    PRIMARY KEY (execution, frame)
) STRICT, WITHOUT ROWID;

CREATE TABLE slot (
    execution INTEGER NOT NULL,
    frame INTEGER NOT NULL,
    kind TEXT NOT NULL,             -- `input`, `variables`, `payload` …
    json ANY NOT NULL,
    PRIMARY KEY (execution, frame, kind)
) STRICT, WITHOUT ROWID;

-- Outputs of branches and items that have ended, while others run.
CREATE TABLE result (
    execution INTEGER NOT NULL,
    frame INTEGER NOT NULL,
    branch INTEGER NOT NULL,
    json ANY NOT NULL,
    PRIMARY KEY (execution, frame, branch)
) STRICT, WITHOUT ROWID;

-- Appended to, never changed.
CREATE TABLE event (
    execution INTEGER NOT NULL,
    id INTEGER NOT NULL,
    previous INTEGER NOT NULL,
    time INTEGER NOT NULL,
    type TEXT NOT NULL,
    json TEXT NOT NULL,             -- as GetExecutionHistory has it, without its data
    data ANY,                       -- JSON: its input, output or parameters
    UNIQUE (execution, id)
) STRICT;

-- Texts of more than 256 bytes, once for each execution.
CREATE TABLE payload (
    id INTEGER PRIMARY KEY,
    execution INTEGER NOT NULL,
    digest BLOB NOT NULL,           -- SHA-256 of the text
    text TEXT NOT NULL,
    UNIQUE (execution, digest)
) STRICT;

CREATE TABLE token (
    locator BLOB NOT NULL PRIMARY KEY,
    execution INTEGER NOT NULL,
    frame INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    state TEXT NOT NULL,
    resource TEXT NOT NULL,
    since INTEGER NOT NULL,
    standing TEXT NOT NULL CHECK (standing IN ('waiting', 'answered', 'closed'))
) STRICT;
CREATE INDEX token_by_execution ON token (execution);
CREATE INDEX token_waiting ON token (since, locator) WHERE standing = 'waiting';

-- What clients have to say to an execution; the engine deletes what it has heard.
CREATE TABLE inbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    execution INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('stop', 'success', 'failure', 'heartbeat')),
    locator BLOB,
    frame INTEGER,
    attempt INTEGER,
    output TEXT,
    error TEXT,
    cause TEXT
) STRICT;
CREATE INDEX inbox_by_execution ON inbox (execution);

-- Executions whose rows elsewhere are still to be deleted, little by little.
CREATE TABLE deleted (execution INTEGER PRIMARY KEY) STRICT;

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
    CASE typeof(e.cause) WHEN 'integer' THEN (SELECT text FROM payload WHERE id = e.cause) ELSE e.cause END AS cause
FROM execution e JOIN definition d ON d.id = e.definition JOIN progress p ON p.execution = e.id;

CREATE VIEW events AS
SELECT e.arn, v.id, v.previous, strftime('%Y-%m-%dT%H:%M:%fZ', v.time / 1000.0, 'unixepoch') AS time, v.type, v.json,
    CASE typeof(v.data) WHEN 'integer' THEN (SELECT text FROM payload WHERE id = v.data) ELSE v.data END AS data
FROM event v JOIN execution e ON e.id = v.execution;

CREATE VIEW waiting_tokens AS
SELECT e.arn, t.state, t.resource, strftime('%Y-%m-%dT%H:%M:%fZ', t.since / 1000.0, 'unixepoch') AS since,
    hex(t.locator) AS locator
FROM token t JOIN execution e ON e.id = t.execution WHERE t.standing = 'waiting';

-- Version 3: executions that did not succeed can be redriven.

DROP VIEW executions;

ALTER TABLE execution ADD COLUMN redrive_time INTEGER;
-- What its last redrive was asked for with.
ALTER TABLE execution ADD COLUMN redrive_token TEXT;

CREATE VIEW executions AS
SELECT e.id, e.arn, d.machine, e.name, e.status,
    strftime('%Y-%m-%dT%H:%M:%fZ', e.start_time / 1000.0, 'unixepoch') AS started,
    strftime('%Y-%m-%dT%H:%M:%fZ', e.stop_time / 1000.0, 'unixepoch') AS stopped,
    strftime('%Y-%m-%dT%H:%M:%fZ', p.next_due / 1000.0, 'unixepoch') AS due,
    (SELECT group_concat(state, ', ') FROM frame WHERE execution = e.id) AS states,
    (SELECT count(*) FROM inbox WHERE execution = e.id) AS messages,
    e.redrive_count AS redrives,
    p.version, p.last_event AS events,
    CASE typeof(e.input) WHEN 'integer' THEN (SELECT text FROM payload WHERE id = e.input) ELSE e.input END AS input,
    CASE typeof(e.output) WHEN 'integer' THEN (SELECT text FROM payload WHERE id = e.output) ELSE e.output END AS output,
    CASE typeof(e.error) WHEN 'integer' THEN (SELECT text FROM payload WHERE id = e.error) ELSE e.error END AS error,
    CASE typeof(e.cause) WHEN 'integer' THEN (SELECT text FROM payload WHERE id = e.cause) ELSE e.cause END AS cause,
    (SELECT arn FROM map_run WHERE id = e.map_run) AS map_run
FROM execution e JOIN definition d ON d.id = e.definition JOIN progress p ON p.execution = e.id;

-- Version 5: map runs are redriven and migrated with their executions.

-- The first state of a child of a map run, where it is another one than when the map run started.
ALTER TABLE execution ADD COLUMN processor TEXT;

-- How many items the child worked on; of children from before this was kept, one is assumed.
ALTER TABLE child_result ADD COLUMN items INTEGER NOT NULL DEFAULT 1;

-- The few that failed among a million are listed without a look at the others.
DROP INDEX execution_by_map_run;
CREATE INDEX execution_by_map_run ON execution (map_run, status) WHERE map_run IS NOT NULL;

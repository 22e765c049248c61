-- Set and reset in place.
-- engines: postgres
--! before
CREATE TABLE t (a integer, b integer[]); CREATE INDEX i ON t (a) WITH (fillfactor=70, deduplicate_items=off); CREATE INDEX g ON t USING gin (b); INSERT INTO t VALUES (1, '{1}');
--! after
CREATE TABLE t (a integer, b integer[]); CREATE INDEX i ON t (a) WITH (fillfactor=90); CREATE INDEX g ON t USING gin (b) WITH (fastupdate=off, gin_pending_list_limit=128);
--! changes
t ~ index g storage none -> fastupdate=off gin_pending_list_limit=128
t ~ index i storage deduplicate_items=off fillfactor=70 -> fillfactor=90

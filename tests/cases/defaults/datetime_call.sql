-- engines: sqlite
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text DEFAULT (datetime('now')), w text DEFAULT CURRENT_DATE); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')), w text DEFAULT CURRENT_TIME);

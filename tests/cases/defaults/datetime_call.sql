-- engines: sqlite mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text DEFAULT (datetime('now')), w text DEFAULT CURRENT_DATE); INSERT INTO t (id) VALUES (1);
--! before mysql
CREATE TABLE t (id integer PRIMARY KEY, v datetime DEFAULT (now() + interval 1 day), w date DEFAULT (current_date)); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')), w text DEFAULT CURRENT_TIME);
--! after mysql
CREATE TABLE t (id integer PRIMARY KEY, v datetime DEFAULT (now() + interval 7 day), w date DEFAULT (current_date + interval 1 month));

-- engines: postgres
--! before
CREATE EXTENSION btree_gist; CREATE TABLE t (id integer PRIMARY KEY, room integer NOT NULL, during tsrange NOT NULL, CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&)); INSERT INTO t VALUES (1, 1, '[2024-01-01,2024-01-02)'), (2, 2, '[2024-01-01,2024-01-02)');
--! after
CREATE EXTENSION btree_gist; CREATE TABLE t (id integer PRIMARY KEY, room integer NOT NULL, during tsrange NOT NULL, CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (room > 0)); INSERT INTO t VALUES (1, 1, '[2024-01-01,2024-01-02)'), (2, 2, '[2024-01-01,2024-01-02)');
--! changes
t - exclusion no_overlap
t + exclusion no_overlap "EXCLUDE USING gist (room WITH =, during WITH &&) WHERE ((room > 0))"

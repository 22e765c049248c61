-- engines: postgres
-- rename: t=bookings
--! before
CREATE EXTENSION btree_gist; CREATE TABLE t (id integer PRIMARY KEY, room integer NOT NULL, during tsrange NOT NULL, CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&)); INSERT INTO t VALUES (1, 1, '[2024-01-01,2024-01-02)'), (2, 2, '[2024-01-01,2024-01-02)');
--! after
CREATE EXTENSION btree_gist; CREATE TABLE bookings (id integer CONSTRAINT t_pkey PRIMARY KEY, room integer NOT NULL, during tsrange NOT NULL, CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&)); INSERT INTO bookings VALUES (1, 1, '[2024-01-01,2024-01-02)'), (2, 2, '[2024-01-01,2024-01-02)'); COMMENT ON CONSTRAINT no_overlap ON bookings IS 'Not two at once';
--! changes
> table t -> bookings
bookings ~ exclusion no_overlap comment none -> 'Not two at once'

-- engines: postgres
-- rename: p.v=w
--! before
CREATE TABLE p (id integer NOT NULL, at date NOT NULL, v text) PARTITION BY RANGE (at); CREATE TABLE p24 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'); INSERT INTO p VALUES (1, '2024-02-29', 'a'), (2, '2024-12-31', NULL);
--! after
CREATE TABLE p (id integer NOT NULL, at date NOT NULL, w text) PARTITION BY RANGE (at); CREATE TABLE p24 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
--! changes
p > v -> w
p24 > v -> w

-- Taken out and put back; no row is copied.
-- engines: postgres
--! before
CREATE TABLE p (id integer NOT NULL, at date NOT NULL, v text) PARTITION BY RANGE (at); CREATE TABLE p24 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'); INSERT INTO p VALUES (1, '2024-02-29', 'a'), (2, '2024-12-31', NULL);
--! after
CREATE TABLE p (id integer NOT NULL, at date NOT NULL, v text) PARTITION BY RANGE (at); CREATE TABLE p24 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2026-01-01');
--! changes
p24 ~ options partition of p "FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')" -> partition of p "FOR VALUES FROM ('2024-01-01') TO ('2026-01-01')"

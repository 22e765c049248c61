-- The table keeps its rows; the parent shows them.
-- engines: postgres
-- gains: p
--! before
CREATE TABLE p (id integer NOT NULL, at date NOT NULL, v text) PARTITION BY RANGE (at); CREATE TABLE p24 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'); CREATE TABLE p25 (id integer NOT NULL, at date NOT NULL, v text); INSERT INTO p25 VALUES (3, '2025-05-05', 'c');
--! after
CREATE TABLE p (id integer NOT NULL, at date NOT NULL, v text) PARTITION BY RANGE (at); CREATE TABLE p24 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'); CREATE TABLE p25 PARTITION OF p FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
--! changes
p25 ~ options none -> partition of p "FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')"

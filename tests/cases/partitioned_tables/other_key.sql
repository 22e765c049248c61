-- There is no way in place.
-- engines: postgres
--! before
CREATE TABLE p (id integer NOT NULL, at date NOT NULL, v text) PARTITION BY RANGE (at); CREATE TABLE p24 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'); INSERT INTO p VALUES (1, '2024-02-29', 'a'), (2, '2024-12-31', NULL);
--! after
CREATE TABLE p (id integer NOT NULL, at date NOT NULL, v text) PARTITION BY RANGE (at, id); CREATE TABLE p24 PARTITION OF p FOR VALUES FROM ('2024-01-01', 1) TO ('2025-01-01', 1);
--! changes
p ~ options partition by RANGE (at) -> partition by RANGE (at, id)
p24 ~ options partition of p "FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')" -> partition of p "FOR VALUES FROM ('2024-01-01', 1) TO ('2025-01-01', 1)"
--! needs
cannot change how table p is partitioned

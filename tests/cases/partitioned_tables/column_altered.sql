-- What leans on the partition's column steps aside too.
-- engines: postgres
--! before
CREATE TABLE p (id integer NOT NULL, at date NOT NULL, v text) PARTITION BY RANGE (at); CREATE TABLE p24 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'); INSERT INTO p VALUES (1, '2024-02-29', 'a'), (2, '2024-12-31', NULL); CREATE VIEW w AS SELECT v FROM p24; CREATE INDEX own ON p24 (lower(v));
--! after
CREATE TABLE p (id integer NOT NULL, at date NOT NULL, v varchar(20) DEFAULT 'z') PARTITION BY RANGE (at); CREATE TABLE p24 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'); CREATE VIEW w AS SELECT v FROM p24; CREATE INDEX own ON p24 (lower((v)::text));
--! changes
p ~ v text -> character varying(20), no default -> default ('z'::character varying)
p24 - index own
p24 + index own ((lower((v)::text)))

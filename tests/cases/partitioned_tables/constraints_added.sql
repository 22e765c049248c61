-- engines: postgres
--! before
CREATE TABLE p (id integer NOT NULL, at date NOT NULL, v text) PARTITION BY RANGE (at); CREATE TABLE p24 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'); INSERT INTO p VALUES (1, '2024-02-29', 'a'), (2, '2024-12-31', NULL); CREATE TABLE r (id integer PRIMARY KEY); INSERT INTO r VALUES (1), (2);
--! after
CREATE TABLE p (id integer NOT NULL, at date NOT NULL, v text, PRIMARY KEY (id, at), CONSTRAINT k CHECK (id > 0), CONSTRAINT u UNIQUE (at, id)) PARTITION BY RANGE (at); CREATE TABLE p24 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'); CREATE TABLE r (id integer PRIMARY KEY); ALTER TABLE p ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES r; ALTER TABLE p24 ADD CONSTRAINT own CHECK (id < 100);
--! changes
p + primary key p_pkey (id, at)
p + unique u (at, id)
p + foreign key f (id) -> r (id)
p + check k (id > 0)
p24 + check own (id < 100)

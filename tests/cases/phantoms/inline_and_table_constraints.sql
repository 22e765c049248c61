-- engines: postgres
--! before
CREATE TABLE p (id integer PRIMARY KEY, v text UNIQUE); INSERT INTO p VALUES (1, 'a');
CREATE TABLE c (id integer PRIMARY KEY, p_id integer REFERENCES p, CHECK (id > 0)); INSERT INTO c VALUES (1, 1);
--! after
CREATE TABLE p (id integer, v text, CONSTRAINT p_v_key UNIQUE (v), PRIMARY KEY (id));
CREATE TABLE c (id integer NOT NULL, p_id integer, CONSTRAINT c_id_check CHECK (id > 0), CONSTRAINT c_pkey PRIMARY KEY (id), CONSTRAINT c_p_id_fkey FOREIGN KEY (p_id) REFERENCES p (id) MATCH SIMPLE ON DELETE NO ACTION);
--! changes

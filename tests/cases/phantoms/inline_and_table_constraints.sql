-- engines: postgres mysql
--! before
CREATE TABLE p (id integer PRIMARY KEY, v text UNIQUE); INSERT INTO p VALUES (1, 'a');
CREATE TABLE c (id integer PRIMARY KEY, p_id integer REFERENCES p, CHECK (id > 0)); INSERT INTO c VALUES (1, 1);
--! before mysql
CREATE TABLE p (id integer PRIMARY KEY, v varchar(20) UNIQUE); INSERT INTO p VALUES (1, 'a');
CREATE TABLE c (id integer PRIMARY KEY, p_id integer REFERENCES p (id), KEY_two integer UNIQUE KEY); INSERT INTO c VALUES (1, 1, 2);
--! after
CREATE TABLE p (id integer, v text, CONSTRAINT p_v_key UNIQUE (v), PRIMARY KEY (id));
CREATE TABLE c (id integer NOT NULL, p_id integer, CONSTRAINT c_id_check CHECK (id > 0), CONSTRAINT c_pkey PRIMARY KEY (id), CONSTRAINT c_p_id_fkey FOREIGN KEY (p_id) REFERENCES p (id) MATCH SIMPLE ON DELETE NO ACTION);
--! after mysql
CREATE TABLE p (id integer, v varchar(20), UNIQUE (v), CONSTRAINT a_name_that_is_not_kept PRIMARY KEY (id));
CREATE TABLE c (id integer NOT NULL, p_id integer, KEY_two integer, CONSTRAINT KEY_two UNIQUE (KEY_two), PRIMARY KEY USING BTREE (id), FOREIGN KEY (p_id) REFERENCES p (id) MATCH SIMPLE ON DELETE NO ACTION);
--! changes

-- PostgreSQL cuts names at 63 bytes, inside the declared name too.
-- engines: sqlite postgres
--! before
CREATE TABLE a_table_with_a_name_that_is_far_longer_than_sixty_three_bytes_as_it_stands (id integer PRIMARY KEY, v text);
INSERT INTO a_table_with_a_name_that_is_far_longer_than_sixty_three_bytes_as_it_stands VALUES (1, 'a');
--! after
CREATE TABLE a_table_with_a_name_that_is_far_longer_than_sixty_three_bytes_as_it_stands (
    id integer PRIMARY KEY, v varchar(20) NOT NULL,
    a_column_with_a_name_that_is_far_longer_than_sixty_three_bytes_as_it_stands integer UNIQUE,
    "sloupec_s_velmi_dlouhým_jménem_které_je_delší_než_šedesát_tři_bajtů" integer
);
CREATE INDEX an_index_with_a_name_that_is_far_longer_than_sixty_three_bytes_as_it_stands ON a_table_with_a_name_that_is_far_longer_than_sixty_three_bytes_as_it_stands (v);

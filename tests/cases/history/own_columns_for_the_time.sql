-- engines: mysql
--! before
CREATE TABLE h (id int PRIMARY KEY, v int); INSERT INTO h VALUES (1, 1);
--! after
CREATE TABLE h (id int PRIMARY KEY, v int, since timestamp(6) GENERATED ALWAYS AS ROW START, `un til` timestamp(6) GENERATED ALWAYS AS ROW END INVISIBLE, PERIOD FOR SYSTEM_TIME (since, `un til`)) WITH SYSTEM VERSIONING;

-- What Aria has unless something else is said; and what another engine makes nothing of.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY) ENGINE=Aria; CREATE TABLE u (id integer PRIMARY KEY); INSERT INTO t VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY) ENGINE=Aria TRANSACTIONAL=1 PAGE_CHECKSUM=1; CREATE TABLE u (id integer PRIMARY KEY) PAGE_CHECKSUM=0;
--! changes

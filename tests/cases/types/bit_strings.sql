-- engines: postgres
--! before
CREATE TABLE t (a bit(4) DEFAULT B'1010', b bit varying(8), c text); INSERT INTO t VALUES (B'0001', B'101', '110'); CREATE INDEX i ON t (a);
--! after
CREATE TABLE t (a bit varying DEFAULT B'0', b bit varying(16), c bit varying(8)); CREATE INDEX i ON t (a);
--! changes
t ~ a bit(4) -> bit varying, default ('1010'::"bit") -> default ('0'::"bit")
t ~ b bit varying(8) -> bit varying(16)
t ~ c text -> bit varying(8)

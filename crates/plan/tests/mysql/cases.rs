//! Cases of tables, columns, checks, views and triggers: definitions before and after. Leaves out keys and indexes
//! (`key_cases`), and how they are checked.

use super::check::{Case, Down};

/// What a case says unless it says otherwise.
pub(crate) const CASE: Case = Case {
    name: "",
    before: "",
    rows: "",
    after: "",
    renames: &[],
    fills: &[],
    leave_out: false,
    hazards: &[],
    then: None,
    down: Down::Exact,
    says: &[],
    never_says: &[],
};

/// The cases.
pub(crate) const CASES: &[Case] = &[
    // ---- tables
    Case {
        name: "table created with everything",
        before: "CREATE TABLE parent (id bigint PRIMARY KEY)",
        rows: "INSERT INTO parent VALUES (1)",
        after: r#"
            CREATE TABLE parent (id bigint PRIMARY KEY);
            CREATE TABLE child (
                id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
                `Name of ``it` varchar(80) NOT NULL DEFAULT 'it''s', code varchar(20) CHARACTER SET latin1 COLLATE latin1_bin, big text DEFAULT 'x',
                made datetime(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3), seen timestamp NULL, at timestamp NOT NULL DEFAULT '2020-01-01 00:00:00',
                price decimal(12,4) DEFAULT -1.5, data json DEFAULT '{"a": [1]}', token varchar(36) DEFAULT uuid(), n int unsigned DEFAULT (1 + 2), z int(5) zerofill,
                ok tinyint(1) DEFAULT 1, size int GENERATED ALWAYS AS (char_length(code) * 2) STORED, twice int AS (n * 2) VIRTUAL COMMENT 'v',
                kind enum('a','it''s','b\\c') NOT NULL DEFAULT 'a', tags set('x','y') DEFAULT 'x,y', raw binary(16), bits bit(3) DEFAULT b'101', y year, secret int INVISIBLE DEFAULT 7,
                parent_id bigint, up int, far bigint, pos int CHECK (pos > 0), note varchar(10) COMMENT 'say "it''s" \\ é',
                UNIQUE KEY child_code (code), KEY child_long (far, n), KEY child_seen (seen DESC, big(10)), FULLTEXT KEY child_text (big), KEY child_kind (kind) COMMENT 'k' IGNORED,
                CONSTRAINT child_parent FOREIGN KEY (parent_id) REFERENCES parent (id) ON DELETE CASCADE ON UPDATE SET NULL,
                CONSTRAINT child_up FOREIGN KEY (up) REFERENCES child (id), CONSTRAINT child_far FOREIGN KEY (far) REFERENCES parent (id),
                CONSTRAINT child_price CHECK (price > 0 OR ok)) COMMENT 'it''s' COLLATE utf8mb4_bin ROW_FORMAT=DYNAMIC;
            CREATE TABLE log (id bigint NOT NULL AUTO_INCREMENT, k int, KEY log_id (id)) ENGINE=MyISAM;
            CREATE VIEW v AS SELECT id, code FROM child WHERE ok WITH CHECK OPTION; CREATE ALGORITHM=TEMPTABLE SQL SECURITY INVOKER VIEW w AS SELECT count(*) AS n FROM v;
            CREATE TRIGGER child_b BEFORE INSERT ON child FOR EACH ROW BEGIN SET NEW.price = 1; SET NEW.n = 2; END;
            CREATE TRIGGER child_a BEFORE INSERT ON child FOR EACH ROW FOLLOWS child_b SET NEW.n = NEW.n + 1"#,
        ..CASE
    },
    Case {
        name: "tables that refer to each other in a circle",
        before: "",
        after: "CREATE TABLE a (id bigint PRIMARY KEY, b_id bigint); CREATE TABLE b (id bigint PRIMARY KEY, a_id bigint, CONSTRAINT b_a FOREIGN KEY (a_id) REFERENCES a (id));
                ALTER TABLE a ADD CONSTRAINT a_b FOREIGN KEY (b_id) REFERENCES b (id)",
        ..CASE
    },
    Case {
        name: "tables that refer to each other are dropped",
        before: "CREATE TABLE a (id bigint PRIMARY KEY, b_id bigint); CREATE TABLE b (id bigint PRIMARY KEY, a_id bigint, CONSTRAINT b_a FOREIGN KEY (a_id) REFERENCES a (id));
                ALTER TABLE a ADD CONSTRAINT a_b FOREIGN KEY (b_id) REFERENCES b (id)",
        rows: "INSERT INTO a VALUES (1, NULL); INSERT INTO b VALUES (1, 1); UPDATE a SET b_id = 1",
        after: "",
        hazards: &["drops-table", "drops-table"],
        down: Down::Loses,
        ..CASE
    },
    Case {
        name: "table dropped that others refer to and a view reads",
        before: "CREATE TABLE p (id int NOT NULL AUTO_INCREMENT PRIMARY KEY); CREATE TABLE c (id bigint PRIMARY KEY, p_id int, CONSTRAINT c_p FOREIGN KEY (p_id) REFERENCES p (id));
                 CREATE VIEW v AS SELECT id FROM p; CREATE TRIGGER t BEFORE INSERT ON p FOR EACH ROW SET NEW.id = 1",
        rows: "INSERT INTO p VALUES (1); INSERT INTO c VALUES (1, 1)",
        after: "CREATE TABLE c (id bigint PRIMARY KEY, p_id int)",
        hazards: &["drops-table"],
        down: Down::Loses,
        ..CASE
    },
    Case {
        name: "tables renamed in a circle, with foreign keys",
        before: "CREATE TABLE a (id bigint PRIMARY KEY, x int); CREATE TABLE b (id bigint PRIMARY KEY, y int); CREATE TABLE c (a_id bigint, CONSTRAINT c_a FOREIGN KEY (a_id) REFERENCES a (id))",
        rows: "INSERT INTO a VALUES (1, 2); INSERT INTO b VALUES (3, 4); INSERT INTO c VALUES (1)",
        after: "CREATE TABLE d (id bigint PRIMARY KEY, x int); CREATE TABLE a (id bigint PRIMARY KEY, y int); CREATE TABLE c (a_id bigint, CONSTRAINT c_a FOREIGN KEY (a_id) REFERENCES d (id))",
        renames: &["a=d", "b=a"],
        hazards: &["breaks-old-code", "breaks-old-code"],
        ..CASE
    },
    Case {
        name: "table renamed to another letter case, with a key named by the engine",
        before: "CREATE TABLE p (id bigint PRIMARY KEY); CREATE TABLE notes (id bigint PRIMARY KEY, p_id bigint, FOREIGN KEY (p_id) REFERENCES p (id)); CREATE TRIGGER tr BEFORE INSERT ON notes FOR EACH ROW SET NEW.id = 1; CREATE VIEW v AS SELECT id FROM notes",
        rows: "INSERT INTO p VALUES (1); INSERT INTO notes VALUES (1, 1)",
        after: "CREATE TABLE p (id bigint PRIMARY KEY); CREATE TABLE Notes (id bigint PRIMARY KEY, p_id bigint, FOREIGN KEY (p_id) REFERENCES p (id)); CREATE TRIGGER tr BEFORE INSERT ON Notes FOR EACH ROW SET NEW.id = 1; CREATE VIEW v AS SELECT id FROM Notes",
        renames: &["notes=Notes"],
        hazards: &["breaks-old-code", "breaks-old-code"],
        then: Some(("SELECT CAST(count(*) AS CHAR) FROM v", "1")),
        ..CASE
    },
    Case {
        name: "table comment, collation and options",
        before: "CREATE TABLE t (id bigint PRIMARY KEY, a varchar(20), b text, c varchar(20) COLLATE utf8mb4_unicode_ci, d varchar(9) CHARACTER SET latin1) COMMENT 'a'; CREATE TABLE m (id bigint PRIMARY KEY) ENGINE=MyISAM",
        rows: "INSERT INTO t VALUES (1, 'é', 'b', 'c', 'ü'); INSERT INTO m VALUES (1)",
        after: "CREATE TABLE t (id bigint PRIMARY KEY, a varchar(20), b text, c varchar(20), d varchar(9) CHARACTER SET latin1) COMMENT 'it''s \\ b' COLLATE utf8mb4_unicode_ci ROW_FORMAT=COMPRESSED; CREATE TABLE m (id bigint PRIMARY KEY) COMMENT ''",
        hazards: &["rewrites-table", "rewrites-table"],
        ..CASE
    },
    Case {
        name: "table back to the database's collation",
        before: "CREATE TABLE t (id bigint PRIMARY KEY, a varchar(20), e enum('x','y'), c varchar(20) COLLATE utf8mb4_general_ci, j json) COLLATE latin1_bin",
        rows: "INSERT INTO t VALUES (1, 'ü', 'x', 'c', '{}')",
        after: "CREATE TABLE t (id bigint PRIMARY KEY, a varchar(20), e enum('x','y'), c varchar(20) COLLATE latin1_bin, j json)",
        hazards: &["converts-type", "converts-type", "converts-type", "rewrites-table"],
        ..CASE
    },
    // ---- columns
    Case {
        name: "columns added",
        before: "CREATE TABLE t (id bigint PRIMARY KEY, u datetime DEFAULT '2020-01-01' ON UPDATE current_timestamp())",
        rows: "INSERT INTO t (id) VALUES (1), (2)",
        after: "CREATE TABLE t (id bigint PRIMARY KEY, z text, a int NOT NULL DEFAULT 3, g int GENERATED ALWAYS AS (id * 2) STORED, h int AS (a + 1), c varchar(9) COLLATE utf8mb4_bin COMMENT 'z', s timestamp NULL, u datetime DEFAULT '2020-01-01' ON UPDATE current_timestamp(), i int INVISIBLE, k int CHECK (k > 0))",
        hazards: &["rewrites-table"],
        then: Some(("SELECT CONCAT(a, g, h, COALESCE(s, 'n'), u) FROM t WHERE id = 1", "324n2020-01-01 00:00:00")),
        ..CASE
    },
    Case {
        name: "not null columns added with fills",
        before: "CREATE TABLE t (id bigint PRIMARY KEY)",
        rows: "INSERT INTO t VALUES (1)",
        after: "CREATE TABLE t (id bigint PRIMARY KEY, nick varchar(20) NOT NULL, n int unsigned NOT NULL, d date NOT NULL, b text NOT NULL, j json NOT NULL, ok tinyint(1) NOT NULL, e enum('q','w') NOT NULL)",
        fills: &["t.nick=it's \\", "t.n=7", "t.d=2024-02-03", "t.b=long", "t.j={\"a\": 1}", "t.ok=true", "t.e=w"],
        then: Some(("SELECT CONCAT(nick, n, d, b, j, ok, e) FROM t", "it's \\72024-02-03long{\"a\": 1}1w")),
        ..CASE
    },
    Case {
        name: "not null columns added, rows may be made up",
        before: "CREATE TABLE t (id bigint PRIMARY KEY)",
        rows: "INSERT INTO t VALUES (1)",
        after: "CREATE TABLE t (id bigint PRIMARY KEY, a varchar(20) NOT NULL, b decimal(5,2) NOT NULL, c date NOT NULL, d datetime(6) NOT NULL, e timestamp NOT NULL, f time NOT NULL, g year NOT NULL, h enum('q','w') NOT NULL, i set('q','w') NOT NULL, j bit(4) NOT NULL, k json NOT NULL, l binary(3) NOT NULL, m longblob NOT NULL, n uuid NOT NULL, o point NOT NULL, p mediumint unsigned NOT NULL, q tinytext NOT NULL)",
        leave_out: true,
        hazards: &["fills-nulls", "fills-nulls", "fills-nulls", "fills-nulls", "fills-nulls", "fills-nulls", "fills-nulls", "fills-nulls", "fills-nulls", "fills-nulls", "fills-nulls", "fills-nulls", "fills-nulls", "fills-nulls", "fills-nulls", "fills-nulls", "fills-nulls"],
        then: Some(("SELECT CONCAT(c, h, g) FROM t", "1970-01-01q1970")),
        ..CASE
    },
    Case {
        name: "unique not null columns added, rows may be made up",
        before: "CREATE TABLE t (id bigint, u datetime ON UPDATE current_timestamp())",
        rows: "INSERT INTO t (id) VALUES (1), (2)",
        after: "CREATE TABLE t (id bigint, u datetime ON UPDATE current_timestamp(), nick varchar(20) NOT NULL UNIQUE, b binary(16) NOT NULL UNIQUE, d date NOT NULL UNIQUE)",
        leave_out: true,
        hazards: &["fills-nulls", "fills-nulls", "fills-nulls"],
        then: Some(("SELECT CONCAT(count(DISTINCT nick), count(DISTINCT b), count(DISTINCT d), count(u)) FROM t", "2220")),
        ..CASE
    },
    Case {
        name: "auto increment key added to rows",
        before: "CREATE TABLE t (n varchar(9)); CREATE TABLE u (n varchar(9) PRIMARY KEY)",
        rows: "INSERT INTO t VALUES ('a'), ('b'); INSERT INTO u VALUES ('a')",
        after: "CREATE TABLE t (n varchar(9), id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY); CREATE TABLE u (n varchar(9) NOT NULL, id bigint NOT NULL AUTO_INCREMENT, k int, PRIMARY KEY (id, n))",
        hazards: &["rewrites-table", "rewrites-table"],
        then: Some(("SELECT CAST(sum(id) AS CHAR) FROM t", "3")),
        ..CASE
    },
    Case {
        name: "columns dropped with what hangs on them",
        before: "CREATE TABLE p (id bigint PRIMARY KEY); CREATE TABLE t (id bigint PRIMARY KEY, a varchar(9) NOT NULL, b int NOT NULL UNIQUE, p_id bigint NOT NULL, d binary(16) NOT NULL, e date NOT NULL, g int AS (b + 1), k int CHECK (k > 0), z varchar(9) NOT NULL COMMENT 'z', CONSTRAINT t_p FOREIGN KEY (p_id) REFERENCES p (id), CONSTRAINT t_c CHECK (b > 0 OR k > 0), KEY t_a (a, b));
                 CREATE VIEW v AS SELECT id FROM t",
        rows: "INSERT INTO p VALUES (7); INSERT INTO t (id, a, b, p_id, d, e, z) VALUES (1, 'x', 1, 7, 'd', '2020-01-01', 'z'), (2, 'y', 2, 7, 'd', '2020-01-01', 'z')",
        after: "CREATE TABLE p (id bigint PRIMARY KEY); CREATE TABLE t (id bigint PRIMARY KEY, a varchar(9) NOT NULL); CREATE VIEW v AS SELECT id FROM t",
        hazards: &["drops-column", "drops-column", "drops-column", "drops-column", "drops-column", "drops-column", "drops-column"],
        down: Down::Loses,
        ..CASE
    },
    Case {
        name: "column dropped that a view and a trigger speak of",
        before: "CREATE TABLE t (id bigint PRIMARY KEY, a text); CREATE VIEW v AS SELECT id, a FROM t; CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 'x'",
        after: "CREATE TABLE t (id bigint PRIMARY KEY); CREATE VIEW v AS SELECT id FROM t",
        hazards: &["drops-column"],
        ..CASE
    },
    Case {
        name: "auto increment column dropped with its key",
        before: "CREATE TABLE t (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, a int NOT NULL)",
        rows: "INSERT INTO t (a) VALUES (5), (6)",
        after: "CREATE TABLE t (a int NOT NULL PRIMARY KEY)",
        hazards: &["drops-column", "rewrites-table"],
        ..CASE
    },
    Case {
        name: "columns renamed with everything that speaks of them",
        before: "CREATE TABLE p (id bigint PRIMARY KEY); CREATE TABLE t (id bigint PRIMARY KEY, a bigint, b varchar(20) CHECK (b <> ''), g varchar(20) AS (lower(b)) STORED, h int AS (char_length(b)), CONSTRAINT t_p FOREIGN KEY (a) REFERENCES p (id), CONSTRAINT c CHECK (char_length(b) > 1), UNIQUE KEY u (b)); CREATE VIEW v AS SELECT b FROM t; CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.b = 'xx'; CREATE TRIGGER ts BEFORE INSERT ON t FOR EACH ROW FOLLOWS tr SET NEW.id = 1",
        rows: "INSERT INTO p VALUES (1); INSERT INTO t (id, a, b) VALUES (1, 1, 'Xx')",
        after: "CREATE TABLE p (id bigint PRIMARY KEY); CREATE TABLE t (id bigint PRIMARY KEY, `A a` bigint, b2 varchar(20) CHECK (b2 <> ''), g varchar(20) AS (lower(b2)) STORED, h int AS (char_length(b2)), CONSTRAINT t_p FOREIGN KEY (`A a`) REFERENCES p (id), CONSTRAINT c CHECK (char_length(b2) > 1), UNIQUE KEY u (b2)); CREATE VIEW v AS SELECT b2 FROM t; CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.b2 = 'xx'; CREATE TRIGGER ts BEFORE INSERT ON t FOR EACH ROW FOLLOWS tr SET NEW.id = 1",
        renames: &["t.a=A a", "t.b=b2"],
        hazards: &["breaks-old-code", "breaks-old-code", "breaks-old-code"],
        never_says: &["DROP INDEX", "DROP CONSTRAINT", "DROP FOREIGN KEY", "MODIFY"],
        ..CASE
    },
    Case {
        name: "columns change places and letter case",
        before: "CREATE TABLE t (id bigint PRIMARY KEY, a int, b int, c int); CREATE VIEW v AS SELECT a FROM t",
        rows: "INSERT INTO t VALUES (1, 2, 3, 4)",
        after: "CREATE TABLE t (id bigint PRIMARY KEY, d int, b int, C int); CREATE VIEW v AS SELECT d AS a FROM t",
        renames: &["t.a=d"],
        hazards: &["breaks-old-code", "breaks-old-code"],
        ..CASE
    },
    Case {
        name: "column renamed and its type changed",
        before: "CREATE TABLE t (id bigint PRIMARY KEY, a varchar(9) DEFAULT '5', CONSTRAINT c CHECK (a <> ''), KEY i (a))",
        rows: "INSERT INTO t VALUES (1, '7'), (2, NULL)",
        after: "CREATE TABLE t (id bigint PRIMARY KEY, b int DEFAULT 5, CONSTRAINT c CHECK (b > 0), KEY i (b))",
        renames: &["t.a=b"],
        hazards: &["breaks-old-code", "converts-type", "rewrites-table"],
        then: Some(("SELECT CAST(b AS CHAR) FROM t WHERE id = 1", "7")),
        ..CASE
    },
    // ---- types
    Case {
        name: "texts widened without noise",
        before: "CREATE TABLE t (id bigint PRIMARY KEY, a varchar(10) CHARACTER SET latin1 NOT NULL DEFAULT 'x' UNIQUE, e enum('a'), CHECK (a <> ''))",
        rows: "INSERT INTO t VALUES (1, 'abc', 'a')",
        after: "CREATE TABLE t (id bigint PRIMARY KEY, a varchar(20) CHARACTER SET latin1 NOT NULL DEFAULT 'x' UNIQUE, e enum('a','b'), CHECK (a <> ''))",
        hazards: &["irreversible"],
        ..CASE
    },
    Case {
        name: "texts narrowed",
        before: "CREATE TABLE t (id bigint PRIMARY KEY, a text, b varchar(300), c set('x','y') NOT NULL)",
        rows: "INSERT INTO t VALUES (1, 'abc', 'abc', 'x')",
        after: "CREATE TABLE t (id bigint PRIMARY KEY, a varchar(3), b tinytext, c set('x') NOT NULL)",
        hazards: &["narrows-type", "narrows-type", "narrows-type", "rewrites-table"],
        ..CASE
    },
    Case {
        name: "integer keys become bigint on both sides",
        before: "CREATE TABLE p (id int NOT NULL AUTO_INCREMENT PRIMARY KEY); CREATE TABLE c (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, p_id int DEFAULT 1, CONSTRAINT c_p FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE CASCADE, CHECK (p_id > 0))",
        rows: "INSERT INTO p VALUES (1); INSERT INTO c (p_id) VALUES (1)",
        after: "CREATE TABLE p (id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY); CREATE TABLE c (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, p_id bigint unsigned DEFAULT 1, CONSTRAINT c_p FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE CASCADE, CHECK (p_id > 0))",
        hazards: &["narrows-type", "rewrites-table", "narrows-type", "rewrites-table"],
        ..CASE
    },
    Case {
        name: "values converted one way and back",
        before: "CREATE TABLE t (id bigint PRIMARY KEY, a tinyint(1) DEFAULT 1, b int DEFAULT 1, c varchar(20), d varchar(36), e text, f date, g datetime, h varchar(9), i decimal(10,2), j varchar(9))",
        rows: "INSERT INTO t VALUES (1, 1, 0, '2024-01-02', '00000000-0000-0000-0000-000000000001', '{\"a\": 1}', '2024-01-02', '2024-01-02 03:04:05', 'x', 1.5, '12'), (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)",
        after: "CREATE TABLE t (id bigint PRIMARY KEY, a bigint DEFAULT 1, b tinyint(1) DEFAULT 1, c date, d uuid, e json, f datetime, g timestamp NULL, h enum('x','y'), i double, j int unsigned)",
        hazards: &["narrows-type", "converts-type", "converts-type", "converts-type", "narrows-type", "narrows-type", "converts-type", "converts-type", "rewrites-table"],
        ..CASE
    },
    Case {
        name: "type changed under a trigger, generated columns and indexes",
        before: "CREATE TABLE t (id bigint PRIMARY KEY, a varchar(9), g int AS (char_length(a)) STORED, h varchar(9) AS (upper(a)), KEY gi (g), KEY ai (a), KEY hi (h)); CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 'x'; CREATE VIEW v AS SELECT a FROM t",
        rows: "INSERT INTO t (id, a) VALUES (1, 'abc')",
        after: "CREATE TABLE t (id bigint PRIMARY KEY, a text, g int AS (char_length(a)) STORED, h varchar(9) AS (upper(a)), KEY gi (g), KEY ai (a(5)), KEY hi (h)); CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 'x'; CREATE VIEW v AS SELECT a FROM t",
        hazards: &["rewrites-table"],
        ..CASE
    },
    Case {
        name: "labels removed, replaced and appended",
        before: "CREATE TABLE t (id bigint PRIMARY KEY, a enum('x','y','it''s') NOT NULL DEFAULT 'x', b enum('p','q'), u datetime NULL ON UPDATE current_timestamp())",
        rows: "INSERT INTO t (id, a, b) VALUES (1, 'y', 'q'), (2, 'it''s', 'p')",
        after: "CREATE TABLE t (id bigint PRIMARY KEY, a enum('x','new') NOT NULL DEFAULT 'x', b enum('p'), u datetime NULL ON UPDATE current_timestamp())",
        fills: &["t.a=new"],
        leave_out: true,
        hazards: &["removes-enum-label", "removes-enum-label", "irreversible", "removes-enum-label", "rewrites-table"],
        then: Some(("SELECT CONCAT(a, COALESCE(b, '-'), COALESCE(u, '-')) FROM t ORDER BY id", "new--\nnewp-")),
        down: Down::Loses,
        ..CASE
    },
    Case {
        name: "types that nothing becomes",
        before: "CREATE TABLE t (id bigint PRIMARY KEY, a datetime NOT NULL, b point, c int, KEY ia (a))",
        rows: "INSERT INTO t VALUES (1, '2020-01-01', POINT(1, 2), 3)",
        after: "CREATE TABLE t (id bigint PRIMARY KEY, a point NOT NULL, b varchar(9), c uuid NOT NULL, KEY ia (id, b))",
        leave_out: true,
        hazards: &["drops-column", "drops-column", "drops-column", "fills-nulls", "fills-nulls"],
        then: Some(("SELECT CONCAT(ST_AsText(a), COALESCE(b, '-'), c) FROM t", "POINT(0 0)-00000000-0000-0000-0000-000000000000")),
        down: Down::Loses,
        ..CASE
    },
    Case {
        name: "type and NULL changed at once, with fills of the new type",
        before: "CREATE TABLE t (id bigint PRIMARY KEY, a int, b varchar(9), c int)",
        rows: "INSERT INTO t VALUES (1, NULL, NULL, 1), (2, 2, '3', NULL)",
        after: "CREATE TABLE t (id bigint PRIMARY KEY, a varchar(9) NOT NULL, b int NOT NULL, c bigint NOT NULL)",
        fills: &["t.a=none", "t.b=7", "t.c=8"],
        hazards: &["fills-nulls", "converts-type", "fills-nulls", "converts-type", "fills-nulls", "rewrites-table"],
        then: Some(("SELECT CONCAT(a, b, c) FROM t ORDER BY id", "none71\n238")),
        down: Down::Loses,
        ..CASE
    },
    Case {
        name: "all columns go and others come",
        before: "CREATE TABLE t (a int, b int NOT NULL AUTO_INCREMENT, PRIMARY KEY (b), KEY ia (a))",
        rows: "INSERT INTO t VALUES (1, 2)",
        after: "CREATE TABLE t (c int DEFAULT 3, d int NOT NULL DEFAULT 4, PRIMARY KEY (d))",
        hazards: &["drops-column", "drops-column", "rewrites-table"],
        then: Some(("SELECT CONCAT(c, d) FROM t", "34")),
        down: Down::Loses,
        ..CASE
    },
    // ---- null, default, numbering
    Case {
        name: "not null set with a fill, dropped elsewhere",
        before: "CREATE TABLE t (id bigint PRIMARY KEY, a text, b varchar(9) NOT NULL, u datetime NULL ON UPDATE current_timestamp())",
        rows: "INSERT INTO t (id, a, b) VALUES (1, NULL, 'x'), (2, 'y', 'z')",
        after: "CREATE TABLE t (id bigint PRIMARY KEY, a text NOT NULL, b varchar(9), u datetime NULL ON UPDATE current_timestamp())",
        fills: &["t.a=none"],
        hazards: &["fills-nulls", "rewrites-table"],
        then: Some(("SELECT CONCAT(a, COALESCE(u, '-')) FROM t ORDER BY id", "none-\ny-")),
        down: Down::Loses,
        ..CASE
    },
    Case {
        name: "not null set, rows without a value in a key are left out",
        before: "CREATE TABLE t (id bigint PRIMARY KEY, a varchar(9))",
        rows: "INSERT INTO t VALUES (1, NULL), (2, 'y'), (3, 'y')",
        after: "CREATE TABLE t (id bigint PRIMARY KEY, a varchar(9) NOT NULL UNIQUE)",
        leave_out: true,
        hazards: &["loses-rows", "rewrites-table", "loses-rows"],
        then: Some(("SELECT CAST(id AS CHAR) FROM t", "2")),
        down: Down::Loses,
        ..CASE
    },
    Case {
        name: "defaults set, changed and dropped",
        before: "CREATE TABLE t (id bigint, a varchar(9), b int DEFAULT 1, c timestamp NOT NULL DEFAULT current_timestamp(), d tinyint(1) DEFAULT 0, e json DEFAULT '{}', f decimal(4,1) DEFAULT 0, g datetime DEFAULT current_timestamp() ON UPDATE current_timestamp(), h text DEFAULT 'a')",
        rows: "INSERT INTO t (id) VALUES (1)",
        after: "CREATE TABLE t (id bigint, a varchar(9) DEFAULT 'it''s \\\\', b int DEFAULT (1 + 2), c timestamp NULL, d tinyint(1) DEFAULT (NOT 1), e json DEFAULT '[]', f decimal(4,1) DEFAULT -0.5, g datetime DEFAULT (current_timestamp() + interval 1 day), h text DEFAULT (concat('a', 'b')))",
        never_says: &["UPDATE `t`"],
        ..CASE
    },
    Case {
        name: "auto increment appears, goes and moves on",
        before: "CREATE TABLE a (id bigint PRIMARY KEY); CREATE TABLE b (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, n int); CREATE TABLE c (id int NOT NULL, n int)",
        rows: "INSERT INTO a VALUES (41); INSERT INTO b (n) VALUES (1); INSERT INTO c VALUES (3, 1)",
        after: "CREATE TABLE a (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY); CREATE TABLE b (id bigint NOT NULL PRIMARY KEY, n int); CREATE TABLE c (id bigint NOT NULL AUTO_INCREMENT, n int, KEY c_id (id, n))",
        hazards: &["rewrites-table", "rewrites-table"],
        then: Some(("SELECT CAST(AUTO_INCREMENT AS CHAR) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'a'", "42")),
        ..CASE
    },
    Case {
        name: "generated columns change, appear and go",
        before: "CREATE TABLE t (id bigint PRIMARY KEY, a varchar(9), g varchar(20) AS (lower(a)) STORED, h varchar(20), i varchar(20) AS (upper(a)) STORED, j varchar(20) AS (upper(a)), k varchar(20) AS (lower(a)), l int AS (id + 1), KEY ig (g), KEY ij (j), KEY il (l))",
        rows: "INSERT INTO t (id, a, h) VALUES (1, 'Aa', NULL)",
        after: "CREATE TABLE t (id bigint PRIMARY KEY, a varchar(9), g varchar(20) AS (concat(a, 'x')) STORED, h varchar(20) AS (concat(a, 'h')) STORED, i varchar(20), j varchar(20), k varchar(20) AS (lower(a)) STORED, l int AS (id + 2), KEY ig (g), KEY ij (j), KEY il (l))",
        hazards: &["rewrites-table", "drops-column", "rewrites-table", "rewrites-table"],
        then: Some(("SELECT CONCAT(g, h, i, j, k, l) FROM t", "AaxAahAAAAaa3")),
        down: Down::Loses,
        ..CASE
    },
    Case {
        name: "generated columns over columns that come and go",
        before: "CREATE TABLE t (id bigint PRIMARY KEY, a int, b int, g int AS (a + b) STORED, h int AS (b + 1), i int AS (h + 1), KEY ih (h, a))",
        rows: "INSERT INTO t (id, a, b) VALUES (1, 2, 3)",
        after: "CREATE TABLE t (id bigint PRIMARY KEY, a int, c int DEFAULT 5, g int, h int AS (c + 1), i int AS (h + 2), KEY ih (h, a))",
        hazards: &["rewrites-table", "drops-column"],
        then: Some(("SELECT CONCAT(g, h, i) FROM t", "568")),
        down: Down::Loses,
        ..CASE
    },
    Case {
        name: "comments and visibility",
        before: "CREATE TABLE t (a int COMMENT 'a', b int, c varchar(9) COMPRESSED)",
        rows: "INSERT INTO t VALUES (1, 2, 'c')",
        after: "CREATE TABLE t (a int, b int INVISIBLE COMMENT 'é \\\\ ''\n\"', c varchar(9))",
        hazards: &["rewrites-table"],
        ..CASE
    },
    // ---- checks
    Case {
        name: "checks appear, change and go",
        before: "CREATE TABLE t (a int CHECK (a > 0), b int, c int CHECK (c > 0), d int, CONSTRAINT k1 CHECK (a > 0), CONSTRAINT k2 CHECK (c > 0), CONSTRAINT old_k CHECK (b < 9))",
        rows: "INSERT INTO t VALUES (1, 1, 1, 1)",
        after: "CREATE TABLE t (a int, b int CHECK (b > 0), c int CHECK (c > 0 OR e IS NULL), d int, e int, CONSTRAINT k1 CHECK (a > 0 OR b IS NULL), CONSTRAINT k3 CHECK (d > 0), CONSTRAINT new_k CHECK (b < 9))",
        ..CASE
    },
    Case {
        name: "new checks leave out what does not fit",
        before: "CREATE TABLE t (id int, a int, b int)",
        rows: "INSERT INTO t VALUES (1, 1, 1), (2, 0, 1), (3, 1, 0), (4, NULL, NULL)",
        after: "CREATE TABLE t (id int, a int CHECK (a > 0), b int, CONSTRAINT k CHECK (b > 0))",
        leave_out: true,
        hazards: &["loses-rows", "loses-rows"],
        then: Some(("SELECT CAST(id AS CHAR) FROM t ORDER BY id", "1\n4")),
        down: Down::Loses,
        ..CASE
    },
    // ---- views and triggers
    Case {
        name: "views and triggers changed",
        before: "CREATE TABLE t (a bigint); CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w AS SELECT a FROM v; CREATE TRIGGER x AFTER INSERT ON t FOR EACH ROW SET @n = 1; CREATE TRIGGER y AFTER INSERT ON t FOR EACH ROW FOLLOWS x SET @n = 2; CREATE TRIGGER z AFTER INSERT ON t FOR EACH ROW FOLLOWS y SET @n = 3",
        rows: "INSERT INTO t VALUES (1)",
        after: "CREATE TABLE t (a bigint); CREATE VIEW v AS SELECT a + 1 AS a FROM t; CREATE VIEW w AS SELECT a FROM v; CREATE TRIGGER x AFTER DELETE ON t FOR EACH ROW SET @n = 1; CREATE TRIGGER y AFTER INSERT ON t FOR EACH ROW SET @n = 4; CREATE TRIGGER z AFTER INSERT ON t FOR EACH ROW FOLLOWS y SET @n = 3",
        ..CASE
    },
    Case {
        name: "table renamed under views and triggers",
        before: "CREATE TABLE t (a bigint); CREATE TABLE o (b bigint); CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w AS SELECT a FROM v; CREATE TRIGGER x AFTER INSERT ON o FOR EACH ROW INSERT INTO t VALUES (NEW.b); CREATE TRIGGER y AFTER INSERT ON t FOR EACH ROW SET @n = 2",
        rows: "INSERT INTO t VALUES (1)",
        after: "CREATE TABLE `T 2` (a bigint); CREATE TABLE o (b bigint); CREATE VIEW v AS SELECT a FROM `T 2`; CREATE VIEW w AS SELECT a FROM v; CREATE TRIGGER x AFTER INSERT ON o FOR EACH ROW INSERT INTO `T 2` VALUES (NEW.b); CREATE TRIGGER y AFTER INSERT ON `T 2` FOR EACH ROW SET @n = 2",
        renames: &["t=T 2"],
        hazards: &["breaks-old-code", "breaks-old-code"],
        ..CASE
    },
];

//! Cases of primary keys, indexes and foreign keys, and of the indexes that these need. Leaves out everything else
//! (`cases`).

use super::cases::CASE;
use super::check::{Case, Down};

/// The cases.
pub(crate) const CASES: &[Case] = &[
    Case {
        name: "primary key added, changed and dropped",
        before: "CREATE TABLE a (id bigint NOT NULL, k varchar(9) NOT NULL); CREATE TABLE b (id bigint, k varchar(9) NOT NULL, PRIMARY KEY (id)); CREATE TABLE c (id bigint PRIMARY KEY)",
        rows: "INSERT INTO a VALUES (1, 'x'); INSERT INTO b VALUES (1, 'x'); INSERT INTO c VALUES (1)",
        after: "CREATE TABLE a (id bigint PRIMARY KEY, k varchar(9) NOT NULL); CREATE TABLE b (id bigint NOT NULL, k varchar(9), PRIMARY KEY (k, id)); CREATE TABLE c (id bigint)",
        hazards: &["rewrites-table", "rewrites-table", "rewrites-table"],
        ..CASE
    },
    Case {
        name: "primary key of an auto increment column changed",
        before: "CREATE TABLE t (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, k int NOT NULL); CREATE TABLE u (id bigint NOT NULL AUTO_INCREMENT, k int NOT NULL, PRIMARY KEY (k), KEY u_id (id))",
        rows: "INSERT INTO t (k) VALUES (5); INSERT INTO u (k) VALUES (5)",
        after: "CREATE TABLE t (id bigint NOT NULL AUTO_INCREMENT, k int NOT NULL, tenant int NOT NULL DEFAULT 1, PRIMARY KEY (tenant, k), UNIQUE KEY t_id (id)); CREATE TABLE u (id bigint NOT NULL AUTO_INCREMENT, k int NOT NULL, PRIMARY KEY (id))",
        hazards: &["rewrites-table", "rewrites-table"],
        never_says: &["MODIFY"],
        ..CASE
    },
    Case {
        name: "primary key loses a column that goes",
        before: "CREATE TABLE t (id bigint NOT NULL AUTO_INCREMENT, part int NOT NULL DEFAULT 1, PRIMARY KEY (id, part))",
        rows: "INSERT INTO t (part) VALUES (1), (1)",
        after: "CREATE TABLE t (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY)",
        hazards: &["rewrites-table", "drops-column", "rewrites-table"],
        down: Down::Loses,
        ..CASE
    },
    Case {
        name: "unique columns dropped that point at other rows or have a default",
        before: "CREATE TABLE p (id bigint PRIMARY KEY); CREATE TABLE t (id bigint PRIMARY KEY, p_id bigint NOT NULL, d int NOT NULL DEFAULT 5, e int DEFAULT 6, u datetime NULL ON UPDATE current_timestamp(), UNIQUE KEY t_p (p_id), UNIQUE KEY t_d (d), UNIQUE KEY t_e (e), CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id))",
        rows: "INSERT INTO p VALUES (7), (8); INSERT INTO t (id, p_id, d, e) VALUES (1, 7, 1, 1), (2, 8, 2, 2)",
        after: "CREATE TABLE p (id bigint PRIMARY KEY); CREATE TABLE t (id bigint PRIMARY KEY, u datetime NULL ON UPDATE current_timestamp())",
        hazards: &["drops-column", "drops-column", "drops-column"],
        says: &["row_number()"],
        down: Down::Loses,
        ..CASE
    },
    Case {
        name: "unique columns added with a default",
        before: "CREATE TABLE t (id bigint PRIMARY KEY)",
        rows: "INSERT INTO t VALUES (1), (2)",
        after: "CREATE TABLE t (id bigint PRIMARY KEY, a int NOT NULL DEFAULT 5 UNIQUE, b enum('x','y') DEFAULT 'x' UNIQUE)",
        leave_out: true,
        hazards: &["fills-nulls"],
        then: Some(("SELECT CONCAT(count(DISTINCT a), count(b)) FROM t", "20")),
        ..CASE
    },
    Case {
        name: "primary key changed that a foreign key points at",
        before: "CREATE TABLE p (id bigint PRIMARY KEY, k bigint NOT NULL); CREATE TABLE c (p_id bigint, CONSTRAINT c_p FOREIGN KEY (p_id) REFERENCES p (id))",
        rows: "INSERT INTO p VALUES (1, 2); INSERT INTO c VALUES (1)",
        after: "CREATE TABLE p (id bigint NOT NULL UNIQUE, k bigint PRIMARY KEY); CREATE TABLE c (p_id bigint, CONSTRAINT c_p FOREIGN KEY (p_id) REFERENCES p (id))",
        hazards: &["rewrites-table"],
        never_says: &["FOREIGN KEY"],
        ..CASE
    },
    Case {
        name: "foreign keys appear, change, are renamed and go",
        before: "CREATE TABLE p (id bigint PRIMARY KEY, k varchar(9) UNIQUE); CREATE TABLE t (a bigint, b varchar(9), c bigint, d bigint, CONSTRAINT f1 FOREIGN KEY (a) REFERENCES p (id), CONSTRAINT f2 FOREIGN KEY (c) REFERENCES p (id) ON DELETE CASCADE, CONSTRAINT old_f FOREIGN KEY (d) REFERENCES p (id))",
        rows: "INSERT INTO p VALUES (1, 'k'); INSERT INTO t VALUES (1, 'k', 1, 1)",
        after: "CREATE TABLE p (id bigint PRIMARY KEY, k varchar(9) UNIQUE); CREATE TABLE t (a bigint, b varchar(9), c bigint, d bigint, CONSTRAINT f3 FOREIGN KEY (b) REFERENCES p (k), CONSTRAINT f2 FOREIGN KEY (c) REFERENCES p (id) ON DELETE SET NULL ON UPDATE CASCADE, CONSTRAINT new_f FOREIGN KEY (d) REFERENCES p (id))",
        ..CASE
    },
    Case {
        name: "an index comes that serves a foreign key",
        before: "CREATE TABLE p (id bigint PRIMARY KEY); CREATE TABLE t (a bigint, b int, CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id)); CREATE TABLE u (a bigint, b int, KEY f2 (a), CONSTRAINT f2 FOREIGN KEY (a) REFERENCES p (id))",
        rows: "INSERT INTO p VALUES (1); INSERT INTO t VALUES (1, 2)",
        after: "CREATE TABLE p (id bigint PRIMARY KEY); CREATE TABLE t (a bigint, b int, KEY ix (a, b), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id)); CREATE TABLE u (a bigint, b int, KEY iy (a), CONSTRAINT f2 FOREIGN KEY (a) REFERENCES p (id))",
        never_says: &["DROP FOREIGN KEY"],
        ..CASE
    },
    Case {
        name: "the index goes that served a foreign key",
        before: "CREATE TABLE p (id bigint PRIMARY KEY); CREATE TABLE t (a bigint, b int, KEY ix (a, b), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id)); CREATE TABLE u (a bigint, b int, UNIQUE KEY iy (a), CONSTRAINT f2 FOREIGN KEY (a) REFERENCES p (id))",
        rows: "INSERT INTO p VALUES (1); INSERT INTO t VALUES (1, 2)",
        after: "CREATE TABLE p (id bigint PRIMARY KEY); CREATE TABLE t (a bigint, b int, CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id)); CREATE TABLE u (a bigint, b int, CONSTRAINT f2 FOREIGN KEY (a) REFERENCES p (id))",
        never_says: &["DROP FOREIGN KEY"],
        ..CASE
    },
    Case {
        name: "the index that serves a foreign key is replaced",
        before: "CREATE TABLE p (id bigint PRIMARY KEY, k bigint, KEY pk (k)); CREATE TABLE t (a bigint, b int, KEY ix (a, b), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (k))",
        rows: "INSERT INTO p VALUES (1, 1); INSERT INTO t VALUES (1, 2)",
        after: "CREATE TABLE p (id bigint PRIMARY KEY, k bigint, UNIQUE KEY pk (k)); CREATE TABLE t (a bigint, b int, c int, KEY ix (a, c), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (k))",
        never_says: &["FOREIGN KEY", "`f`"],
        ..CASE
    },
    Case {
        name: "the column goes that an index of a foreign key has too",
        before: "CREATE TABLE p (id bigint PRIMARY KEY); CREATE TABLE t (a bigint, b int, KEY ix (a, b), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id))",
        rows: "INSERT INTO p VALUES (1); INSERT INTO t VALUES (1, NULL)",
        after: "CREATE TABLE p (id bigint PRIMARY KEY); CREATE TABLE t (a bigint, CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id))",
        hazards: &["drops-column"],
        ..CASE
    },
    Case {
        name: "foreign keys over two columns share an index",
        before: "CREATE TABLE p (a bigint, b bigint, PRIMARY KEY (a, b), KEY pb (b)); CREATE TABLE t (a bigint, b bigint, CONSTRAINT f1 FOREIGN KEY (a) REFERENCES p (a))",
        rows: "INSERT INTO p VALUES (1, 2); INSERT INTO t VALUES (1, 2)",
        after: "CREATE TABLE p (a bigint, b bigint, PRIMARY KEY (a, b), KEY pb (b)); CREATE TABLE t (a bigint, b bigint, CONSTRAINT f1 FOREIGN KEY (a) REFERENCES p (a), CONSTRAINT f2 FOREIGN KEY (a, b) REFERENCES p (a, b), CONSTRAINT f3 FOREIGN KEY (b) REFERENCES p (b))",
        ..CASE
    },
    Case {
        name: "type changed at the end of a foreign key that points at the table itself",
        before: "CREATE TABLE t (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, up int, KEY ix (up), CONSTRAINT f FOREIGN KEY (up) REFERENCES t (id) ON DELETE CASCADE)",
        rows: "INSERT INTO t VALUES (1, NULL), (2, 1)",
        after: "CREATE TABLE t (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, up bigint, KEY ix (up), CONSTRAINT f FOREIGN KEY (up) REFERENCES t (id) ON DELETE CASCADE)",
        hazards: &["rewrites-table"],
        ..CASE
    },
    Case {
        name: "collation changed at both ends of a foreign key",
        before: "CREATE TABLE p (k varchar(20) PRIMARY KEY); CREATE TABLE t (k varchar(20), CONSTRAINT f FOREIGN KEY (k) REFERENCES p (k))",
        rows: "INSERT INTO p VALUES ('a'); INSERT INTO t VALUES ('a')",
        after: "CREATE TABLE p (k varchar(20) PRIMARY KEY) COLLATE utf8mb4_bin; CREATE TABLE t (k varchar(20) COLLATE utf8mb4_bin, CONSTRAINT f FOREIGN KEY (k) REFERENCES p (k))",
        hazards: &["rewrites-table", "rewrites-table"],
        ..CASE
    },
    Case {
        name: "new keys leave out what does not fit",
        before: "CREATE TABLE p (id bigint PRIMARY KEY); CREATE TABLE t (row_id int PRIMARY KEY, id bigint, a bigint, b varchar(20))",
        rows: "INSERT INTO p VALUES (1); INSERT INTO t VALUES (1, 1, 1, 'xab'), (2, 1, 1, 'y'), (3, 2, 5, 'x'), (4, 3, NULL, 'xac'), (5, NULL, 1, 'w'), (6, NULL, NULL, 'v')",
        after: "CREATE TABLE p (id bigint PRIMARY KEY); CREATE TABLE t (row_id int PRIMARY KEY, id bigint, a bigint, b varchar(20), UNIQUE KEY i (id), UNIQUE KEY j (b (2)), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id))",
        leave_out: true,
        hazards: &["loses-rows", "loses-rows", "loses-rows"],
        then: Some(("SELECT CAST(row_id AS CHAR) FROM t ORDER BY 1", "1\n5\n6")),
        down: Down::Loses,
        ..CASE
    },
    Case {
        name: "a new primary key leaves out rows that repeat it",
        before: "CREATE TABLE t (a int NOT NULL PRIMARY KEY, b int NOT NULL); CREATE TABLE u (a int NOT NULL, b int NOT NULL, UNIQUE KEY u_a (a))",
        rows: "INSERT INTO t VALUES (1, 1), (2, 1), (3, 2); INSERT INTO u VALUES (1, 1), (2, 1)",
        after: "CREATE TABLE t (a int NOT NULL, b int NOT NULL PRIMARY KEY); CREATE TABLE u (a int NOT NULL, b int NOT NULL PRIMARY KEY, UNIQUE KEY u_a (a))",
        leave_out: true,
        hazards: &["loses-rows", "rewrites-table", "loses-rows", "rewrites-table"],
        then: Some(("SELECT CAST(a AS CHAR) FROM t ORDER BY 1", "1\n3")),
        down: Down::Loses,
        ..CASE
    },
    Case {
        name: "indexes appear, change and go",
        before: "CREATE TABLE t (a bigint, b varchar(300), c text, g point NOT NULL, KEY i1 (a) COMMENT 'one', KEY i2 (b (10)), KEY i3 (c (20)), KEY i5 (a, b (5)) USING HASH)",
        rows: "INSERT INTO t VALUES (1, 'b', 'c', POINT(1, 2))",
        after: "CREATE TABLE t (a bigint, b varchar(300), c text, g point NOT NULL, KEY i1 (a DESC, b (5)), UNIQUE KEY i2 (b (20)), FULLTEXT KEY i4 (c, b), SPATIAL KEY i6 (g), KEY i7 (a) COMMENT 'it''s' IGNORED)",
        ..CASE
    },
    Case {
        name: "indexes renamed",
        before: "CREATE TABLE t (a bigint, b int, KEY old_i (a), UNIQUE KEY old_u (b), KEY x (a, b), KEY q (b, a))",
        rows: "INSERT INTO t VALUES (1, 2)",
        after: "CREATE TABLE t (a bigint, b int, KEY `new``i` (a), UNIQUE KEY Old_U (b), KEY x2 (a, b), KEY `select` (b, a))",
        never_says: &["DROP", "ADD"],
        ..CASE
    },
    Case {
        name: "tables of a foreign key exchange and columns renamed at once",
        before: "CREATE TABLE p (id bigint PRIMARY KEY); CREATE TABLE c (id bigint PRIMARY KEY, p_id bigint, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id))",
        rows: "INSERT INTO p VALUES (1); INSERT INTO c VALUES (1, 1)",
        after: "CREATE TABLE `Käse` (nr bigint PRIMARY KEY); CREATE TABLE p (id bigint PRIMARY KEY, `order` bigint, CONSTRAINT f FOREIGN KEY (`order`) REFERENCES `Käse` (nr))",
        renames: &["p=Käse", "c=p", "Käse.id=nr", "p.p_id=order"],
        hazards: &["breaks-old-code", "breaks-old-code", "breaks-old-code", "breaks-old-code"],
        never_says: &["FOREIGN KEY", "INDEX"],
        ..CASE
    },
];

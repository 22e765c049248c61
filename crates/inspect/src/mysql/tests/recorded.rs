//! The reader from rows as servers give them: MariaDB's copied from 10.11, MySQL's as the 8.0 manual describes them.

use driftline_schema::notation::{print_schema, print_table};
use driftline_schema::{Schema, TableCase};

use super::super::draft::Draft;
use super::super::row::Fields;
use super::super::server::Server;
use super::super::{Take, column, constraint, event, index, routine, table, trigger, view};

type Row<'a> = &'a [Option<&'a str>];

/// What a server answers to each query; a query that is not here has no rows.
#[derive(Default)]
struct Answers<'a> {
    tables: &'a [Row<'a>],
    columns: &'a [Row<'a>],
    indexes: &'a [Row<'a>],
    key_columns: &'a [Row<'a>],
    rules: &'a [Row<'a>],
    checks: &'a [Row<'a>],
    views: &'a [Row<'a>],
    triggers: &'a [Row<'a>],
    routines: &'a [Row<'a>],
    parameters: &'a [Row<'a>],
    events: &'a [Row<'a>],
}

const MARIADB: Row<'_> =
    &[Some("10.11.19-MariaDB-0+deb12u1"), Some("Debian 12"), Some("shop"), Some("utf8mb4_unicode_ci"), Some("0")];
const MYSQL: Row<'_> =
    &[Some("8.0.36"), Some("MySQL Community Server - GPL"), Some("shop"), Some("utf8mb4_0900_ai_ci"), Some("0")];

fn read(server: Row<'_>, answers: &Answers<'_>) -> Schema {
    let server = Server::read(&mut Fields::recorded(server)).expect("reads").expect("a database");
    let mut draft = Draft::new(server);
    let steps: [(&[Row<'_>], Take); 11] = [
        (answers.tables, table::take),
        (answers.columns, column::take),
        (answers.indexes, index::take),
        (answers.key_columns, constraint::take_column),
        (answers.rules, constraint::take_rule),
        (answers.checks, constraint::take_check),
        (answers.views, view::take),
        (answers.triggers, trigger::take),
        (answers.routines, routine::take),
        (answers.parameters, routine::take_parameter),
        (answers.events, event::take),
    ];
    for (rows, take) in steps {
        draft.take_all(rows.iter().map(|row| Fields::recorded(row)), take).expect("reads");
    }
    draft.finish()
}

/// The one table of a schema, in one line.
fn line(schema: &Schema) -> String {
    assert_eq!(schema.tables.len(), 1, "{}", print_schema(schema));
    schema.tables.values().map(print_table).collect()
}

const NO: Option<&str> = None;

/// A row of texts; an empty one stands for itself, `NO` for NULL.
macro_rules! row {
    ($($field:expr),* $(,)?) => { &[$(Into::<Option<&str>>::into($field)),*] };
}

#[test]
fn mariadb_is_read_as_it_prints() {
    let schema = read(
        MARIADB,
        &Answers {
            tables: &[
                row![
                    "child",
                    "BASE TABLE",
                    "InnoDB",
                    "utf8mb4_unicode_ci",
                    "row_format=COMPRESSED key_block_size=8",
                    "It's"
                ],
                row!["seaql_migrations", "BASE TABLE", "InnoDB", "utf8mb4_unicode_ci", "", ""],
                row!["sq", "SEQUENCE", "InnoDB", "utf8mb4_unicode_ci", "", ""],
            ],
            columns: &[
                // Not in the order of the table.
                row!["child", "3", "j", "longtext", "YES", "'{}'", "", NO, "utf8mb4_bin", "", NO],
                row!["child", "1", "n", "int(10) unsigned", "NO", NO, "auto_increment", NO, NO, "", NO],
                row![
                    "child",
                    "2",
                    "name",
                    "varchar(10)",
                    "YES",
                    "'it''s'",
                    "",
                    NO,
                    "latin1_swedish_ci",
                    "a ''name",
                    NO
                ],
                row![
                    "child",
                    "4",
                    "at",
                    "timestamp(3)",
                    "NO",
                    "current_timestamp(3)",
                    "on update current_timestamp(3)",
                    NO,
                    NO,
                    "",
                    NO
                ],
                row!["child", "5", "g", "int(11)", "YES", "NULL", "STORED GENERATED", "`n` + 1", NO, "", NO],
                row![
                    "child",
                    "6",
                    "v",
                    "int(11)",
                    "YES",
                    "NULL",
                    "VIRTUAL GENERATED, INVISIBLE",
                    "`n` + 2",
                    NO,
                    "",
                    NO
                ],
                row![
                    "child",
                    "7",
                    "z",
                    "text /*M!100301 COMPRESSED*/",
                    "YES",
                    "NULL",
                    "",
                    NO,
                    "utf8mb4_unicode_ci",
                    "",
                    NO
                ],
                row!["child", "8", "flag", "tinyint(1)", "NO", "1", "", NO, NO, "", NO],
                row!["child", "9", "next", "int(11)", "YES", "(nextval(`shop`.`sq`) + 1)", "", NO, NO, "", NO],
                row!["child", "10", "parent_id", "int(11)", "YES", "NULL", "", NO, NO, "", NO],
                row![
                    "seaql_migrations",
                    "1",
                    "version",
                    "varchar(255)",
                    "NO",
                    NO,
                    "",
                    NO,
                    "utf8mb4_unicode_ci",
                    "",
                    NO
                ],
                row!["gone", "1", "a", "int(11)", "NO", NO, "", NO, NO, "", NO],
            ],
            indexes: &[
                row!["child", "u", "0", "2", "name", "D", "4", "BTREE", "", "ix", "NO", NO],
                row!["child", "PRIMARY", "0", "1", "n", "A", NO, "BTREE", "", "", "NO", NO],
                row!["child", "u", "0", "1", "n", "A", NO, "BTREE", "", "ix", "NO", NO],
                row!["child", "fk", "1", "1", "parent_id", "A", NO, "BTREE", "", "", "NO", NO],
                row!["child", "ft", "1", "1", "z", NO, NO, "FULLTEXT", "", "", "NO", NO],
                row!["child", "ig", "1", "1", "g", "A", NO, "BTREE", "", "", "YES", NO],
            ],
            key_columns: &[row!["child", "fk", "1", "parent_id", "shop", "parent", "id"]],
            rules: &[row!["child", "fk", "RESTRICT", "CASCADE"]],
            checks: &[
                row!["child", "j", "Column", "json_valid(`j`)", "YES"],
                row!["child", "n", "Column", "`n` > 0", "YES"],
                row!["child", "CONSTRAINT_1", "Table", "`name` <> 'it\\'s'", "YES"],
            ],
            ..Answers::default()
        },
    );
    assert_eq!(
        line(&schema),
        "child: n int unsigned pk auto, name varchar(10) default 'it''s' collate latin1_swedish_ci comment \"a ''name\", \
        j json default '{}', at timestamp(3) not null default (current_timestamp(3)) on update (current_timestamp(3)), \
        g int as (`n` + 1) stored, v int as (`n` + 2) attribute \"invisible\", z text attribute \"compressed\", \
        flag tinyint(1) not null default 1, next int default (nextval(`sq`) + 1), parent_id int \
        | index ft using fulltext (z) | index ig (g) with (\"ignored\") | unique index u (n, name prefix 4 desc) comment \"ix\" \
        | fk fk (parent_id) -> parent (id) on delete cascade | check (`n` > 0) of n | check CONSTRAINT_1 (`name` <> 'it''s') \
        | comment \"It's\" | with \"key_block_size=8\" | with \"row_format=COMPRESSED\""
    );
}

#[test]
fn mysql_is_put_into_the_same_words() {
    let schema = read(
        MYSQL,
        &Answers {
            tables: &[row!["child", "BASE TABLE", "InnoDB", "utf8mb4_0900_ai_ci", "", ""]],
            columns: &[
                row!["child", "1", "n", "int unsigned", "NO", NO, "auto_increment", "", NO, "", NO],
                row!["child", "2", "name", "varchar(10)", "YES", "it's", "", "", "utf8mb4_bin", "", NO],
                row![
                    "child",
                    "3",
                    "j",
                    "json",
                    "YES",
                    "json_array(_utf8mb4\\'a\\\\\\'b\\')",
                    "DEFAULT_GENERATED",
                    "",
                    NO,
                    "",
                    NO
                ],
                row![
                    "child",
                    "4",
                    "at",
                    "timestamp(3)",
                    "NO",
                    "CURRENT_TIMESTAMP(3)",
                    "DEFAULT_GENERATED on update CURRENT_TIMESTAMP(3)",
                    "",
                    NO,
                    "",
                    NO
                ],
                row![
                    "child",
                    "5",
                    "g",
                    "varchar(9)",
                    "YES",
                    NO,
                    "STORED GENERATED INVISIBLE",
                    "concat(`name`,_utf8mb4\\'x\\')",
                    "utf8mb4_0900_ai_ci",
                    "",
                    NO
                ],
                row!["child", "6", "p", "point", "NO", NO, "", "", NO, "", "4326"],
                row!["child", "7", "flag", "tinyint(1)", "NO", "1", "", "", NO, "", NO],
                row!["child", "8", "none", "int", "YES", NO, "", "", NO, "", NO],
                row!["child", "9", "ids", "bigint", "YES", NO, "VIRTUAL GENERATED", "(`n` * 2)", NO, "", NO],
            ],
            indexes: &[
                row!["child", "PRIMARY", "0", "1", "n", "A", NO, "BTREE", "", "", "NO", NO],
                row!["child", "f", "1", "1", NO, "A", NO, "BTREE", "", "", "NO", "lower(`name`)"],
                row!["child", "f", "1", "2", "n", "D", NO, "BTREE", "", "", "NO", NO],
                row!["child", "hidden", "1", "1", "name", "A", "3", "BTREE", "", "", "YES", NO],
                row!["child", "sp", "1", "1", "p", "A", "32", "SPATIAL", "", "", "NO", NO],
            ],
            key_columns: &[row!["child", "fk", "1", "n", "other", "parent", "id"]],
            rules: &[row!["child", "fk", "NO ACTION", "SET NULL"]],
            checks: &[
                row!["child", "ck", "Table", "((`n` > 0) and (`name` <> _utf8mb4\\'it\\\\\\'s\\'))", "YES"],
                row!["child", "name", "Table", "(`name` <> _utf8mb4\\'\\')", "NO"],
            ],
            ..Answers::default()
        },
    );
    assert_eq!(
        line(&schema),
        "child: n int unsigned pk auto, name varchar(10) default 'it''s' collate utf8mb4_bin, j json default (json_array('a''b')), \
        at timestamp(3) not null default (current_timestamp(3)) on update (current_timestamp(3)), \
        g varchar(9) as (concat(`name`,'x')) stored attribute \"invisible\", p point not null attribute \"srid=4326\", \
        flag tinyint(1) not null default 1, none int, ids bigint as (`n` * 2) \
        | index f (lower(`name`), n desc) | index hidden (name prefix 3) with (\"invisible\") | index sp using spatial (p) \
        | fk fk (n) -> other.parent (id) on delete set null | check ck ((`n` > 0) and (`name` <> 'it''s')) | check name (`name` <> '')"
    );
    let named: Vec<&str> = schema.not_compared.iter().map(|found| found.object.as_str()).collect();
    assert_eq!(named, ["check name of table child"]);
}

#[test]
fn views_and_triggers_become_statements() {
    let tables: &[Row<'_>] = &[
        row!["t", "BASE TABLE", "InnoDB", "utf8mb4_unicode_ci", "", ""],
        row!["plain", "VIEW", NO, NO, NO, "VIEW"],
        row!["v`w", "VIEW", NO, NO, NO, "VIEW"],
    ];
    let schema = read(
        MARIADB,
        &Answers {
            tables,
            columns: &[row!["t", "1", "a", "int(11)", "NO", NO, "", NO, NO, "", NO]],
            views: &[
                row!["plain", "select `shop`.`t`.`a` AS `a` from `shop`.`t`", "NONE", "DEFINER", "UNDEFINED"],
                row!["v`w", "select `other`.`t`.`a` AS `a` from `other`.`t`", "LOCAL", "INVOKER", "MERGE"],
                row!["driftline_view", "select 1 AS `1`", "NONE", "DEFINER", "UNDEFINED"],
            ],
            triggers: &[
                row!["t", "second", "BEFORE", "INSERT", "2", "INSERT INTO shop.t SELECT 1", "ANSI_QUOTES,ANSI"],
                row!["t", "first", "BEFORE", "INSERT", "1", "BEGIN SET NEW.a = 1; END", "STRICT_TRANS_TABLES"],
                row!["t", "after", "AFTER", "INSERT,UPDATE", "1", "SET @x = 'shop.t'", ""],
                row!["gone", "x", "AFTER", "INSERT", "1", "SET @x = 1", ""],
            ],
            routines: &[
                row![
                    "PROCEDURE",
                    "p`q",
                    "SELECT 'a\\b', shop.t.a",
                    "NO",
                    "READS SQL DATA",
                    "INVOKER",
                    "ANSI",
                    "why",
                    "SQL"
                ],
                row!["FUNCTION", "driftline_f", "RETURN 1", "NO", "NO SQL", "DEFINER", "", "", "SQL"],
                row!["FUNCTION", "f", "RETURN 1", "YES", "CONTAINS SQL", "DEFINER", "STRICT_ALL_TABLES", "", "SQL"],
                row!["FUNCTION", "hidden", NO, "YES", "CONTAINS SQL", "DEFINER", "", "", "SQL"],
                row!["PACKAGE", "pk", "as end", "NO", "CONTAINS SQL", "DEFINER", "ORACLE", "", "SQL"],
                row![
                    "PROCEDURE",
                    "old",
                    "as begin end",
                    "NO",
                    "CONTAINS SQL",
                    "DEFINER",
                    "ANSI_QUOTES,ORACLE",
                    "",
                    "SQL"
                ],
            ],
            parameters: &[
                row!["PROCEDURE", "p`q", "1", "IN", "a b", "int(11)", NO],
                row!["PROCEDURE", "p`q", "2", "INOUT", "c", "varchar(9)", "latin1_bin"],
                row!["FUNCTION", "f", "0", NO, NO, "varchar(20)", "utf8mb4_unicode_ci"],
                row!["FUNCTION", "gone", "0", NO, NO, "int", NO],
            ],
            events: &[
                row![
                    "e",
                    "SELECT 1",
                    "RECURRING",
                    NO,
                    "1",
                    "DAY",
                    NO,
                    "2030-01-01 00:00:00",
                    "SLAVESIDE_DISABLED",
                    "NOT PRESERVE",
                    "",
                    "",
                    "SYSTEM"
                ],
                row![
                    "once",
                    "SELECT 1",
                    "ONE TIME",
                    "2030-01-01 00:00:00",
                    NO,
                    NO,
                    NO,
                    NO,
                    "ENABLED",
                    "PRESERVE",
                    "c",
                    "ANSI_QUOTES",
                    "Europe/Prague"
                ],
            ],
            ..Answers::default()
        },
    );
    assert_eq!(
        print_schema(&schema).lines().collect::<Vec<_>>(),
        [
            "t: a int not null | trigger after \"CREATE TRIGGER `after` AFTER INSERT OR UPDATE ON `t` FOR EACH ROW SET @x = \
                'shop.t'\" | trigger first \"CREATE TRIGGER `first` BEFORE INSERT ON `t` FOR EACH ROW BEGIN SET NEW.a = 1; \
                END\" | trigger second \"SET STATEMENT sql_mode = 'ANSI_QUOTES,ANSI' FOR CREATE TRIGGER `second` BEFORE INSERT ON `t` FOR EACH ROW FOLLOWS `first` INSERT \
                INTO t SELECT 1\"",
            "view plain \"CREATE VIEW `plain` AS select `t`.`a` AS `a` from `t`\"",
            "view \"v`w\" \"CREATE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW `v``w` AS select `other`.`t`.`a` AS `a` from \
                `other`.`t` WITH LOCAL CHECK OPTION\"",
            "object \"function\" f \"\" \"CREATE FUNCTION `f`() RETURNS varchar(20) DETERMINISTIC RETURN 1\"",
            "object \"procedure\" \"p`q\" \"\" \"SET STATEMENT sql_mode = 'ANSI' FOR CREATE PROCEDURE `p``q`(`a b` int, INOUT `c` \
                varchar(9) CHARSET latin1 COLLATE latin1_bin) READS SQL DATA SQL SECURITY INVOKER SELECT 'a\\\\\\\\b', t.a\" \
                comment \"why\"",
            "object \"event\" e \"CREATE EVENT `e` ON SCHEDULE EVERY 1 DAY ENDS '2030-01-01 00:00:00' ON COMPLETION NOT \
                PRESERVE DISABLE ON SLAVE DO SELECT 1\"",
            "object \"event\" once \"SET STATEMENT sql_mode = 'ANSI_QUOTES' FOR CREATE EVENT `once` ON SCHEDULE AT '2030-01-01 \
                00:00:00' ON COMPLETION PRESERVE ENABLE DO SELECT 1\" comment \"c\"",
            "not compared \"event once\" \"that its schedule follows the clock of Europe/Prague is not compared\"",
            "not compared \"function hidden\" \"its text is hidden from this user; GRANT SELECT ON mysql.proc, or SHOW_ROUTINE \
                on MySQL, would show functions of others\"",
            "not compared \"package pk\" \"packages are not compared\"",
            "not compared \"procedure old\" \"routines made under sql_mode ORACLE are not compared\"",
        ]
    );
}

#[test]
fn what_has_no_place_is_named() {
    let schema = read(
        MARIADB,
        &Answers {
            tables: &[
                row!["broken", "BASE TABLE", NO, NO, NO, "Unknown storage engine 'X'"],
                row!["linked", "BASE TABLE", "FEDERATED", "utf8mb4_unicode_ci", "", ""],
                row!["parted", "BASE TABLE", "InnoDB", "utf8mb4_unicode_ci", "partitioned", ""],
                row!["past", "SYSTEM VERSIONED", "InnoDB", "utf8mb4_unicode_ci", "", ""],
                row!["sq", "SEQUENCE", "InnoDB", "utf8mb4_unicode_ci", "", ""],
                row!["mine", "TEMPORARY", "InnoDB", "utf8mb4_unicode_ci", "", ""],
                row!["dropped meanwhile", "BASE TABLE", "InnoDB", "utf8mb4_unicode_ci", "", ""],
            ],
            columns: &[
                row!["linked", "1", "a", "varchar(9)", "NO", "'why?'", "", NO, "utf8mb4_unicode_ci", "", NO],
                row!["parted", "1", "a", "text", "NO", NO, "", NO, "latin1_bin", "", NO],
                row!["past", "1", "a", "varchar(9)", "NO", "'why?'", "", NO, "latin1_bin", "", NO],
            ],
            indexes: &[row!["parted", "PRIMARY", "0", "1", "a", "D", "9", "BTREE", "", "x", "NO", NO]],
            ..Answers::default()
        },
    );
    assert_eq!(schema.tables.len(), 3);
    let opaque = schema.tables.values().filter(|table| !table.opaque.is_empty());
    assert_eq!(opaque.map(|table| table.name.name.as_str()).collect::<Vec<_>>(), ["linked"]);
    let named: Vec<String> = schema.not_compared.iter().map(|f| format!("{}: {}", f.object, f.reason)).collect();
    assert_eq!(
        named,
        [
            "default of column a of table linked: the catalog prints `?` for what is outside its character set: what stands there is not known",
            "table broken: it cannot be opened: Unknown storage engine 'X'",
            "table linked: what stands behind a table of its storage engine is not compared",
        ]
    );
}

#[test]
fn a_table_in_the_collation_of_json_has_json_too() {
    let schema = read(
        MARIADB,
        &Answers {
            tables: &[row!["t", "BASE TABLE", "InnoDB", "utf8mb4_bin", "", ""]],
            columns: &[
                row!["t", "1", "j`k", "longtext", "YES", "NULL", "", NO, "utf8mb4_bin", "", NO],
                row!["t", "2", "l", "longtext", "YES", "NULL", "", NO, "utf8mb4_general_ci", "", NO],
            ],
            checks: &[
                row!["t", "j`k", "Column", "json_valid(`j``k`)", "YES"],
                row!["t", "l", "", "json_valid(`l`)", "YES"],
            ],
            ..Answers::default()
        },
    );
    assert_eq!(
        line(&schema),
        "t: \"j`k\" json, l longtext collate utf8mb4_general_ci | check (json_valid(`l`)) of l | collate utf8mb4_bin"
    );
}

#[test]
fn without_a_database_there_is_nothing_to_read() {
    let row: Row<'_> = row!["8.0.36", "MySQL", NO, "utf8mb4_0900_ai_ci", "1"];
    assert!(Server::read(&mut Fields::recorded(row)).expect("reads").is_none());
    let lowered: Row<'_> = row!["8.0.36", "MySQL", "d", "utf8mb4_0900_ai_ci", "1"];
    assert_eq!(read(lowered, &Answers::default()).table_case, TableCase::Lowered);
}

#[test]
fn a_foreign_key_names_a_table_as_it_is_called() {
    let server: Row<'_> = row!["8.0.36", "MySQL", "Shop", "utf8mb4_0900_ai_ci", "2"];
    let table: Row<'_> = row!["Parent", "BASE TABLE", "InnoDB", "utf8mb4_0900_ai_ci", "", ""];
    let schema = read(
        server,
        &Answers {
            tables: &[table],
            columns: &[row!["Parent", "1", "id", "int", "NO", NO, "", "", NO, "", NO]],
            key_columns: &[row!["Parent", "f", "1", "id", "shop", "parent", "id"]],
            rules: &[row!["Parent", "f", "NO ACTION", "NO ACTION"]],
            ..Answers::default()
        },
    );
    assert_eq!(line(&schema), "Parent: id int not null | fk f (id) -> Parent (id)");
}

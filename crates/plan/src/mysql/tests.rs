//! The SQL that plans for MariaDB and MySQL print, and that a plan's states end where they should. Executing it is the
//! integration test's work.

use driftline_diff::{Renames, diff};
use driftline_schema::{Engine, ObjectName, Schema, Sql, notation};
use sea_orm::sea_query::{self as sea, Alias, ColumnDef, Expr, IndexOrder, MysqlQueryBuilder};

use super::attempt;
use crate::plan::Context;
use crate::{Facts, Operation, PlanOptions, Probe, Unfit, plan};

fn schema(lines: &str) -> Schema {
    notation::schema(Engine::MySql, lines).unwrap_or_else(|error| panic!("{error} in {lines}"))
}

fn planned(before: &str, after: &str, renames: &Renames, facts: &Facts, options: &PlanOptions) -> String {
    let (current, desired) = (schema(before), schema(after));
    let difference = diff(&current, &desired, renames);
    let context = Context { current: &current, desired: &desired, difference: &difference, facts, options };
    let found = attempt(&context);
    let steps = match found.steps {
        Err(error) => return format!("error {error}"),
        Ok(steps) => steps,
    };
    assert_eq!(notation::print_schema(&found.reached), notation::print_schema(&desired), "the last state");
    let mut lines = Vec::new();
    for step in &steps {
        lines.extend(step.hazards.iter().map(|hazard| format!("! {hazard}")));
        lines.extend(step.loses.iter().map(|loses| format!("loses {loses}")));
        lines.extend(step.up.iter().map(|statement| format!("+ {}", statement.sql)));
        lines.extend(step.down.iter().map(|statement| format!("- {}", statement.sql)));
    }
    lines.join("\n")
}

/// Plans without rows and compares every statement: `+` going up, `-` going down.
#[track_caller]
fn check(before: &str, after: &str, expected: &str) {
    check_renamed(before, after, &Renames::default(), expected);
}

#[track_caller]
fn check_renamed(before: &str, after: &str, renames: &Renames, expected: &str) {
    let found = planned(before, after, renames, &Facts::new(), &PlanOptions::default());
    assert_eq!(found, expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"));
}

fn renamed(tables: &[(&str, &str)], columns: &[(&str, &str, &str)]) -> Renames {
    Renames {
        tables: tables.iter().map(|(from, to)| ((*from).into(), (*to).into())).collect(),
        columns: columns.iter().map(|(of, from, to)| ((*of).into(), (*from).to_owned(), (*to).to_owned())).collect(),
        ..Renames::default()
    }
}

#[test]
fn a_table_in_the_statement_builders_layout() {
    check(
        "",
        "m: id bigint not null auto, k int | index m_id (id) | engine Aria
         p: id bigint pk
         t: id bigint not null auto, a varchar(255) not null default 'x', g varchar(9) as (lcase(`a`)) stored, p_id bigint, n int unsigned | pk (id) | unique index t_a (a) | index i (n desc, a prefix 10) | index long (p_id, n) | fk fk-t-p_id (p_id) -> p (id) on delete cascade | check ck (`a` <> '') | comment \"it's\" | collate utf8mb4_bin | with \"row_format=COMPRESSED\"",
        r"+ CREATE TABLE `m` ( `id` bigint NOT NULL AUTO_INCREMENT, `k` int, KEY `m_id` (`id`) ) ENGINE=Aria
          - DROP TABLE `m`
          + CREATE TABLE `p` ( `id` bigint NOT NULL, PRIMARY KEY (`id`) )
          - DROP TABLE `p`
          + CREATE TABLE `t` ( `id` bigint NOT NULL PRIMARY KEY AUTO_INCREMENT, `a` varchar(255) NOT NULL DEFAULT 'x', `g` varchar(9) GENERATED ALWAYS AS (lcase(`a`)) STORED, `p_id` bigint, `n` int unsigned, KEY `long` (`p_id`, `n`), UNIQUE KEY `t_a` (`a`), CONSTRAINT `fk-t-p_id` FOREIGN KEY (`p_id`) REFERENCES `p` (`id`) ON DELETE CASCADE, CONSTRAINT `ck` CHECK (`a` <> '') ) COMMENT 'it\'s' COLLATE=utf8mb4_bin ROW_FORMAT=COMPRESSED
          + CREATE INDEX `i` ON `t` (`n` DESC, `a` (10))
          - DROP TABLE `t`",
    );
}

#[test]
fn every_word_of_a_column_stands_where_both_engines_read_it() {
    check(
        "t: id int",
        "t: id int, a varchar(10) not null default 'x' collate latin1_bin attribute \"compressed\" attribute \"invisible\" comment \"a\\\\b\\n\\\"c\\\"\", b timestamp, c timestamp not null default (current_timestamp()) on update (current_timestamp()), d datetime(3) default (current_timestamp(3)) on update (current_timestamp(3)), e int not null as (id + 1), f text default 'x', g varchar(36) default (uuid()), h json default '{}', i int default (1 + 2), j int default -1, k point not null attribute \"srid=4326\", l varbinary(9) default x'00' | check (`l` <> '') of l",
        r#"+ ALTER TABLE `t` ADD COLUMN `a` varchar(10) COMPRESSED CHARACTER SET latin1 COLLATE latin1_bin NOT NULL DEFAULT 'x' INVISIBLE COMMENT 'a\\b\n\"c\"'
           - ALTER TABLE `t` DROP COLUMN `a`
           + ALTER TABLE `t` ADD COLUMN `b` timestamp NULL
           - ALTER TABLE `t` DROP COLUMN `b`
           + ALTER TABLE `t` ADD COLUMN `c` timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp()
           - ALTER TABLE `t` DROP COLUMN `c`
           + ALTER TABLE `t` ADD COLUMN `d` datetime(3) DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3)
           - ALTER TABLE `t` DROP COLUMN `d`
           + ALTER TABLE `t` ADD COLUMN `e` int GENERATED ALWAYS AS (id + 1) VIRTUAL /*!80000 NOT NULL*/
           - ALTER TABLE `t` DROP COLUMN `e`
           + ALTER TABLE `t` ADD COLUMN `f` text DEFAULT ('x')
           - ALTER TABLE `t` DROP COLUMN `f`
           + ALTER TABLE `t` ADD COLUMN `g` varchar(36) DEFAULT (uuid())
           - ALTER TABLE `t` DROP COLUMN `g`
           + ALTER TABLE `t` ADD COLUMN `h` json DEFAULT ('{}')
           - ALTER TABLE `t` DROP COLUMN `h`
           + ALTER TABLE `t` ADD COLUMN `i` int DEFAULT (1 + 2)
           - ALTER TABLE `t` DROP COLUMN `i`
           + ALTER TABLE `t` ADD COLUMN `j` int DEFAULT -1
           - ALTER TABLE `t` DROP COLUMN `j`
           + SELECT (SELECT 't has rows, and nobody said what they hold in k' UNION ALL SELECT 1 FROM `t` LIMIT 2)
           + ALTER TABLE `t` ADD COLUMN `k` point NOT NULL SRID 4326
           - ALTER TABLE `t` DROP COLUMN `k`
           + ALTER TABLE `t` ADD COLUMN `l` varbinary(9) DEFAULT x'00' CHECK (`l` <> '')
           - ALTER TABLE `t` DROP COLUMN `l`"#,
    );
}

#[test]
fn modify_repeats_the_whole_definition_and_all_columns_share_a_statement() {
    check(
        "t: a varchar(10) not null default 'x' comment \"c\" attribute \"invisible\", b int, c int | check (`a` <> '') of a",
        "t: a varchar(20) not null default 'x' comment \"c\" attribute \"invisible\", b bigint default 3, c int | check (`a` <> '') of a",
        r"+ ALTER TABLE `t` MODIFY COLUMN `a` varchar(20) NOT NULL DEFAULT 'x' INVISIBLE COMMENT 'c' CHECK (`a` <> ''), MODIFY COLUMN `b` bigint DEFAULT 3
          - ALTER TABLE `t` MODIFY COLUMN `a` varchar(10) NOT NULL DEFAULT 'x' INVISIBLE COMMENT 'c' CHECK (`a` <> ''), MODIFY COLUMN `b` int",
    );
}

#[test]
fn a_check_of_a_column_goes_before_another_column_that_it_speaks_of() {
    check(
        "t: id int, v int, w int | check (`v` > `w`) of v",
        "t: id int, v int",
        r"+ ALTER TABLE `t` MODIFY COLUMN `v` int
          - ALTER TABLE `t` MODIFY COLUMN `v` int CHECK (`v` > `w`)
          ! drops-column t.w: 0 rows, 0 of them not NULL, lose this column
          loses the values of t.w
          + ALTER TABLE `t` DROP COLUMN `w`
          - ALTER TABLE `t` ADD COLUMN `w` int",
    );
}

#[test]
fn a_text_that_has_room_for_every_label_is_not_narrower() {
    let facts = Facts::from([(Probe::Rows("t".into()), 2)]);
    let narrows = |from: &str, to: &str| {
        let with = |data_type: &str| format!("t: id int pk, e {data_type}");
        let plan = planned(&with(from), &with(to), &Renames::default(), &facts, &PlanOptions::default());
        assert!(plan.contains(&format!("MODIFY COLUMN `e` {to}")), "{plan}");
        plan.contains("! narrows-type")
    };
    assert!(!narrows("enum('sad','it''s ž')", "varchar(6)") && narrows("enum('sad','it''s ž')", "varchar(5)"));
    assert!(!narrows("set('ab','c')", "char(4)") && narrows("set('ab','c')", "char(3)"));
}

#[test]
fn a_unique_key_may_refuse_texts_that_another_collation_takes_for_one() {
    let facts = Facts::from([(Probe::Rows("t".into()), 2)]);
    let warns = |from: &str, to: &str| {
        let with = |words: &str, rest: &str| format!("t: id int pk, v varchar(9){words}, w int{rest}");
        let rest = " | unique index k (w, v)";
        let plan =
            |rest| planned(&with(from, rest), &with(to, rest), &Renames::default(), &facts, &PlanOptions::default());
        assert!(!plan(" | index k (w, v)").contains("unique key"), "only a unique one refuses");
        plan(rest).contains("! narrows-type t.v: the new collation may take two texts for one")
    };
    assert!(warns(" collate utf8mb4_bin", "") && warns("", " collate utf8mb4_unicode_ci"));
    assert!(!warns("", " collate utf8mb4_bin") && !warns("", " comment \"new\""));
}

#[test]
fn an_index_gives_its_name_to_one_that_comes_along() {
    let parent = "p: id bigint pk\n";
    let with = |line: &str| format!("{parent}{line}");
    check(
        &with("t: a bigint, b bigint | index e (a) | index f (b) | fk f (a) -> p (id)"),
        &with("t: a bigint, b bigint | fk f (a) -> p (id)"),
        r"+ DROP INDEX `f` ON `t`
          - CREATE INDEX `f` ON `t` (`b`)
          + ALTER TABLE `t` RENAME INDEX `e` TO `f`
          - ALTER TABLE `t` DROP INDEX `f`, ADD INDEX `e` (`a`)",
    );
    check(
        &with("t: a bigint, b bigint | index f (b) | index g (a) | fk f (a) -> p (id) | fk g (b) -> p (id)"),
        &with("t: a bigint, b bigint | fk f (a) -> p (id) | fk g (b) -> p (id)"),
        r"+ ALTER TABLE `t` DROP INDEX `f`, DROP INDEX `g`, ADD INDEX `f` (`a`), ADD INDEX `g` (`b`)
          - ALTER TABLE `t` DROP INDEX `f`, DROP INDEX `g`, ADD INDEX `f` (`b`), ADD INDEX `g` (`a`)",
    );
}

#[test]
fn a_default_waits_for_the_columns_it_speaks_of() {
    check(
        "t: id int, a varchar(9) default 'x', gone int",
        "t: id int, a varchar(9) default (concat(`b`,`c`)), c varchar(9), b varchar(9) default (concat(`c`,uuid())), uuid int",
        r"! drops-column t.gone: 0 rows, 0 of them not NULL, lose this column
          loses the values of t.gone
          + ALTER TABLE `t` DROP COLUMN `gone`
          - ALTER TABLE `t` ADD COLUMN `gone` int
          + ALTER TABLE `t` ADD COLUMN `c` varchar(9)
          - ALTER TABLE `t` DROP COLUMN `c`
          + ALTER TABLE `t` ADD COLUMN `b` varchar(9) DEFAULT (concat(`c`,uuid()))
          - ALTER TABLE `t` DROP COLUMN `b`
          + ALTER TABLE `t` ADD COLUMN `uuid` int
          - ALTER TABLE `t` DROP COLUMN `uuid`
          + ALTER TABLE `t` MODIFY COLUMN `a` varchar(9) DEFAULT (concat(`b`,`c`))
          - ALTER TABLE `t` MODIFY COLUMN `a` varchar(9) DEFAULT 'x'",
    );
    check(
        "t: id int, a varchar(9) default (concat(`b`,'x')), b varchar(9)",
        "t: id int, a varchar(9) default 'y'",
        r"+ ALTER TABLE `t` MODIFY COLUMN `a` varchar(9)
          - ALTER TABLE `t` MODIFY COLUMN `a` varchar(9) DEFAULT (concat(`b`,'x'))
          ! drops-column t.b: 0 rows, 0 of them not NULL, lose this column
          loses the values of t.b
          + ALTER TABLE `t` DROP COLUMN `b`
          - ALTER TABLE `t` ADD COLUMN `b` varchar(9)
          + ALTER TABLE `t` MODIFY COLUMN `a` varchar(9) DEFAULT 'y'
          - ALTER TABLE `t` MODIFY COLUMN `a` varchar(9)",
    );
    check_renamed(
        "t: id int, a varchar(40) default (concat(`uuid`,uuid())), uuid int default (uuid_short())",
        "t: id int, a varchar(40) default (concat(`no`,uuid())), no int default (uuid_short())",
        &renamed(&[], &[("t", "uuid", "no")]),
        r"! breaks-old-code t.no: applications that still say uuid fail
          + ALTER TABLE `t` RENAME COLUMN `uuid` TO `no`
          - ALTER TABLE `t` RENAME COLUMN `no` TO `uuid`",
    );
}

#[test]
fn a_text_that_becomes_a_number_may_come_back_in_other_words() {
    let loses = |before: &str, after: &str| {
        planned(before, after, &Renames::default(), &Facts::new(), &PlanOptions::default()).contains("were written")
    };
    for (from, to, lost) in [
        ("varchar(20)", "bigint", true),
        ("varchar(20)", "date", true),
        ("varchar(20)", "varchar(30)", false),
        ("varchar(20)", "varbinary(80)", false),
        ("varchar(20)", "json", false),
        ("int", "varchar(20)", false),
    ] {
        assert_eq!(loses(&format!("t: id int, a {from}"), &format!("t: id int, a {to}")), lost, "{from} to {to}");
    }
}

#[test]
fn a_label_becomes_a_number_by_way_of_its_text() {
    check(
        "t: id int, e enum('20','it''s') not null default '20', n int unsigned default 3",
        "t: id int, e bigint not null default 5, n set('3','4') default '3'",
        r"loses what the new type of t.n has no room for
          + ALTER TABLE `t` ADD CONSTRAINT `driftline_same_text` CHECK ((CAST(`e` AS CHAR) REGEXP '^[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?$') AND (CAST(`n` AS CHAR) NOT REGEXP '^[[:space:]]*[-+]?[0-9]+$' OR CAST(`n` AS CHAR) IN ('3', '4')))
          + ALTER TABLE `t` DROP CONSTRAINT `driftline_same_text`
          + ALTER TABLE `t` MODIFY COLUMN `e` varchar(67) NOT NULL DEFAULT 5, MODIFY COLUMN `n` varchar(67) DEFAULT '3'
          + ALTER TABLE `t` MODIFY COLUMN `e` bigint NOT NULL DEFAULT 5, MODIFY COLUMN `n` set('3','4') DEFAULT '3'
          - ALTER TABLE `t` ADD CONSTRAINT `driftline_same_text` CHECK ((CAST(`e` AS CHAR) NOT REGEXP '^[[:space:]]*[-+]?[0-9]+$' OR CAST(`e` AS CHAR) IN ('20', 'it''s')) AND (CAST(`n` AS CHAR) REGEXP '^[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?$'))
          - ALTER TABLE `t` DROP CONSTRAINT `driftline_same_text`
          - ALTER TABLE `t` MODIFY COLUMN `e` varchar(67) NOT NULL DEFAULT 5, MODIFY COLUMN `n` varchar(67) DEFAULT '3'
          - ALTER TABLE `t` MODIFY COLUMN `e` enum('20','it''s') NOT NULL DEFAULT '20', MODIFY COLUMN `n` int unsigned DEFAULT 3",
    );
}

#[test]
fn a_label_in_another_letter_case_is_the_same_unless_the_collation_tells_them_apart() {
    let (before, after) = ("t: id int pk, e enum('x','y')", "t: id int pk, e enum('X','y')");
    let used = Probe::UsesLabel("t".into(), "e".to_owned(), "x".to_owned());
    let facts = Facts::from([(Probe::Rows("t".into()), 2), (used, 1)]);
    let plan = |of: &str| {
        let with = |lines: &str| format!("{lines}{of}");
        planned(&with(before), &with(after), &Renames::default(), &facts, &PlanOptions::default())
    };
    let direct = "! rewrites-table t.e: 2 rows are written anew while the table is locked
        + ALTER TABLE `t` MODIFY COLUMN `e` enum('X','y')
        - ALTER TABLE `t` MODIFY COLUMN `e` enum('x','y')";
    assert_eq!(plan(""), direct.lines().map(str::trim).collect::<Vec<_>>().join("\n"));
    for exact in [" collate utf8mb4_bin", " | collate utf8mb4_0900_as_cs"] {
        let said = plan(exact);
        assert!(said.contains("the label x, which goes") && said.contains("--fill t.e=LABEL"), "{said}");
    }
}

#[test]
fn addresses_go_by_way_of_their_text_and_padding_comes_off_on_the_way_back() {
    check(
        "t: a inet4, b binary(3)",
        "t: a inet6, b binary(5)",
        "+ ALTER TABLE `t` MODIFY COLUMN `a` varchar(45), MODIFY COLUMN `b` varbinary(5)
         + UPDATE `t` SET `a` = CONCAT('::ffff:', `a`)
         + ALTER TABLE `t` MODIFY COLUMN `a` inet6, MODIFY COLUMN `b` binary(5)
         - ALTER TABLE `t` MODIFY COLUMN `a` varchar(45), MODIFY COLUMN `b` varbinary(5)
         - UPDATE `t` SET `a` = SUBSTRING(`a`, 8)
         - UPDATE `t` SET `b` = LEFT(`b`, 3) WHERE SUBSTRING(`b`, 4) = REPEAT(x'00', 2)
         - ALTER TABLE `t` MODIFY COLUMN `a` inet4, MODIFY COLUMN `b` binary(3)",
    );
}

#[test]
fn a_column_that_counts_gets_its_key_with_the_storage_engine_that_wants_it() {
    check(
        "t: a int not null, b int not null auto | pk (a, b) | engine MyISAM",
        "t: a int not null, b int not null auto | pk (a, b) | index i (b)",
        "+ ALTER TABLE `t` ENGINE=InnoDB, ADD INDEX `i` (`b`)
         - ALTER TABLE `t` DROP INDEX `i`, ENGINE=MyISAM",
    );
    check(
        "t: a int not null, b int not null auto | pk (a, b) | engine MyISAM",
        "t: a int not null, b int not null auto | pk (b, a)",
        "+ ALTER TABLE `t` ENGINE=InnoDB, MODIFY COLUMN `b` int NOT NULL
         - ALTER TABLE `t` ENGINE=MyISAM, MODIFY COLUMN `b` int NOT NULL AUTO_INCREMENT
         + ALTER TABLE `t` DROP PRIMARY KEY, MODIFY COLUMN `b` int NOT NULL AUTO_INCREMENT, ADD PRIMARY KEY (`b`, `a`)
         - ALTER TABLE `t` DROP PRIMARY KEY, MODIFY COLUMN `b` int NOT NULL, ADD PRIMARY KEY (`a`, `b`)",
    );
}

#[test]
fn options_of_aria_go_back_by_their_value() {
    check(
        "t: a int | engine Aria | with \"transactional=0\"",
        "t: a int | engine Aria",
        "+ ALTER TABLE `t` TRANSACTIONAL=1
        - ALTER TABLE `t` TRANSACTIONAL=0",
    );
    check(
        "t: a int",
        "t: a int | engine Aria | with \"page_checksum=0\"",
        "+ ALTER TABLE `t` ENGINE=Aria, TRANSACTIONAL=1, PAGE_CHECKSUM=0
         - ALTER TABLE `t` ENGINE=InnoDB",
    );
}

#[test]
fn fractions_that_are_rounded_away_are_told_from_numbers_that_do_not_fit() {
    let said = |from: &str, to: &str| {
        let facts = Facts::from([(Probe::Rows("t".into()), 2)]);
        planned(&format!("t: a {from}"), &format!("t: a {to}"), &Renames::default(), &facts, &PlanOptions::default())
    };
    let found = said("decimal(8,2)", "int");
    assert!(found.contains("digits without room are rounded away"), "{found}");
    let found = said("int", "bit(3)");
    assert!(found.contains("fails on values that do not fit"), "{found}");
}

#[test]
fn an_index_that_came_along_goes_and_comes_with_its_key() {
    let parent = "p: id bigint pk\n";
    let with = |line: &str| format!("{parent}{line}");
    check(
        &with("t: a bigint, b int | fk f (a) -> p (id)"),
        &with("t: a bigint, b int"),
        r"+ ALTER TABLE `t` DROP FOREIGN KEY `f`, DROP INDEX `f`
          - ALTER TABLE `t` ADD CONSTRAINT `f` FOREIGN KEY (`a`) REFERENCES `p` (`id`)",
    );
    check(
        &with("t: a bigint, b int | fk f (a) -> p (id)"),
        &with("t: a bigint, b int | index ix (a, b) | fk f (a) -> p (id)"),
        r"+ ALTER TABLE `t` DROP INDEX `f`, ADD INDEX `ix` (`a`, `b`)
          - ALTER TABLE `t` DROP INDEX `ix`, ADD INDEX `f` (`a`)",
    );
    // One that was asked for may take the key's name and no rows are sorted anew; one that came along may not take another.
    check(
        &with("t: a bigint, b int | index ix (a) | fk f (a) -> p (id)"),
        &with("t: a bigint, b int | fk f (a) -> p (id)"),
        r"+ ALTER TABLE `t` RENAME INDEX `ix` TO `f`
          - ALTER TABLE `t` DROP INDEX `f`, ADD INDEX `ix` (`a`)",
    );
    // Nothing says whether the engine made `a` once, and would drop it when `ix` comes.
    check(
        &with("t: a bigint, b int | index a (a) | fk f (a) -> p (id)"),
        &with("t: a bigint, b int | index a (a) | index ix (a, b) | fk f (a) -> p (id)"),
        r"+ ALTER TABLE `t` DROP INDEX `a`, ADD INDEX `ix` (`a`, `b`), ADD INDEX `a` (`a`)
          - DROP INDEX `ix` ON `t`",
    );
}

#[test]
fn a_key_that_is_needed_is_replaced_in_one_statement() {
    check(
        "t: id bigint not null auto, k int not null | pk (id)",
        "t: id bigint not null auto, k int not null, n int not null default 1 | pk (n, k) | unique index u (id)",
        r"+ ALTER TABLE `t` ADD COLUMN `n` int NOT NULL DEFAULT 1
          - ALTER TABLE `t` DROP COLUMN `n`
          + ALTER TABLE `t` DROP PRIMARY KEY, ADD PRIMARY KEY (`n`, `k`), ADD UNIQUE INDEX `u` (`id`)
          - ALTER TABLE `t` DROP PRIMARY KEY, DROP INDEX `u`, ADD PRIMARY KEY (`id`)",
    );
    check(
        "t: k int not null | pk (k)",
        "t: k int not null, id bigint not null auto | pk (id)",
        r"+ ALTER TABLE `t` DROP PRIMARY KEY, ADD COLUMN `id` bigint NOT NULL AUTO_INCREMENT, ADD PRIMARY KEY (`id`)
          - ALTER TABLE `t` DROP PRIMARY KEY, DROP COLUMN `id`, ADD PRIMARY KEY (`k`)",
    );
}

#[test]
fn a_key_steps_aside_for_a_type_at_its_other_end() {
    check(
        "p: id int pk
         t: a int | index i (a) | fk f (a) -> p (id) on delete set null",
        "p: id bigint pk
         t: a bigint | index i (a) | fk f (a) -> p (id) on delete set null",
        r"+ ALTER TABLE `t` DROP FOREIGN KEY `f`
          - ALTER TABLE `t` DROP INDEX `i`, ADD INDEX `i` (`a`), ADD CONSTRAINT `f` FOREIGN KEY (`a`) REFERENCES `p` (`id`) ON DELETE SET NULL
          + ALTER TABLE `p` MODIFY COLUMN `id` bigint NOT NULL
          - ALTER TABLE `p` MODIFY COLUMN `id` int NOT NULL
          + ALTER TABLE `t` MODIFY COLUMN `a` bigint
          - ALTER TABLE `t` MODIFY COLUMN `a` int
          + ALTER TABLE `t` DROP INDEX `i`, ADD INDEX `i` (`a`), ADD CONSTRAINT `f` FOREIGN KEY (`a`) REFERENCES `p` (`id`) ON DELETE SET NULL
          - ALTER TABLE `t` DROP FOREIGN KEY `f`",
    );
}

#[test]
fn tables_and_columns_are_renamed_in_the_order_that_works() {
    check_renamed(
        "a: x int | index i (x)
         b: y int",
        "b: z int | index k (z)
         c: y int",
        &renamed(&[("a", "b"), ("b", "c")], &[("b", "x", "z")]),
        r"! breaks-old-code c: applications that still say b fail
          + RENAME TABLE `b` TO `c`
          - RENAME TABLE `c` TO `b`
          ! breaks-old-code b: applications that still say a fail
          + RENAME TABLE `a` TO `b`
          - RENAME TABLE `b` TO `a`
          ! breaks-old-code b.z: applications that still say x fail
          + ALTER TABLE `b` RENAME COLUMN `x` TO `z`
          - ALTER TABLE `b` RENAME COLUMN `z` TO `x`
          + ALTER TABLE `b` RENAME INDEX `i` TO `k`
          - ALTER TABLE `b` RENAME INDEX `k` TO `i`",
    );
}

#[test]
fn what_the_engine_cannot_do_is_said_with_what_to_do_instead() {
    let found = planned(
        "p: id int pk, k int",
        "p: id int pk, k int
         t: a int, b int | fk f (a) -> p (id) on delete set default match full deferred | index i (lower(a)) | index j (a) where a > 0 | unique index l (b) include (a) nulls not distinct",
        &Renames::default(),
        &Facts::new(),
        &PlanOptions::default(),
    );
    for text in [
        "foreign key f of t: InnoDB has no ON DELETE SET DEFAULT; use SET NULL",
        "foreign key f of t: InnoDB checks foreign keys at once",
        "foreign key f of t: InnoDB has no MATCH FULL",
        "index i of t: MariaDB has no expressions in indexes; index a computed column",
        "index j of t: MariaDB and MySQL have no partial indexes",
        "index l of t: MariaDB and MySQL have no INCLUDE",
        "index l of t: MariaDB and MySQL always take NULLs for distinct",
    ] {
        assert!(found.contains(text), "{text} is not in\n{found}");
    }
}

#[test]
fn views_and_triggers_that_still_say_what_goes_are_named() {
    let text = |columns: &str| {
        format!(
            "t: id int, a int{columns} | trigger tr \"CREATE TRIGGER `tr` BEFORE INSERT ON `t` FOR EACH ROW SET NEW.id = NEW.b\"
             view v \"CREATE VIEW `v` AS select `t`.`b` AS `b` from `t`\"
             view w \"CREATE VIEW `w` AS select `t`.`a` AS `a` from `t`\""
        )
    };
    check(
        &text(", b int"),
        &text(""),
        r"! drops-column t.b: 0 rows, 0 of them not NULL, lose this column
          ! breaks-old-code t.b: 2 views or triggers still say this name and will fail
          loses the values of t.b
          + ALTER TABLE `t` DROP COLUMN `b`
          - ALTER TABLE `t` ADD COLUMN `b` int",
    );
}

#[test]
fn a_view_that_says_an_old_name_is_made_again() {
    check_renamed(
        "t: a int | trigger tr \"CREATE TRIGGER `tr` BEFORE INSERT ON `t` FOR EACH ROW SET NEW.a = 1\"
         view v \"CREATE VIEW `v` AS select `t`.`a` AS `x` from `t`\"",
        "t: b int | trigger tr \"CREATE TRIGGER `tr` BEFORE INSERT ON `t` FOR EACH ROW SET NEW.b = 1\"
         view v \"CREATE VIEW `v` AS select `t`.`b` AS `x` from `t`\"",
        &renamed(&[], &[("t", "a", "b")]),
        r"! breaks-old-code v: it is made anew afterwards, and who makes it becomes its definer
          + DROP VIEW `v`
          - CREATE VIEW `v` AS select `t`.`a` AS `x` from `t`
          + DROP TRIGGER `tr`
          - CREATE TRIGGER `tr` BEFORE INSERT ON `t` FOR EACH ROW SET NEW.a = 1
          ! breaks-old-code t.b: applications that still say a fail
          + ALTER TABLE `t` RENAME COLUMN `a` TO `b`
          - ALTER TABLE `t` RENAME COLUMN `b` TO `a`
          + CREATE VIEW `v` AS select `t`.`b` AS `x` from `t`
          - DROP VIEW `v`
          + CREATE TRIGGER `tr` BEFORE INSERT ON `t` FOR EACH ROW SET NEW.b = 1
          - DROP TRIGGER `tr`",
    );
}

#[test]
fn rows_are_asked_about_filled_or_left_out() {
    let (before, after) = (
        "t: id bigint, a varchar(9), u datetime on update (current_timestamp()), e enum('x','y')",
        "t: id bigint not null, a varchar(9) not null, u datetime on update (current_timestamp()), e enum('x'), b int not null | pk (id)",
    );
    let table = || ObjectName::new("t");
    let facts = Facts::from([
        (Probe::Rows(table()), 3),
        (Probe::Null(table(), "id".to_owned()), 1),
        (Probe::Null(table(), "a".to_owned()), 2),
        (Probe::UsesLabel(table(), "e".to_owned(), "y".to_owned()), 1),
        (Probe::Duplicates(table(), vec!["id".to_owned()]), 0),
    ]);
    let asked = planned(before, after, &Renames::default(), &facts, &PlanOptions::default());
    for flag in ["--fill t.id=VALUE", "--fill t.b=VALUE", "--fill t.a=VALUE", "--fill t.e=LABEL"] {
        assert!(asked.contains(flag), "{flag} is not in {asked}");
    }
    let options = PlanOptions { unfit: Unfit::LeaveOut, ..PlanOptions::default() };
    let left_out = planned(before, after, &Renames::default(), &facts, &options);
    for text in [
        "! loses-rows t.id: 1 row",
        "+ DELETE FROM `t` WHERE `id` IS NULL",
        "+ UPDATE `t` SET `a` = '', `u` = `u` WHERE `a` IS NULL",
        "! fills-nulls t.a: 2 rows",
        "! removes-enum-label t.e: the label y goes; 1 row holds it",
        "+ UPDATE `t` SET `e` = NULL, `u` = `u` WHERE `e` = 'y'",
        "! fills-nulls t.b: 3 rows",
        "+ ALTER TABLE `t` ADD COLUMN `b` int NOT NULL DEFAULT 0",
        "+ ALTER TABLE `t` ALTER COLUMN `b` DROP DEFAULT",
    ] {
        assert!(left_out.contains(text), "{text} is not in\n{left_out}");
    }
}

#[test]
fn values_that_strict_mode_refuses_are_counted() {
    let (before, after) = ("t: a varchar(90), b int | index i (a)", "t: a varchar(20), b int unsigned | index i (a)");
    let b_fits = Sql::new(Engine::MySql, "`b` IS NULL OR `b` BETWEEN 0 AND 4294967295");
    let facts = Facts::from([
        (Probe::Rows("t".into()), 9),
        (Probe::LongerThan("t".into(), "a".to_owned(), 20), 2),
        (Probe::Violations("t".into(), b_fits), 1),
    ]);
    let found = planned(before, after, &Renames::default(), &facts, &PlanOptions::default());
    for text in [
        "! fails-on-data t.a: 2 values are longer than 20 characters; the statement fails on them",
        "! fails-on-data t.b: 1 value does not survive from int to int unsigned unchanged; the statement fails on them",
        "! rewrites-table t: 9 rows are written anew",
    ] {
        assert!(found.contains(text), "{text} is not in\n{found}");
    }
    assert!(!found.contains("narrows-type"), "{found}");
}

#[test]
fn rows_that_nothing_tells_apart_are_not_deleted() {
    let (before, after) = ("t: a int, b int", "t: a int, b int | unique index i (a)");
    let facts = Facts::from([(Probe::Rows("t".into()), 3), (Probe::Duplicates("t".into(), vec!["a".to_owned()]), 1)]);
    let options = PlanOptions { unfit: Unfit::LeaveOut, ..PlanOptions::default() };
    let found = planned(before, after, &Renames::default(), &facts, &options);
    assert!(found.contains("no primary key to tell them apart"), "{found}");
}

#[test]
fn counts_are_asked_for_in_the_engines_words() {
    let (current, desired) = (
        schema(
            "p: id int pk
             t: id int, a varchar(90), b text, c bigint, d set('x','y'), e enum('k','l') | pk (id)",
        ),
        schema(
            "p: id int pk
             t: id int, a varchar(20) not null, b date, c int unsigned, d set('x'), e enum('k') | pk (id) | unique index i (a prefix 5) | fk f (id) -> p (id) | check ck (`id` > 0)",
        ),
    );
    let difference = diff(&current, &desired, &Renames::default());
    let asked: Vec<String> =
        crate::probes(&current, &desired, &difference).iter().map(|probe| probe.sql(Engine::MySql)).collect();
    for text in [
        "SELECT count(*) FROM `t` WHERE `a` IS NULL",
        "SELECT count(*) - (SELECT count(*) FROM (SELECT DISTINCT (LEFT(`a`, 5)) FROM `t` WHERE (LEFT(`a`, 5)) IS NOT NULL) AS `first`) FROM `t` WHERE (LEFT(`a`, 5)) IS NOT NULL",
        "SELECT count(*) FROM `t` AS `child` WHERE `child`.`id` IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `p` AS `parent` WHERE `parent`.`id` = `child`.`id`)",
        "SELECT count(*) FROM `t` WHERE char_length(`a`) > 20",
        "SELECT count(*) FROM `t` WHERE NOT (`id` > 0)",
        "SELECT count(*) FROM `t` WHERE NOT (`c` IS NULL OR `c` BETWEEN 0 AND 4294967295)",
        "SELECT count(*) FROM `t` WHERE NOT (FIND_IN_SET('y', `d`) = 0)",
        "SELECT count(*) FROM `t` WHERE `e` = 'l'",
        "SELECT count(*) FROM `t` WHERE NOT (`b` IS NULL OR `b` REGEXP '^[[:space:]]*[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[[:space:]]*$' AND CAST(`b` AS DATE) IS NOT NULL)",
    ] {
        assert!(asked.iter().any(|sql| sql == text), "{text} is not in\n{}", asked.join("\n"));
    }
}

/// Every typed operation, built by the statement builder itself: the renderer writes typed code where the two are equal.
#[test]
fn typed_statements_are_what_sea_query_prints() {
    let (current, desired) = (
        schema(
            "p: id bigint pk
             gone: id bigint pk
             old: id bigint pk
             t: a varchar(20), b int, x int, p_id bigint | index i1 (b) | fk f1 (p_id) -> p (id) | index i0 (p_id)",
        ),
        schema(
            "p: id bigint pk
             new: id bigint pk
             c: id bigint not null auto, k int not null default 5, n varchar(9) comment \"it's\", p_id bigint | pk (id) | unique index u (k, n) | fk f (p_id) -> p (id) on delete cascade on update set null | check ck (k > 0) | comment \"all\"
             t: a varchar(20), c int not null default 1, y int, p_id bigint | index i2 (a desc, y) | unique index i3 (a) | index i0 (p_id) | fk f2 (y) -> t2 (id)
             t2: id int pk",
        ),
    );
    let renames = renamed(&[("old", "new")], &[("t", "x", "y")]);
    let difference = diff(&current, &desired, &renames);
    let plan = plan(&current, &desired, &difference, &Facts::new(), &PlanOptions::default()).unwrap();
    let statements: Vec<_> =
        plan.steps.iter().flat_map(|step| &step.up).filter(|found| found.operation.is_some()).collect();
    let mut kinds = std::collections::BTreeSet::new();
    for statement in statements {
        let operation = statement.operation.as_ref().unwrap();
        let (kind, built) = built(operation);
        kinds.insert(kind);
        assert_eq!(Sql::new(Engine::MySql, &built), Sql::new(Engine::MySql, &statement.sql), "{built}");
    }
    assert_eq!(kinds.len(), 10, "{kinds:?}");
}

fn definition(column: &driftline_schema::Column, is_key: bool) -> ColumnDef {
    let mut made = ColumnDef::new(Alias::new(&column.name));
    made.custom(Alias::new(&column.data_type));
    if !column.nullable {
        made.not_null();
    }
    if let Some(value) = &column.default {
        made.default(value.text().parse::<i32>().unwrap());
    }
    if is_key {
        made.primary_key();
    }
    if column.auto_increment.is_some() {
        made.auto_increment();
    }
    if let Some(comment) = &column.comment {
        made.comment(comment);
    }
    made
}

fn foreign_key(table: &ObjectName, key: &driftline_schema::ForeignKey) -> sea::ForeignKeyCreateStatement {
    let mut made = sea::ForeignKey::create();
    made.name(key.name.as_ref().unwrap()).from_tbl(Alias::new(&table.name)).to_tbl(Alias::new(&key.references.name));
    for (one, other) in key.columns.iter().zip(&key.referenced_columns) {
        made.from_col(Alias::new(one)).to_col(Alias::new(other));
    }
    if key.on_delete == driftline_schema::Action::Cascade {
        made.on_delete(sea::ForeignKeyAction::Cascade);
    }
    if key.on_update == driftline_schema::Action::SetNull {
        made.on_update(sea::ForeignKeyAction::SetNull);
    }
    made
}

fn index(index: &driftline_schema::Index) -> sea::IndexCreateStatement {
    let mut made = sea::Index::create();
    made.name(&index.name);
    if index.unique {
        made.unique();
    }
    for (column, part) in crate::member::plain_columns(index).zip(&index.parts) {
        match part.descending {
            true => made.col((Alias::new(column), IndexOrder::Desc)),
            false => made.col(Alias::new(column)),
        };
    }
    made
}

fn built(operation: &Operation) -> (&'static str, String) {
    let name = |table: &ObjectName| Alias::new(&table.name);
    match operation {
        Operation::CreateTable(table) => {
            let mut made = sea::Table::create();
            made.table(name(&table.name));
            let key = table.primary_key.as_ref().unwrap();
            let is_auto = |column: &driftline_schema::Column| column.auto_increment.is_some();
            for column in &table.columns {
                made.col(definition(column, is_auto(column)));
            }
            if !table.columns.iter().any(is_auto) {
                let mut primary = sea::Index::create();
                for column in &key.columns {
                    primary.col(Alias::new(column));
                }
                made.primary_key(&mut primary);
            }
            for each in &table.indexes {
                made.index(&mut index(each));
            }
            for each in &table.foreign_keys {
                made.foreign_key(&mut foreign_key(&table.name, each));
            }
            for check in &table.checks {
                made.check((Alias::new(check.name.as_ref().unwrap()), Expr::cust(check.expression.text().to_owned())));
            }
            if let Some(comment) = &table.comment {
                made.comment(comment);
            }
            ("create table", made.to_string(MysqlQueryBuilder))
        }
        Operation::DropTable(table) => {
            ("drop table", sea::Table::drop().table(name(table)).to_string(MysqlQueryBuilder))
        }
        Operation::RenameTable(from, to) => {
            ("rename table", sea::Table::rename().table(name(from), name(to)).to_string(MysqlQueryBuilder))
        }
        Operation::AddColumn(table, column) => (
            "add column",
            sea::Table::alter().table(name(table)).add_column(definition(column, false)).to_string(MysqlQueryBuilder),
        ),
        Operation::DropColumn(table, column) => (
            "drop column",
            sea::Table::alter().table(name(table)).drop_column(Alias::new(column)).to_string(MysqlQueryBuilder),
        ),
        Operation::RenameColumn(table, from, to) => (
            "rename column",
            sea::Table::alter()
                .table(name(table))
                .rename_column(Alias::new(from), Alias::new(to))
                .to_string(MysqlQueryBuilder),
        ),
        Operation::CreateIndex(table, each) => {
            ("create index", index(each).table(name(table)).to_string(MysqlQueryBuilder))
        }
        Operation::DropIndex(table, given) => {
            ("drop index", sea::Index::drop().name(given).table(name(table)).to_string(MysqlQueryBuilder))
        }
        Operation::AddForeignKey(table, key) => {
            ("add foreign key", foreign_key(table, key).to_string(MysqlQueryBuilder))
        }
        Operation::DropForeignKey(table, given) => {
            ("drop foreign key", sea::ForeignKey::drop().name(given).table(name(table)).to_string(MysqlQueryBuilder))
        }
    }
}

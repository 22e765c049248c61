//! The reader from recorded rows; the reader and the scratch places against a real server, named by
//! `DRIFTLINE_TEST_MYSQL`.

mod recorded;

use std::collections::BTreeSet;
use std::env;

use driftline_schema::notation::{print_schema, print_table};
use driftline_schema::{Engine, ObjectName};
use sea_orm::{ConnectionTrait, DbBackend, Statement, TransactionTrait};

use super::Flavour;
use crate::scratch::{ScratchDatabase, ScratchNames, read_back};
use crate::{Access, Database, InspectError, Inspection, Scope, inspect};

fn server() -> Option<String> {
    let url = env::var("DRIFTLINE_TEST_MYSQL").ok().filter(|url| !url.is_empty());
    if url.is_none() {
        println!("skipped: MariaDB and MySQL tests need DRIFTLINE_TEST_MYSQL (cargo xtask test provides it)");
    }
    url
}

/// A database of its own, filled by a script.
async fn made(script: &str) -> Option<ScratchDatabase> {
    let made = ScratchDatabase::create_for(Engine::MySql, Some(&server()?)).await.expect("a database");
    // What a table and a column say without a word depends on the server's configuration.
    made.database
        .execute_script("ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci")
        .await
        .expect("alters");
    made.database.execute_script(script).await.expect("the script runs");
    Some(made)
}

async fn read(database: &Database) -> Inspection {
    inspect(&database.connection, &Scope::default()).await.expect("reads")
}

/// Whether the server is MariaDB: what only one of the two accepts runs there alone.
fn is_mariadb(made: &ScratchDatabase) -> bool {
    made.database.flavour() == Some(Flavour::MariaDb)
}

async fn text(database: &Database, sql: &str) -> String {
    let statement = Statement::from_string(DbBackend::MySql, sql);
    let row = database.connection.query_one_raw(statement).await.expect(sql).expect("a row");
    row.try_get_by_index(0).expect("a text")
}

// Opening

#[tokio::test]
async fn an_open_database_knows_its_server_and_its_session_is_set_up() {
    let Some(server) = server() else { return };
    let opened = Database::open(&server, Access::Read).await.expect("opened");
    let version = text(&opened, "SELECT VERSION()").await;
    let is_mariadb = version.contains("MariaDB");
    assert_eq!(opened.flavour(), Some(if is_mariadb { Flavour::MariaDb } else { Flavour::MySql }));
    assert!(opened.version() >= 80_000, "{}", opened.version());
    let modes = text(&opened, "SELECT CAST(@@sql_mode AS CHAR)").await;
    assert!(!modes.contains("PIPES_AS_CONCAT") && modes.contains("NO_ENGINE_SUBSTITUTION"), "{modes}");
    assert_eq!(text(&opened, "SELECT CAST(@@time_zone AS CHAR)").await, "+00:00");
    assert_eq!(text(&opened, "SELECT CAST(@@character_set_connection AS CHAR)").await, "utf8mb4");
    opened.close().await.expect("closed");
}

#[tokio::test]
async fn a_refused_connection_says_what_to_do() {
    let Some(server) = server() else { return };
    let mut url = url::Url::parse(&server).expect("a URL");
    url.set_path("/no such database");
    let error = Database::open(url.as_str(), Access::Read).await.expect_err("no database").to_string();
    assert!(error.contains("Unknown database") && error.contains("CREATE DATABASE"), "{error}");
    url.set_username("driftline_nobody").expect("a user");
    url.set_password(Some("hunter2")).expect("a password");
    let error = Database::open(url.as_str(), Access::Read).await.expect_err("no user").to_string();
    assert!(error.contains("Access denied") && error.contains("check user and password"), "{error}");
    assert!(!error.contains("hunter2"), "{error}");
    let opened = Database::open(&server, Access::Read).await.expect("opened");
    let error = opened
        .execute_script("SELECT 1; SELECT * FROM information_schema.nowhere")
        .await
        .expect_err("refused")
        .to_string();
    assert!(error.contains("nowhere"), "{error}");
    // The failure has not put the connection out of step.
    assert_eq!(text(&opened, "SELECT 'x'").await, "x");
    opened.close().await.expect("closed");
}

#[tokio::test]
async fn scripts_run_as_they_are_written() {
    let script = "CREATE TABLE a (b int);;\nDELIMITER //\nCREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET NEW.b = 1; \
        SET NEW.b = NEW.b + 1; END//\nDELIMITER ;\nINSERT INTO a VALUES (0);\n-- the end\n";
    let Some(made) = made(script).await else { return };
    assert_eq!(text(&made.database, "SELECT CAST(b AS CHAR) FROM a").await, "2");
    made.database.execute_script("-- nothing\n;").await.expect("nothing to run");
    let error = made.database.execute_script("INSERT INTO a VALUES (0); SELECT nonsense; DROP TABLE a").await;
    assert!(error.expect_err("refused").to_string().contains("nonsense"));
    assert_eq!(text(&made.database, "SELECT CAST(count(*) AS CHAR) FROM a").await, "2");
    made.drop().await.expect("dropped");
}

// Reading

const KITCHEN_SINK: &str = r#"
CREATE TABLE parent (
    id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, a int NOT NULL, b varchar(50) COLLATE utf8mb4_general_ci NOT NULL,
    UNIQUE KEY ab (a, b)
) COLLATE utf8mb4_general_ci COMMENT 'It''s a \\ "parent"';
CREATE TABLE child (
    code int NOT NULL PRIMARY KEY COMMENT 'it''s "the" code', seq int unsigned NOT NULL AUTO_INCREMENT,
    small tinyint unsigned, flag tinyint(1) NOT NULL DEFAULT 1, filled int(5) unsigned zerofill, y year DEFAULT 2020,
    e enum('a','it''s','b\\c','ü') NOT NULL DEFAULT 'it''s', s set('x','y z') DEFAULT 'x,y z',
    txt text, latin varchar(10) CHARACTER SET latin1 DEFAULT 'a''b\\c', bin varchar(10) COLLATE utf8mb4_bin,
    parent_id bigint unsigned, pa int, pb varchar(50) COLLATE utf8mb4_general_ci,
    j json, ts timestamp(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3),
    fixed timestamp NULL DEFAULT '2020-01-02 03:04:05', at datetime DEFAULT now() ON UPDATE now(), d date DEFAULT '2020-02-03',
    t time(2), price decimal(10,2) unsigned DEFAULT 0.5, bits bit(3) DEFAULT b'101', nothing int DEFAULT NULL,
    sum int DEFAULT (1 + 2), neg int DEFAULT -1,
    both_of varchar(30) AS (concat(latin, 'it''s')) VIRTUAL, more int GENERATED ALWAYS AS (pa + 1) STORED COMMENT 'gen',
    KEY seq (seq), UNIQUE KEY `u g` (latin, bin(4)), FULLTEXT KEY ft (txt), KEY pfx (txt(10)) COMMENT 'it''s',
    CONSTRAINT fk1 FOREIGN KEY (parent_id) REFERENCES parent (id) ON DELETE CASCADE ON UPDATE SET NULL,
    CONSTRAINT fk2 FOREIGN KEY (pa, pb) REFERENCES parent (a, b) ON DELETE RESTRICT,
    CONSTRAINT ck CHECK (pa > 0 AND latin <> 'it''s' OR pb IS NULL)
) COMMENT 'child';
CREATE TABLE `Sel``ect "x" ü` (`order` int PRIMARY KEY, `a``b` int, KEY `k``k` (`a``b`)) ENGINE = MyISAM;
CREATE TABLE packed (id int) ROW_FORMAT = COMPRESSED KEY_BLOCK_SIZE = 8;
CREATE TABLE parted (id int PRIMARY KEY) PARTITION BY HASH (id) PARTITIONS 2;
CREATE TABLE seaql_migrations (version varchar(255) PRIMARY KEY);
CREATE TABLE driftline_journal (id int PRIMARY KEY);
CREATE SQL SECURITY INVOKER VIEW busy AS SELECT c.code, p.b AS `p b`, 'x''y' AS t
    FROM child c JOIN parent p ON p.id = c.parent_id WHERE c.code > 0 WITH CASCADED CHECK OPTION;
CREATE VIEW plain AS SELECT * FROM parent WHERE id > 3;
CREATE TRIGGER first BEFORE INSERT ON child FOR EACH ROW BEGIN SET NEW.pa = NEW.pa + 1; IF NEW.pa > 5 THEN SET NEW.pa = 5; END IF; END;
CREATE TRIGGER second BEFORE INSERT ON child FOR EACH ROW SET NEW.nothing = 1;
CREATE PROCEDURE proc() BEGIN SELECT 1; END;
"#;

/// `child` as both servers are read.
const CHILD: &str = "child: code int pk comment \"it's \"\"the\"\" code\", seq int unsigned not null auto, small tinyint unsigned, \
    flag tinyint(1) not null default 1, filled int(5) unsigned zerofill, y year default 2020, \
    e \"enum('a','it''s','b\\\\\\\\c','ü')\" not null default 'it''s', s \"set('x','y z')\" default 'x,y z', txt text, \
    latin varchar(10) default ('a''b\\\\c') collate latin1_swedish_ci, bin varchar(10) collate utf8mb4_bin, \
    parent_id bigint unsigned, pa int, pb varchar(50) collate utf8mb4_general_ci, j json, \
    ts timestamp(3) not null default (current_timestamp(3)) on update (current_timestamp(3)), \
    fixed timestamp default '2020-01-02 03:04:05', at datetime default (current_timestamp()) on update (current_timestamp()), \
    d date default '2020-02-03', t time(2), price decimal(10,2) unsigned default 0.50, bits bit(3) default (b'101'), nothing int, \
    sum int default (1 + 2), neg int default -1, both_of varchar(30) as (concat(`latin`,'it''s')), \
    more int as (`pa` + 1) stored comment \"gen\" \
    | index ft using fulltext (txt) | index pfx (txt prefix 10) comment \"it's\" | index seq (seq) \
    | unique index \"u g\" (latin, bin prefix 4) \
    | fk fk1 (parent_id) -> parent (id) on delete cascade on update set null | fk fk2 (pa, pb) -> parent (a, b)";

#[tokio::test]
async fn everything_a_schema_can_hold_is_read() {
    let Some(made) = made(KITCHEN_SINK).await else { return };
    let schema = read(&made.database).await.schema;
    let line = |name: &str| print_table(&schema.tables[&ObjectName::new(name)]);
    let child = line("child");
    assert!(child.starts_with(CHILD), "{child}\nis not\n{CHILD}");
    assert!(child.contains(" | check ck ("), "{child}");
    assert!(
        child.contains(
            "| trigger first \"CREATE TRIGGER `first` BEFORE INSERT ON `child` FOR EACH ROW BEGIN SET NEW.pa"
        )
    );
    assert!(child.contains("FOR EACH ROW FOLLOWS `first` SET NEW.nothing = 1\" | comment \"child\""), "{child}");
    assert_eq!(
        line("parent"),
        "parent: id bigint unsigned pk auto, a int not null, b varchar(50) not null | unique index ab (a, b) \
        | comment \"It's a \\\\ \"\"parent\"\"\" | collate utf8mb4_general_ci"
    );
    assert_eq!(
        line("Sel`ect \"x\" ü"),
        "\"Sel`ect \"\"x\"\" ü\": order int pk, \"a`b\" int | index \"k`k\" (\"a`b\") | engine MyISAM"
    );
    assert_eq!(line("packed"), "packed: id int | with \"key_block_size=8\" | with \"row_format=COMPRESSED\"");
    assert_eq!(schema.tables[&ObjectName::new("parted")].opaque, [""; 0]);
    assert!(schema.tables[&ObjectName::new("parted")].options.partition_by.is_some());
    assert_eq!(schema.tables.len(), 5);
    let view = |name: &str| schema.views[&ObjectName::new(name)].definition.text().to_owned();
    let busy = view("busy");
    assert!(busy.starts_with("CREATE SQL SECURITY INVOKER VIEW `busy` AS select `c`.`code` AS `code`"), "{busy}");
    assert!(busy.contains("`child` `c` join `parent` `p`") && busy.ends_with(" WITH CASCADED CHECK OPTION"), "{busy}");
    assert!(view("plain").contains("from `parent` where "), "{}", view("plain"));
    let named: Vec<&str> = schema.not_compared.iter().map(|found| found.object.as_str()).collect();
    assert_eq!(named, [""; 0]);
    made.drop().await.expect("dropped");
}

#[tokio::test]
async fn what_only_mariadb_has_is_read() {
    let Some(made) = made("").await else { return };
    if !is_mariadb(&made) {
        println!("skipped: the server is not MariaDB");
        return made.drop().await.expect("dropped");
    }
    let script = "CREATE SEQUENCE sq;
        CREATE TABLE t (id int PRIMARY KEY, hidden int INVISIBLE DEFAULT 3, packed text COMPRESSED, pos int CHECK (pos > 0),
            j json DEFAULT '{}', own json CHECK (json_length(own) > 1), next int DEFAULT (nextval(sq) + 1), u varchar(36) DEFAULT uuid(),
            place point NOT NULL, ip inet6, long_one text, KEY ig (pos) IGNORED, SPATIAL KEY sp (place), UNIQUE KEY l (long_one),
            CHECK (id <> 7));
        CREATE TABLE past (id int) WITH SYSTEM VERSIONING;
        CREATE ALGORITHM = TEMPTABLE VIEW v AS SELECT nextval(sq) AS n, id FROM t;
        CREATE EVENT daily ON SCHEDULE EVERY 1 DAY DISABLE DO SELECT 1";
    made.database.execute_script(script).await.expect("runs");
    let schema = read(&made.database).await.schema;
    assert_eq!(
        print_table(&schema.tables[&ObjectName::new("t")]),
        "t: id int pk, hidden int default 3 attribute \"invisible\", packed text attribute \"compressed\", pos int, \
        j json default '{}', own longtext collate utf8mb4_bin, next int default (nextval(`sq`) + 1), \
        u varchar(36) default (uuid()), place point not null, ip inet6, long_one text \
        | index ig (pos) with (\"ignored\") | unique index l using hash (long_one) | index sp using spatial (place) \
        | check (json_length(`own`) > 1) of own | check (`pos` > 0) of pos | check CONSTRAINT_1 (`id` <> 7)"
    );
    let view = &schema.views[&ObjectName::new("v")].definition;
    let wanted = "CREATE ALGORITHM=TEMPTABLE VIEW `v` AS select nextval(`sq`) AS `n`,`t`.`id` AS `id` from `t`";
    assert_eq!(view.text(), wanted);
    let named: Vec<&str> = schema.not_compared.iter().map(|found| found.object.as_str()).collect();
    assert_eq!(named, [""; 0]);
    made.drop().await.expect("dropped");
}

#[tokio::test]
async fn what_the_catalog_cannot_print_is_named() {
    let script = "CREATE TABLE t (a varchar(9), b varchar(9) AS (concat(a, '😀')), d varchar(9) DEFAULT '😀', x varbinary(3) DEFAULT x'ff',
            e varchar(9) DEFAULT (concat('😀')), f varchar(9) DEFAULT (concat('?')),
            plain varchar(9) DEFAULT 'ü', CONSTRAINT ck CHECK (a <> '😀'));
        CREATE VIEW v AS SELECT '😀' AS c;
        CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = '😀'";
    let Some(made) = made(script).await else { return };
    if !is_mariadb(&made) {
        println!("skipped: the server is not MariaDB");
        return made.drop().await.expect("dropped");
    }
    let schema = read(&made.database).await.schema;
    let named: Vec<&str> = schema.not_compared.iter().map(|found| found.object.as_str()).collect();
    let wanted = [
        "check ck of table t",
        "default of column e of table t",
        "expression of column b of table t",
        "trigger tr on table t",
        "view v",
    ];
    assert_eq!(named, wanted);
    made.drop().await.expect("dropped");
}

#[tokio::test]
async fn what_stands_behind_a_question_mark_in_a_default_is_asked() {
    let script = r"CREATE TABLE `t``t` (a varchar(9) DEFAULT '?', b varchar(20) NOT NULL DEFAULT 'it''s 😀?\\\n', c varbinary(4) NOT NULL DEFAULT x'00ff3f27',
            d enum('?', 'x') NOT NULL DEFAULT '?', e varchar(9) CHARACTER SET utf16 DEFAULT '😀', f tinytext NOT NULL DEFAULT '?', g varchar(9) DEFAULT 'ž',
            h text DEFAULT '𝄞');
        CREATE TABLE one (`a``b` binary(2) NOT NULL DEFAULT x'3f80'); INSERT INTO one VALUES (DEFAULT), (DEFAULT)";
    let Some(made) = made(script).await else { return };
    if !is_mariadb(&made) {
        println!("skipped: the server is not MariaDB");
        return made.drop().await.expect("dropped");
    }
    let Inspection { schema, queries } = read(&made.database).await;
    let named: Vec<&str> = schema.not_compared.iter().map(|found| found.object.as_str()).collect();
    assert_eq!(named, ["default of column h of table t`t", "labels of column d of table t`t"]);
    let columns = schema.tables.values().flat_map(|table| &table.columns);
    let defaults: Vec<&str> = columns.filter_map(|column| Some(column.default.as_ref()?.text())).collect();
    let wanted = ["x'3f80'", "'?'", "'it''s 😀?\\\\\n'", "x'00ff3f27'", "'?'", "'😀'", "'?'", "'ž'", "'????'"];
    assert_eq!(defaults, wanted);
    assert!(queries <= 16, "{queries}");
    made.drop().await.expect("dropped");
}

#[tokio::test]
async fn only_the_current_database_is_read() {
    let Some(one) = made("CREATE TABLE mine (id int PRIMARY KEY)").await else { return };
    let Some(other) = made("CREATE TABLE theirs (id int PRIMARY KEY)").await else { return };
    let theirs = text(&other.database, "SELECT DATABASE()").await;
    let refers = format!(
        "CREATE TABLE refers (id int, CONSTRAINT f FOREIGN KEY (id) REFERENCES `{theirs}`.theirs (id));
        CREATE VIEW looks AS SELECT id FROM `{theirs}`.theirs"
    );
    one.database.execute_script(&refers).await.expect("runs");
    let schema = read(&one.database).await.schema;
    let names: Vec<String> = schema.tables.keys().map(ObjectName::to_string).collect();
    assert_eq!(names, ["mine", "refers"]);
    let refers = &schema.tables[&ObjectName::new("refers")];
    assert_eq!(refers.foreign_keys[0].references, ObjectName::within(Some(&theirs), "theirs"));
    assert!(schema.views[&ObjectName::new("looks")].definition.text().contains(&format!("`{theirs}`.`theirs`")));
    one.drop().await.expect("dropped");
    other.drop().await.expect("dropped");
}

#[tokio::test]
async fn an_index_of_a_foreign_key_is_read_as_the_engine_keeps_it() {
    let script = "CREATE TABLE p (id int PRIMARY KEY);
        CREATE TABLE implied (a int, CONSTRAINT fk FOREIGN KEY (a) REFERENCES p (id));
        CREATE TABLE mine (a int, KEY ix (a), CONSTRAINT fk2 FOREIGN KEY (a) REFERENCES p (id));
        CREATE TABLE wide (a int, b int, KEY ab (a, b), KEY fk3 (a), CONSTRAINT fk3 FOREIGN KEY (a) REFERENCES p (id))";
    let Some(made) = made(script).await else { return };
    let schema = read(&made.database).await.schema;
    let indexes = |name: &str| -> Vec<String> {
        schema.tables[&ObjectName::new(name)].indexes.iter().map(|index| index.name.clone()).collect()
    };
    assert_eq!(indexes("implied"), Vec::<String>::new());
    assert_eq!(indexes("mine"), ["ix"]);
    assert_eq!(indexes("wide"), ["ab", "fk3"]);
    made.drop().await.expect("dropped");
}

#[tokio::test]
async fn reading_writes_nothing_and_works_inside_a_transaction() {
    let Some(made) = made("CREATE TABLE t (id int PRIMARY KEY)").await else { return };
    let transaction = made.database.connection.begin().await.expect("begins");
    transaction.execute_unprepared("INSERT INTO t VALUES (1)").await.expect("inserts");
    let within = inspect(&transaction, &Scope::default()).await.expect("reads");
    transaction.commit().await.expect("commits");
    assert_eq!(text(&made.database, "SELECT CAST(count(*) AS CHAR) FROM t").await, "1");
    assert_eq!(within.schema, read(&made.database).await.schema);
    made.drop().await.expect("dropped");
}

/// The table of the measurements: 10 columns, 2 indexes, a foreign key, a unique and a check.
fn table_script(count: usize) -> String {
    let one = |n: usize| {
        let referred = n.saturating_sub(1);
        format!(
            "CREATE TABLE t{n} (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, email varchar(255) NOT NULL UNIQUE, \
                name varchar(100) NOT NULL, note text, age int DEFAULT 0, score decimal(10,2) DEFAULT 0.5, \
                flag tinyint(1) NOT NULL DEFAULT 1, data json, made timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, \
                parent_id bigint, KEY na (name, age), CONSTRAINT c{n} CHECK (age >= 0), \
                CONSTRAINT f{n} FOREIGN KEY (parent_id) REFERENCES t{referred} (id) ON DELETE CASCADE);"
        )
    };
    (0..count).map(one).collect()
}

#[tokio::test]
async fn the_number_of_queries_does_not_depend_on_the_number_of_tables() {
    let Some(one) = made(&table_script(1)).await else { return };
    let Some(many) = made(&table_script(30)).await else { return };
    let (few, all) = (read(&one.database).await, read(&many.database).await);
    assert_eq!(few.queries, all.queries);
    assert!(few.queries <= 14, "{}", few.queries);
    assert_eq!((few.schema.tables.len(), all.schema.tables.len()), (1, 30));
    one.drop().await.expect("dropped");
    many.drop().await.expect("dropped");
}

#[tokio::test]
async fn a_connection_without_a_database_says_so() {
    let Some(server) = server() else { return };
    let mut url = url::Url::parse(&server).expect("a URL");
    url.set_path("");
    let opened = Database::open(url.as_str(), Access::Read).await.expect("opened");
    let error = inspect(&opened.connection, &Scope::default()).await.expect_err("nothing to read");
    assert!(matches!(error, InspectError::NoDatabase), "{error}");
    opened.close().await.expect("closed");
}

// Scratch places

fn none() -> ScratchNames {
    ScratchNames::new(&BTreeSet::new())
}

fn statements(script: &str) -> Vec<String> {
    let statements = script.split_inclusive(";\n").map(|one| one.trim().trim_end_matches(';').to_owned());
    statements.filter(|one| !one.is_empty()).collect()
}

/// Names and definitions of everything on the server but statistics.
async fn databases(database: &Database) -> String {
    let mine = text(database, "SELECT DATABASE()").await;
    let list = "SELECT CAST(count(*) AS CHAR) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()";
    format!("{mine} {}", text(database, list).await)
}

#[tokio::test]
async fn live_and_scratch_read_alike() {
    let Some(made) = made(KITCHEN_SINK).await else { return };
    let before = databases(&made.database).await;
    let live = read(&made.database).await.schema;
    let portion = statements(KITCHEN_SINK);
    let scratch = read_back(&made.database, &none(), &[portion]).await.expect("reads").schema;
    assert_eq!(print_schema(&live), print_schema(&scratch));
    assert_eq!(live, scratch);
    assert_eq!(before, databases(&made.database).await);
    made.drop().await.expect("dropped");
}

#[tokio::test]
async fn what_a_read_prints_makes_the_same_again() {
    let Some(made) = made(KITCHEN_SINK).await else { return };
    let live = read(&made.database).await.schema;
    let tables: Vec<String> = statements(KITCHEN_SINK).into_iter().filter(|one| one.contains("CREATE TABLE")).collect();
    let views = live.views.values().map(|view| view.definition.text().to_owned());
    let triggers = live.tables.values().flat_map(|table| &table.triggers).map(|one| one.definition.text().to_owned());
    let portion = tables.into_iter().chain(views).chain(triggers).collect();
    let again = read_back(&made.database, &none(), &[portion]).await.expect("reads").schema;
    assert_eq!((&live.views, &live.tables), (&again.views, &again.tables));
    made.drop().await.expect("dropped");
}

#[tokio::test]
async fn portions_are_merged_and_stubs_give_way() {
    let Some(made) = made("").await else { return };
    let portions = [
        vec!["CREATE TABLE a (id int UNIQUE)".to_owned(), "CREATE TABLE b (a int REFERENCES a (id))".to_owned()],
        vec![
            "CREATE TABLE a (id int PRIMARY KEY, more text) -- a comment".to_owned(),
            "CREATE TABLE c (d int)".to_owned(),
        ],
        vec![],
    ];
    let read = read_back(&made.database, &none(), &portions).await.expect("reads");
    let tables: Vec<String> = read.schema.tables.keys().map(ObjectName::to_string).collect();
    assert_eq!(tables, ["a", "b", "c"]);
    assert_eq!(read.schema.tables[&ObjectName::new("a")].columns.len(), 2);
    made.drop().await.expect("dropped");
}

#[tokio::test]
async fn the_refused_definition_is_named_and_nothing_stays() {
    let Some(made) = made("CREATE TABLE live (id int PRIMARY KEY)").await else { return };
    let portion = [
        "CREATE TABLE a (id int)",
        "CREATE TRIGGER tr BEFORE INSERT ON a FOR EACH ROW BEGIN SET NEW.id = 1; SET NEW.id = 2; END",
        "CREATE TABLE b (id nonsense)",
        "CREATE TABLE c (id int)",
    ];
    let portion = portion.map(str::to_owned).to_vec();
    let error = read_back(&made.database, &none(), &[portion]).await.expect_err("no such type");
    let InspectError::Declared { reason, statement } = error else { panic!("{error}") };
    assert!(reason.contains("nonsense") && statement == "CREATE TABLE b (id nonsense)", "{reason} in {statement}");
    assert_eq!(text(&made.database, "SELECT CAST(count(*) AS CHAR) FROM live").await, "0");
    made.drop().await.expect("dropped");
}

#[tokio::test]
async fn a_scratch_place_has_the_collation_of_the_live_database() {
    let Some(made) = made("ALTER DATABASE CHARACTER SET latin1 COLLATE latin1_german1_ci").await else { return };
    // The connection keeps what it has read of its database until it enters it anew.
    let live = Database::open(made.database.url(), Access::Read).await.expect("opened");
    let portion = vec!["CREATE TABLE a (id varchar(3))".to_owned()];
    let read = read_back(&live, &none(), &[portion]).await.expect("reads").schema;
    let table = &read.tables[&ObjectName::new("a")];
    assert_eq!((&table.options.collation, &table.columns[0].collation), (&None, &None));
    live.close().await.expect("closed");
    made.drop().await.expect("dropped");
}

#[tokio::test]
async fn a_held_lock_does_not_hang() {
    let Some(made) = made("CREATE TABLE live (id int PRIMARY KEY)").await else { return };
    let other = Database::open(made.database.url(), Access::Write).await.expect("opened");
    other.execute_script("LOCK TABLES live WRITE").await.expect("locks");
    let database = text(&made.database, "SELECT DATABASE()").await;
    let started = std::time::Instant::now();
    let portion = vec![format!("CREATE VIEW v AS SELECT id FROM `{database}`.live")];
    let error = read_back(&made.database, &none(), &[portion]).await.expect_err("locked");
    assert!(matches!(error, InspectError::Scratch { .. }), "{error}");
    assert!(started.elapsed().as_secs() < 20);
    other.close().await.expect("closed");
    made.drop().await.expect("dropped");
}

#[tokio::test]
async fn missing_rights_are_told_with_what_to_do() {
    let Some(made) = made("CREATE TABLE live (id int); CREATE VIEW v AS SELECT id FROM live").await else { return };
    let database = text(&made.database, "SELECT DATABASE()").await;
    let user = format!("driftline_{:x}", std::process::id());
    let script =
        format!("CREATE USER {user} IDENTIFIED BY 'hunter2'; GRANT SELECT, SHOW VIEW ON `{database}`.* TO {user}");
    made.database.execute_script(&script).await.expect("a user");
    let mut url = url::Url::parse(made.database.url()).expect("a URL");
    url.set_username(&user).expect("a user");
    url.set_password(Some("hunter2")).expect("a password");
    let plain = Database::open(url.as_str(), Access::Read).await.expect("opened");
    assert_eq!(read(&plain).await.schema, read(&made.database).await.schema);
    let said = read_back(&plain, &none(), &[vec![]]).await.expect_err("no right").to_string();
    assert!(said.contains("Access denied") && said.contains("GRANT ALL ON `driftline\\_scratch\\_%`.*"), "{said}");
    assert!(said.contains("--scratch-url") && !said.contains("hunter2"), "{said}");
    let said = ScratchDatabase::create(&plain, None).await.expect_err("no right").to_string();
    assert!(said.contains("GRANT ALL ON") && said.contains("--scratch-url") && !said.contains("hunter2"), "{said}");
    let near = ScratchDatabase::create(&plain, Some(made.database.url())).await.expect("created elsewhere");
    near.drop().await.expect("dropped");
    made.database.execute_script(&format!("REVOKE SHOW VIEW ON `{database}`.* FROM {user}")).await.expect("revoked");
    // A connection keeps the rights it had when it entered its database.
    let blind = Database::open(url.as_str(), Access::Read).await.expect("opened");
    let said = inspect(&blind.connection, &Scope::default()).await.expect_err("hidden").to_string();
    blind.close().await.expect("closed");
    assert!(said.contains("view v") && said.contains("GRANT SHOW VIEW"), "{said}");
    // What the message proposes is enough.
    let grant = format!("GRANT ALL ON `driftline\\_scratch\\_%`.* TO {user}");
    made.database.execute_script(&grant).await.expect("granted");
    let granted = Database::open(url.as_str(), Access::Read).await.expect("opened");
    let portion = vec!["CREATE TABLE a (id int)".to_owned()];
    assert_eq!(read_back(&granted, &none(), &[portion]).await.expect("reads").schema.tables.len(), 1);
    plain.close().await.expect("closed");
    granted.close().await.expect("closed");
    made.database.execute_script(&format!("DROP USER {user}")).await.expect("dropped");
    made.drop().await.expect("dropped");
}

#[tokio::test]
async fn scratch_databases_leave_nothing_behind() {
    let Some(server) = server() else { return };
    let admin = Database::open(&server, Access::Write).await.expect("opened");
    let old = format!("driftline_scratch_0000000001_{:016x}", std::process::id());
    let busy = format!("driftline_scratch_0000000002_{:016x}", std::process::id());
    let young = format!("driftline_scratch_ffffffffff_{:016x}", std::process::id());
    for name in [&old, &busy, &young] {
        admin.execute_script(&format!("CREATE DATABASE {name}")).await.expect("created");
    }
    let mut url = url::Url::parse(&server).expect("a URL");
    url.set_path(&busy);
    let user = Database::open(url.as_str(), Access::Read).await.expect("opened");
    let made = ScratchDatabase::create(&admin, None).await.expect("created");
    let name = text(&made.database, "SELECT DATABASE()").await;
    assert!(made.database.shown_url.contains("driftline_scratch_"), "{}", made.database.shown_url);
    let there = |name: &str| {
        format!("SELECT CAST(count(*) AS CHAR) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = '{name}'")
    };
    assert_eq!(text(&admin, &there(&old)).await, "0");
    assert_eq!(text(&admin, &there(&busy)).await, "1");
    assert_eq!(text(&admin, &there(&young)).await, "1");
    assert_eq!(text(&admin, &there(&name)).await, "1");
    made.drop().await.expect("dropped");
    assert_eq!(text(&admin, &there(&name)).await, "0");
    user.close().await.expect("closed");
    admin.execute_script(&format!("DROP DATABASE {young}; DROP DATABASE {busy}")).await.expect("dropped");
    let error = ScratchDatabase::create(&admin, Some("sqlite::memory:")).await.expect_err("another engine");
    assert!(matches!(error, InspectError::Scratch { .. }), "{error}");
    admin.close().await.expect("closed");
}

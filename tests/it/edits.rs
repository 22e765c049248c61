//! A developer's day on three engines: entities are edited one edit after the other; each is generated against the database of
//! one engine, and the module is applied to databases of all of them, filled at the revision before. Then every one must be
//! what the entities declare. At the end everything is taken back, row by row. Runs the commands of the README in a copy
//! of the workspace.

use std::collections::BTreeMap;
use std::process::Output;

use driftline_schema::Engine;
use driftline_tests::workspace::Copy;
use driftline_tests::{TestDatabase, engines};

/// One edit: what is changed in which file, the flags that answer its questions, and what must be asked without them.
struct Edit {
    message: &'static str,
    /// File, text, replacement; an empty text makes the file.
    changes: &'static [(&'static str, &'static str, &'static str)],
    flags: &'static str,
    asks: &'static [&'static str],
    says: &'static [&'static str],
    /// How many changes the module's header lists at least.
    finds: usize,
}

const CONTACT: &str = "entity/src/contact.rs";
const TAG: &str = "entity/src/tag.rs";
const NOTE: &str = "entity/src/note.rs";

const EDITS: [Edit; 12] = [
    Edit {
        message: "contacts get details",
        changes: &[
            (
                CONTACT,
                "    pub phone: Option<String>,",
                r#"    pub phone: Option<String>,
    /// Nick name.
    pub nick: String,
    /// Day of birth.
    pub birthday: Option<Date>,
    /// How close we are.
    pub score: Option<f64>,
    /// How often we met.
    #[sea_orm(default_value = 0)]
    pub visits: i64,
    /// Whether we are in touch.
    #[sea_orm(default_value = true)]
    pub active: bool,
    /// For links.
    #[sea_orm(unique)]
    pub token: Option<Uuid>,
    /// What the person chose.
    pub settings: Option<Json>,
    /// What is owed.
    #[sea_orm(column_type = "Decimal(Some((12, 4)))", default_value = 0)]
    pub balance: Decimal,
    /// When we met last.
    pub seen_at: Option<DateTimeUtc>,
    /// A small picture.
    #[sea_orm(column_type = "Blob")]
    pub photo: Option<Vec<u8>>,
    /// Two letters.
    #[sea_orm(column_type = "Char(Some(2))")]
    pub initials: Option<String>,"#,
            ),
            (CONTACT, "PartialEq, Eq, DeriveEntityModel", "PartialEq, DeriveEntityModel"),
        ],
        flags: "--fill contacts.nick='?'",
        asks: &["contacts.nick", "--fill"],
        says: &["+ nick", "+ birthday", "+ token", "+ balance"],
        finds: 12,
    },
    Edit {
        message: "rename contact nick to alias",
        changes: &[(CONTACT, "    pub nick: String,", "    pub alias: String,")],
        flags: "--rename contacts.nick=alias",
        asks: &["--rename contacts.nick=alias", "--drop contacts.nick"],
        says: &["> nick -> alias"],
        finds: 1,
    },
    Edit {
        message: "longer mail addresses, no phone",
        changes: &[
            (
                CONTACT,
                "    /// Mail address.\n    #[sea_orm(column_type = \"String(StringLen::N(255))\")]",
                "    /// Mail address.\n    #[sea_orm(column_type = \"String(StringLen::N(320))\")]",
            ),
            (
                CONTACT,
                "    /// Phone number as it was entered.\n    #[sea_orm(column_type = \"String(StringLen::N(50))\")]\n    pub phone: Option<String>,\n",
                "",
            ),
        ],
        flags: "",
        asks: &[],
        says: &["~ email", "320", "- phone", "drops-column contacts.phone: 3 rows, 2 of them not NULL"],
        finds: 2,
    },
    Edit {
        message: "declare indexes and a check",
        changes: &[(
            CONTACT,
            "impl ActiveModelBehavior for ActiveModel {}",
            r#"impl ActiveModelBehavior for ActiveModel {}

driftline_desired::declare!(Entity, |table| {
    use driftline_desired::prelude::*;
    table.index(Index::create().name("ix_contacts_alias_name").col(Column::Alias).col(Column::Name));
    table.index(Index::create().name("ix_contacts_score").col((Column::Score, IndexOrder::Desc)));
    table.index(
        Index::create().name("ux_contacts_mail").unique().col(Column::Email).and_where(Column::Email.is_not_null()),
    );
    table.check("ck_contacts_name", "length(name) > 0");
    table.check("ck_contacts_visits", Expr::col("visits").gte(0));
});"#,
        )],
        flags: "",
        asks: &[],
        says: &[
            "+ index ix_contacts_alias_name (alias, name)",
            "+ check ck_contacts_name",
            "not-held contacts.ux_contacts_mail: left out there: MariaDB/MySQL has no index with a WHERE condition",
        ],
        finds: 5,
    },
    Edit {
        message: "mail is required",
        changes: &[(CONTACT, "    pub email: Option<String>,", "    pub email: String,")],
        flags: "--fill contacts.email=unknown",
        asks: &["contacts.email", "1 row", "--fill"],
        says: &["~ email null -> not null", "fills-nulls contacts.email"],
        finds: 1,
    },
    Edit {
        message: "tags have colours and groups",
        changes: &[
            (
                TAG,
                "    pub name: String,",
                r#"    pub name: String,
    /// Shown behind the name.
    #[sea_orm(default_value = "grey", column_type = "String(StringLen::N(20))", indexed)]
    pub colour: String,
    /// The tag this one belongs to.
    pub parent_id: Option<i32>,
    /// Other words for it, where the engine has lists.
    pub labels: Option<Vec<String>>,"#,
            ),
            (
                TAG,
                "impl ActiveModelBehavior for ActiveModel {}",
                "impl ActiveModelBehavior for ActiveModel {}\n\ndriftline_desired::declare!(Entity);",
            ),
            (
                TAG,
                "    /// The relationships it hangs on.",
                r#"    /// The tag it belongs to.
    #[sea_orm(
        belongs_to = "Entity",
        from = "Column::ParentId",
        to = "Column::Id",
        on_delete = "SetNull",
        fk_name = "tags_parent_id_fkey"
    )]
    Parent,
    /// The relationships it hangs on."#,
            ),
        ],
        flags: "",
        asks: &[],
        says: &[
            "tags",
            "+ colour",
            "idx-tags-colour",
            "tags_parent_id_fkey",
            "not-held tags.labels: left out there: SQLite has no type character varying[]",
            "not-held tags.labels: left out there: MariaDB/MySQL has no type character varying[]",
        ],
        finds: 5,
    },
    Edit {
        message: "contacts have addresses",
        changes: &[
            ("entity/src/lib.rs", "pub mod contact;", "pub mod address;\npub mod contact;"),
            (
                "entity/src/address.rs",
                "",
                r#"//! Where a contact can be found.

use sea_orm::entity::prelude::*;

/// Kinds of addresses.
#[derive(Clone, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "address_kind")]
pub enum Kind {
    /// Where somebody lives.
    #[sea_orm(string_value = "home")]
    Home,
    /// Where somebody works.
    #[sea_orm(string_value = "it's work")]
    Work,
}

/// One address.
#[sea_orm::compact_model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "addresses")]
pub struct Model {
    /// Row number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose it is.
    #[sea_orm(unique_key = "place")]
    pub contact_id: i32,
    /// House and street.
    #[sea_orm(column_type = "String(StringLen::N(120))", unique_key = "place")]
    pub street: String,
    /// The town.
    #[sea_orm(column_type = "String(StringLen::N(80))", default_value = "Brno")]
    pub city: String,
    /// What it is.
    pub kind: Option<Kind>,
}

/// How the table hangs together with others.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// Whose it is; the address goes with it.
    #[sea_orm(
        belongs_to = "super::contact::Entity",
        from = "Column::ContactId",
        to = "super::contact::Column::Id",
        on_delete = "Cascade",
        fk_name = "addresses_contact_id_fkey"
    )]
    Contact,
}

impl ActiveModelBehavior for ActiveModel {}
"#,
            ),
        ],
        flags: "",
        asks: &[],
        says: &["+ table addresses (id, contact_id, street, city, kind)"],
        finds: 2,
    },
    Edit {
        message: "second thoughts",
        changes: &[
            (
                CONTACT,
                "    pub score: Option<f64>,",
                "    #[sea_orm(default_value = 1.5)]\n    pub score: Option<f64>,",
            ),
            (CONTACT, "    #[sea_orm(default_value = true)]\n    pub active: bool,", "    pub active: bool,"),
            (CONTACT, "Decimal(Some((12, 4)))", "Decimal(Some((14, 4)))"),
            (
                CONTACT,
                "    #[sea_orm(default_value = 0)]\n    pub visits: i64,",
                "    #[sea_orm(default_value = 0)]\n    pub visits: i32,",
            ),
            (CONTACT, "    /// Day of birth.\n    pub birthday: Option<Date>,\n", ""),
            (CONTACT, "    #[sea_orm(unique)]\n    pub token", "    pub token"),
            (
                CONTACT,
                "    table.index(Index::create().name(\"ix_contacts_alias_name\").col(Column::Alias).col(Column::Name));\n",
                "    table.index(Index::create().name(\"ix_contacts_alias_name\").unique().col(Column::Name).col(Column::Id));\n",
            ),
            (CONTACT, "length(name) > 0", "length(name) > 1"),
            (
                NOTE,
                "    /// Headline.\n    #[sea_orm(column_type = \"String(StringLen::N(255))\")]",
                "    /// Headline.\n    #[sea_orm(column_type = \"String(StringLen::N(200))\")]",
            ),
            (TAG, "on_delete = \"SetNull\"", "on_delete = \"Cascade\""),
            (
                "entity/src/address.rs",
                "    #[sea_orm(string_value = \"it's work\")]\n    Work,",
                "    #[sea_orm(string_value = \"it's work\")]\n    Work,\n    /// Somewhere else.\n    #[sea_orm(string_value = \"other\")]\n    Other,",
            ),
        ],
        flags: "",
        asks: &[],
        says: &["- birthday", "ix_contacts_alias_name", "ck_contacts_name"],
        finds: 11,
    },
    Edit {
        message: "homes are called private",
        changes: &[(
            "entity/src/address.rs",
            "    #[sea_orm(string_value = \"home\")]\n    Home,",
            "    #[sea_orm(string_value = \"private\")]\n    Home,",
        )],
        flags: "--rename-label addresses.kind.home=private",
        asks: &["--rename-label addresses.kind.home=private", "--drop-label addresses.kind.home"],
        says: &["breaks-old-code"],
        finds: 1,
    },
    Edit {
        message: "a view and triggers",
        changes: &[(
            NOTE,
            "impl ActiveModelBehavior for ActiveModel {}",
            r#"impl ActiveModelBehavior for ActiveModel {}

driftline_desired::declare_schema!(|schema| {
    use driftline_desired::prelude::*;
    schema.view("titled", Query::select().columns(["id", "title"]).from("notes").and_where(Expr::col("title").ne("it's")));
    schema.view("short", "SELECT id FROM titled WHERE length(title) < 5");
    schema.create(
        Engine::Sqlite,
        "CREATE TRIGGER tidy AFTER INSERT ON notes BEGIN UPDATE notes SET title = trim(title) WHERE id = new.id; END",
    );
    schema.create(
        Engine::Postgres,
        "CREATE FUNCTION tidy() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN new.title := trim(new.title); RETURN new; END $$",
    );
    schema.create(
        Engine::Postgres,
        "CREATE TRIGGER tidy BEFORE INSERT ON public.notes FOR EACH ROW EXECUTE FUNCTION tidy()",
    );
    schema.create(Engine::MySql, "CREATE FUNCTION twice(a int) RETURNS int DETERMINISTIC RETURN 2 * a");
    schema.create(Engine::MySql, "CREATE TRIGGER tidy BEFORE INSERT ON notes FOR EACH ROW SET new.title = trim(new.title)");
});"#,
        )],
        flags: "",
        asks: &[],
        says: &["+ view titled", "+ view short"],
        finds: 2,
    },
    Edit {
        message: "another view, one gone, a longer title",
        changes: &[
            (NOTE, "length(title) < 5", "length(title) < 6"),
            (
                NOTE,
                "    schema.create(\n        Engine::Sqlite,\n",
                "    schema.dropped_trigger(\"notes\", \"tidied\");\n    schema.create(\n        Engine::Sqlite,\n",
            ),
            (NOTE, "trim(new.title); RETURN", "ltrim(new.title); RETURN"),
            (NOTE, "RETURN 2 * a", "RETURN 3 * a"),
            (NOTE, "StringLen::N(200)", "StringLen::N(210)"),
        ],
        flags: "",
        asks: &[],
        says: &["view short"],
        finds: 2,
    },
    Edit {
        message: "people are persons, and no addresses",
        changes: &[
            ("entity/src/person.rs", "table_name = \"people\"", "table_name = \"persons\""),
            ("entity/src/lib.rs", "pub mod address;\npub mod contact;", "pub mod contact;"),
        ],
        flags: "--rename people=persons --drop addresses",
        asks: &["--rename people=persons"],
        says: &["> table people -> persons", "- table addresses"],
        finds: 2,
    },
];

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Runs a command in the copy on a test's database; its exit code must be the one given.
fn run(copy: &Copy, database: &TestDatabase, command: &str, wanted: i32) -> String {
    let output = copy.shell(command, &[("DATABASE_URL", &database.url)]).unwrap();
    let said = text(&output);
    assert_eq!(output.status.code(), Some(wanted), "{command} on {}\n{said}", database.database.engine);
    said
}

async fn contacts(database: &TestDatabase) -> Vec<String> {
    let sql = match database.database.engine {
        Engine::MySql => "SELECT concat(name, ' ', coalesce(email, '-')) FROM contacts ORDER BY id",
        _ => "SELECT name || ' ' || coalesce(email, '-') FROM contacts ORDER BY id",
    };
    database.texts(sql).await.unwrap()
}

/// The rows of every table that the edits touch and that has columns from the beginning.
const ROWS: [&str; 4] = [
    "INSERT INTO contacts (name, email, phone) VALUES ('Zoë', 'zoe@example.org', '1'), ('O''Brien', NULL, '2'), \
     ('Ada', 'ada@example.org', NULL)",
    "INSERT INTO tags (name) VALUES ('friend'), ('colleague')",
    "INSERT INTO notes (title, content) VALUES ('met', 'in Prague')",
    "INSERT INTO people (raw_data) VALUES ('{}'), (NULL)",
];

/// The engines of this run.
fn available() -> Vec<Engine> {
    [Engine::Sqlite, Engine::Postgres, Engine::MySql]
        .into_iter()
        .filter(|engine| engines::runs(*engine).unwrap())
        .collect()
}

async fn day(made_against: Engine) {
    let engines = available();
    if !engines.contains(&made_against) {
        return;
    }
    let copy = Copy::take().unwrap();
    let mut databases = Vec::new();
    for engine in engines {
        databases.push(TestDatabase::new(engine).await.unwrap());
    }
    let near = databases.iter().position(|database| database.database.engine == made_against).unwrap();
    let mut before = Vec::new();
    for database in &databases {
        run(&copy, database, "cargo run -q -p migration -- up", 0);
        for rows in ROWS {
            database.run(rows).await.unwrap();
        }
        before.push(contacts(database).await);
    }
    for edit in &EDITS {
        make(&copy, edit);
        generate(&copy, &databases[near], edit);
        for database in &databases {
            run(&copy, database, "cargo run -q -p migration -- up", 0);
            let said = run(&copy, database, "cargo xtask check", 0);
            assert!(said.contains("is what the entities declare"), "{said}");
        }
        let said = run(&copy, &databases[near], "cargo xtask autogenerate -m 'nothing left'", 0);
        assert!(said.contains("No differences"), "{said}");
        if edit.message == "contacts have addresses" {
            for database in &databases {
                database
                    .run("INSERT INTO addresses (contact_id, street, kind) VALUES (1, 'Úvoz 4', 'home')")
                    .await
                    .unwrap();
            }
        }
    }
    for database in &databases {
        let alias = database.texts("SELECT alias FROM contacts WHERE name = 'Zoë'").await.unwrap();
        assert_eq!(alias, ["?"], "{}", database.database.engine);
    }
    for (database, before) in databases.iter().zip(before) {
        run(&copy, database, &format!("cargo run -q -p migration -- down -n {}", EDITS.len()), 0);
        let mut after = contacts(database).await;
        // The one value that was filled in cannot be told from one that was there, and the migration says so.
        after.iter_mut().for_each(|row| *row = row.replace("unknown", "-"));
        assert_eq!(after, before, "{}", database.database.engine);
        for (table, rows) in [("tags", 2), ("notes", 1), ("people", 2)] {
            assert_eq!(database.number(&format!("SELECT count(*) FROM {table}")).await.unwrap(), rows, "{table}");
        }
        run(&copy, database, "cargo run -q -p migration -- up", 0);
    }
    drop(copy);
    for database in databases {
        database.remove().await.unwrap();
    }
}

fn make(copy: &Copy, edit: &Edit) {
    for (file, from, to) in edit.changes {
        if from.is_empty() {
            std::fs::write(copy.folder().join(file), to).unwrap();
        } else {
            copy.edit(file, from, to).unwrap();
        }
    }
}

/// Asks for the migration, without the answers first where it needs some.
fn generate(copy: &Copy, database: &TestDatabase, edit: &Edit) {
    let command = format!("cargo xtask autogenerate -m '{}'", edit.message);
    if !edit.asks.is_empty() {
        let said = run(copy, database, &command, 2);
        for asked in edit.asks {
            assert!(said.contains(asked), "{} does not ask {asked:?}:\n{said}", edit.message);
        }
    }
    let said = run(copy, database, &format!("{command} {}", edit.flags), 0);
    for piece in edit.says {
        assert!(said.contains(piece), "{} does not say {piece:?}:\n{said}", edit.message);
    }
    let found = changes_of_newest(copy);
    assert!(found.len() >= edit.finds, "{} should list {} changes:\n{}", edit.message, edit.finds, found.join("\n"));
    run(copy, database, "cargo xtask check", 2);
}

/// The changes that the newest module's header lists.
fn changes_of_newest(copy: &Copy) -> Vec<String> {
    let folder = copy.folder().join("migration/src");
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let newest = names
        .filter(|path| path.file_name().unwrap().to_string_lossy().starts_with('m'))
        .filter(|path| !path.ends_with("main.rs"))
        .max();
    let text = std::fs::read_to_string(newest.unwrap()).unwrap();
    let header = text.lines().take_while(|line| !line.starts_with("//! Hazards"));
    header.filter_map(|line| line.strip_prefix("//! - ")).map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_of_edits_made_against_sqlite() {
    day(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_of_edits_made_against_postgres() {
    day(Engine::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_of_edits_made_against_mysql() {
    day(Engine::MySql).await;
}

/// The proof asks for thirty changes on the way around.
#[test]
fn the_edits_are_enough_changes() {
    let messages: BTreeMap<&str, usize> = EDITS.iter().map(|edit| (edit.message, edit.finds)).collect();
    assert!(messages.values().sum::<usize>() >= 30, "{messages:?}");
}

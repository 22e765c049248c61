//! A developer's day: entities are edited one after the other, each edit is generated, applied and checked on a database
//! with rows, and at the end everything is taken back. Runs the commands of the README in a copy of the workspace.

use std::process::Output;

use driftline_schema::Engine;
use driftline_tests::workspace::Copy;
use driftline_tests::{TestDatabase, engines};

/// One edit: what is changed in which file, the flags that answer its questions, and what must be asked without them.
struct Edit {
    message: &'static str,
    changes: &'static [(&'static str, &'static str, &'static str)],
    flags: &'static str,
    asks: &'static [&'static str],
    says: &'static [&'static str],
}

const CONTACT: &str = "entity/src/contact.rs";

const EDITS: [Edit; 6] = [
    Edit {
        message: "add contact nick",
        changes: &[(
            CONTACT,
            "    pub phone: Option<String>,",
            "    pub phone: Option<String>,\n    /// Nick name.\n    pub nick: String,",
        )],
        flags: "--fill contacts.nick='?'",
        asks: &["contacts.nick", "--fill"],
        says: &["+ nick"],
    },
    Edit {
        message: "rename contact nick to alias",
        changes: &[(CONTACT, "    pub nick: String,", "    pub alias: String,")],
        flags: "--rename contacts.nick=alias",
        asks: &["--rename contacts.nick=alias", "--drop contacts.nick"],
        says: &["> nick -> alias"],
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
    },
    Edit {
        message: "declare indexes and a check",
        changes: &[(
            CONTACT,
            "impl ActiveModelBehavior for ActiveModel {}",
            "impl ActiveModelBehavior for ActiveModel {}\n\ndriftline_desired::declare!(Entity, |table| {\n    use driftline_desired::prelude::*;\n    table.index(Index::create().name(\"ix_contacts_alias_name\").col(Column::Alias).col(Column::Name));\n    table.index(\n        Index::create().name(\"ux_contacts_mail\").unique().col(Column::Email).and_where(Column::Email.is_not_null()),\n    );\n    table.check(\"ck_contacts_name\", \"length(name) > 0\");\n});",
        )],
        flags: "",
        asks: &[],
        says: &[
            "+ index ix_contacts_alias_name (alias, name)",
            "+ unique index ux_contacts_mail (email) where",
            "+ check ck_contacts_name",
        ],
    },
    Edit {
        message: "mail is required",
        changes: &[(CONTACT, "    pub email: Option<String>,", "    pub email: String,")],
        flags: "--fill contacts.email=unknown",
        asks: &["contacts.email", "1 row", "--fill"],
        says: &["~ email null -> not null", "fills-nulls contacts.email"],
    },
    Edit {
        message: "tags have colours",
        changes: &[(
            "entity/src/tag.rs",
            "    pub name: String,",
            "    pub name: String,\n    /// Shown behind the name.\n    #[sea_orm(default_value = \"grey\", column_type = \"String(StringLen::N(20))\", indexed)]\n    pub colour: String,",
        )],
        flags: "",
        asks: &[],
        says: &["tags", "+ colour", "idx-tags-colour"],
    },
];

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Runs a command in the copy on the test's database; its exit code must be the one given.
fn run(copy: &Copy, database: &TestDatabase, command: &str, wanted: i32) -> String {
    let output = copy.shell(command, &[("DATABASE_URL", &database.url)]).unwrap();
    let said = text(&output);
    assert_eq!(output.status.code(), Some(wanted), "{command}\n{said}");
    said
}

async fn contacts(database: &TestDatabase) -> Vec<String> {
    database.texts("SELECT name || ' ' || coalesce(email, '-') FROM contacts ORDER BY id").await.unwrap()
}

async fn day(engine: Engine) {
    if !engines::runs(engine).unwrap() {
        return;
    }
    let copy = Copy::take().unwrap();
    let database = TestDatabase::new(engine).await.unwrap();
    run(&copy, &database, "cargo run -q -p migration -- up", 0);
    database
        .run(
            "INSERT INTO contacts (name, email, phone) VALUES ('Zoë', 'zoe@example.org', '1'), ('O''Brien', NULL, '2'), \
             ('Ada', 'ada@example.org', NULL); INSERT INTO tags (name) VALUES ('friend');",
        )
        .await
        .unwrap();
    let before = contacts(&database).await;
    for edit in &EDITS {
        for (file, from, to) in edit.changes {
            copy.edit(file, from, to).unwrap();
        }
        let generate = format!("cargo xtask autogenerate -m '{}'", edit.message);
        if !edit.asks.is_empty() {
            let said = run(&copy, &database, &generate, 2);
            for asked in edit.asks {
                assert!(said.contains(asked), "{} does not ask {asked:?}:\n{said}", edit.message);
            }
        }
        let said = run(&copy, &database, &format!("{generate} {}", edit.flags), 0);
        for piece in edit.says {
            assert!(said.contains(piece), "{} does not say {piece:?}:\n{said}", edit.message);
        }
        run(&copy, &database, "cargo xtask check", 2);
        run(&copy, &database, "cargo run -q -p migration -- up", 0);
        let said = run(&copy, &database, "cargo xtask check", 0);
        assert!(said.contains("is what the entities declare"), "{said}");
        let said = run(&copy, &database, "cargo xtask autogenerate -m 'nothing left'", 0);
        assert!(said.contains("No differences"), "{said}");
    }
    let alias = database.texts("SELECT alias FROM contacts WHERE name = 'Zoë'").await.unwrap();
    assert_eq!(alias, ["?"]);
    run(&copy, &database, &format!("cargo run -q -p migration -- down -n {}", EDITS.len()), 0);
    let mut after = contacts(&database).await;
    // The one value that was filled in cannot be told from one that was there, and the migration says so.
    after.iter_mut().for_each(|row| *row = row.replace("unknown", "-"));
    assert_eq!(after, before);
    run(&copy, &database, "cargo run -q -p migration -- up", 0);
    drop(copy);
    database.remove().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_of_edits_on_sqlite() {
    day(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_of_edits_on_postgres() {
    day(Engine::Postgres).await;
}

//! A legacy PRT file, as owners still have it on disk: awkward names, rows of no known contact, repeated notes. Leaves out what is
//! done with it.

use std::path::Path;

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};

/// The fields of a Google People record, one column each.
pub const PEOPLE: [&str; 38] = [
    "addresses",
    "ageRange",
    "ageRanges",
    "biographies",
    "birthdays",
    "braggingRights",
    "calendarUrls",
    "clientData",
    "coverPhotos",
    "emailAddresses",
    "etag",
    "events",
    "externalIds",
    "fileAses",
    "genders",
    "imClients",
    "interests",
    "locales",
    "locations",
    "memberships",
    "metadata",
    "miscKeywords",
    "names",
    "nicknames",
    "occupations",
    "organizations",
    "phoneNumbers",
    "photos",
    "relations",
    "relationshipInterests",
    "relationshipStatuses",
    "residences",
    "resourceName",
    "sipAddresses",
    "skills",
    "taglines",
    "urls",
    "userDefined",
];

/// What was done to the file by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variety {
    /// Nothing.
    Plain,
    /// contacts has phone and its times already, some of them NULL.
    Contacts,
    /// tags, notes and the two join tables are there, with TEXT columns and some rows.
    Tags,
    /// relationships has contact_id NOT NULL UNIQUE, and its tag and note still.
    Unique,
    /// relationships has contact_id NOT NULL UNIQUE, and nothing else.
    Converted,
}

/// All varieties.
pub const VARIETIES: [Variety; 5] =
    [Variety::Plain, Variety::Contacts, Variety::Tags, Variety::Unique, Variety::Converted];

/// Makes the file and gives an open connection to it.
///
/// # Errors
/// What SQLite said.
pub async fn build(path: &Path, contacts: u32, variety: Variety) -> Result<DatabaseConnection, String> {
    let failed = |error: sea_orm::DbErr| error.to_string();
    let connection = Database::connect(format!("sqlite://{}?mode=rwc", path.display())).await.map_err(failed)?;
    connection.execute_unprepared(&script(contacts, variety)).await.map_err(failed)?;
    Ok(connection)
}

/// Every row of a query, each as one text.
///
/// # Errors
/// What SQLite said.
pub async fn rows(connection: &DatabaseConnection, sql: &str) -> Result<Vec<String>, String> {
    let statement = Statement::from_string(connection.get_database_backend(), sql.to_owned());
    let rows = connection.query_all_raw(statement).await.map_err(|error| format!("{error}\n  in: {sql}"))?;
    rows.iter().map(|row| row.try_get_by_index::<String>(0).map_err(|error| error.to_string())).collect()
}

fn script(contacts: u32, variety: Variety) -> String {
    let people: Vec<String> = PEOPLE.iter().map(|name| format!("\"{name}\" TEXT")).collect();
    let times = match variety {
        Variety::Contacts => {
            ", phone TEXT, created_at DATETIME DEFAULT CURRENT_TIMESTAMP, updated_at DATETIME DEFAULT CURRENT_TIMESTAMP"
        }
        _ => "",
    };
    let relationships = match variety {
        Variety::Unique => "contact_id INTEGER NOT NULL UNIQUE, tag TEXT, note TEXT",
        Variety::Converted => "contact_id INTEGER NOT NULL UNIQUE",
        _ => "contact_id INTEGER, tag TEXT, note TEXT",
    };
    let numbers = format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {contacts})");
    let mut sql = format!(
        "PRAGMA synchronous = OFF; BEGIN;
         CREATE TABLE contacts (id INTEGER PRIMARY KEY, name TEXT, email TEXT{times});
         CREATE TABLE relationships (id INTEGER PRIMARY KEY, {relationships});
         CREATE TABLE people (id INTEGER PRIMARY KEY, {});
         {numbers} INSERT INTO contacts (id, name, email) SELECT i, CASE i % 7
             WHEN 0 THEN 'O''Brien \"' || i || '\"' WHEN 1 THEN 'Zoë Łukasiewicz ' || i WHEN 2 THEN 'Same Name'
             WHEN 3 THEN '山田 太郎 ' || i WHEN 4 THEN '-- ' || i || '; DROP TABLE contacts'
             WHEN 5 THEN '  spaces ' || i || '  ' ELSE 'Контакт' || char(10) || i END,
             CASE WHEN i % 3 > 0 THEN 'c' || i || '@example.org' END FROM n;
         {numbers} INSERT INTO people (id, names, etag, \"ageRange\") SELECT i, '[{{\"value\":\"' || i || '\",\"gone\":null}}]', 'é\"q',
             CASE WHEN i % 2 = 0 THEN '12.50' END FROM n WHERE i % 5 = 0;",
        people.join(", ")
    );
    // Up to three rows a contact; ids have gaps; equal texts hang on several contacts, and twice on one.
    let pairings = format!(
        "{numbers}, p(part) AS (VALUES (0), (1), (2)) INSERT INTO relationships (id, contact_id, tag, note)
         SELECT i * 5 + part, CASE WHEN i % 97 = 0 THEN NULL WHEN i % 89 = 0 THEN i + 1000000 ELSE i END,
             CASE WHEN part <> 1 THEN 'tag ' || ((i + part) % 50) END,
             CASE WHEN part = 2 AND i % 2 = 0 THEN NULL WHEN i % 11 = 0 THEN 'the same note' WHEN i % 13 = 0 THEN ''
                  WHEN i % 1000 = 1 THEN printf('%.100000c', 'n')
                  ELSE char(10) || '  note ' || part || ' of it''s ' || i || char(10) || 'second line' END
         FROM n, p WHERE part < i % 4;"
    );
    sql.push_str(&match variety {
        Variety::Plain | Variety::Contacts | Variety::Tags => pairings,
        Variety::Unique => pairings.replace("part < i % 4", "part = 0 AND i % 4 > 0 AND i % 97 > 0 AND i % 89 > 0"),
        Variety::Converted => {
            format!("{numbers} INSERT INTO relationships (id, contact_id) SELECT i * 5, i FROM n WHERE i % 4 > 0;")
        }
    });
    match variety {
        Variety::Contacts => sql.push_str(
            "UPDATE contacts SET created_at = '2020-01-01 10:00:00', updated_at = NULL WHERE id % 4 = 0;
             UPDATE contacts SET created_at = NULL WHERE id % 10 = 1; UPDATE contacts SET phone = '+1 ' || id WHERE id % 2 = 0;",
        ),
        Variety::Tags => sql.push_str(
            "CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT);
             CREATE TABLE notes (id INTEGER PRIMARY KEY, title TEXT, content TEXT);
             CREATE TABLE relationship_tags (relationship_id TEXT, tag_id TEXT);
             CREATE TABLE relationship_notes (relationship_id TEXT, note_id TEXT);
             INSERT INTO tags VALUES (3, 'tag 1'), (7, 'only here'), (8, 'tag 1'), (9, NULL);
             INSERT INTO notes VALUES (4, 'Titled', 'kept as it is'), (6, NULL, 'the same note');
             INSERT INTO relationship_tags VALUES ('5', '7'), ('10', '8'), ('5', '7');
             INSERT INTO relationship_notes VALUES ('5', '4'), ('10', '6');",
        ),
        _ => {}
    }
    sql.push_str("COMMIT;");
    sql
}

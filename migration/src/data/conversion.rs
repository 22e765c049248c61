//! The conversion of a legacy file's relationships, one row a pairing of contact, tag and note, into relationships, tags, notes
//! and what joins them: what data migrations 002 and 003 both do.
//!
//! Nothing is lost. The old tables stay, under names that no comparison looks at (`driftline_legacy_…`): the way back gives the
//! old rows with their ids. Rows of no known contact are kept in `driftline_quarantine_relationships`, with the reason. A note
//! belongs to its contact: equal texts of two contacts are two notes, each titled by its own first line.

use driftline_runner::data::work::between;
use driftline_runner::data::{Counts, Engine, Readiness, Sight, Work};
use driftline_runner::prelude::DbErr;

const OLD: &str = "driftline_legacy_relationships";
const QUARANTINE: &str = "driftline_quarantine_relationships";
/// Tables that a half-migrated file has already, with the columns they must have.
const HALF: [(&str, &[&str]); 4] = [
    ("tags", &["id", "name"]),
    ("notes", &["id", "title", "content"]),
    ("relationship_tags", &["relationship_id", "tag_id"]),
    ("relationship_notes", &["relationship_id", "note_id"]),
];

/// The tables as the first migration of the history makes them on SQLite.
const TABLES: [&str; 5] = [
    r#"CREATE TABLE "relationships" ( "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "contact_id" integer NOT NULL, "created_at" timestamp_with_timezone_text NOT NULL DEFAULT CURRENT_TIMESTAMP, "updated_at" timestamp_with_timezone_text NOT NULL DEFAULT CURRENT_TIMESTAMP, CONSTRAINT "relationships_contact_id_key" UNIQUE ("contact_id"), CONSTRAINT "relationships_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contacts" ("id") ON DELETE CASCADE )"#,
    r#"CREATE TABLE "tags" ( "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(100) NOT NULL, "created_at" timestamp_with_timezone_text NOT NULL DEFAULT CURRENT_TIMESTAMP, "updated_at" timestamp_with_timezone_text NOT NULL DEFAULT CURRENT_TIMESTAMP, CONSTRAINT "tags_name_key" UNIQUE ("name") )"#,
    r#"CREATE TABLE "notes" ( "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(255) NOT NULL, "content" text NOT NULL, "created_at" timestamp_with_timezone_text NOT NULL DEFAULT CURRENT_TIMESTAMP, "updated_at" timestamp_with_timezone_text NOT NULL DEFAULT CURRENT_TIMESTAMP )"#,
    r#"CREATE TABLE "relationship_tags" ( "relationship_id" integer NOT NULL, "tag_id" integer NOT NULL, "created_at" timestamp_with_timezone_text NOT NULL DEFAULT CURRENT_TIMESTAMP, CONSTRAINT "relationship_tags_pkey" PRIMARY KEY ("relationship_id", "tag_id"), CONSTRAINT "relationship_tags_relationship_id_fkey" FOREIGN KEY ("relationship_id") REFERENCES "relationships" ("id") ON DELETE CASCADE, CONSTRAINT "relationship_tags_tag_id_fkey" FOREIGN KEY ("tag_id") REFERENCES "tags" ("id") ON DELETE CASCADE )"#,
    r#"CREATE TABLE "relationship_notes" ( "relationship_id" integer NOT NULL, "note_id" integer NOT NULL, "created_at" timestamp_with_timezone_text NOT NULL DEFAULT CURRENT_TIMESTAMP, CONSTRAINT "relationship_notes_pkey" PRIMARY KEY ("relationship_id", "note_id"), CONSTRAINT "relationship_notes_note_id_fkey" FOREIGN KEY ("note_id") REFERENCES "notes" ("id") ON DELETE CASCADE, CONSTRAINT "relationship_notes_relationship_id_fkey" FOREIGN KEY ("relationship_id") REFERENCES "relationships" ("id") ON DELETE CASCADE )"#,
];

/// A note's title: its first line that says something, 80 characters at most.
const TITLE: &str = "coalesce(nullif(trim(substr(ltrim(o.note, ' ' || char(9, 10, 13)), 1, \
    min(80, instr(ltrim(o.note, ' ' || char(9, 10, 13)) || char(10), char(10)) - 1)), ' ' || char(9, 13)), ''), 'Note')";

/// Whether the relationships are still the old ones.
pub(super) async fn is_old(sight: &Sight<'_>) -> Result<bool, DbErr> {
    let columns = sight.columns("relationships").await?;
    Ok(["contact_id", "tag", "note"].iter().all(|name| columns.iter().any(|column| column == name)))
}

/// What both migrations need.
pub(super) async fn precondition(sight: &Sight<'_>) -> Result<Readiness, DbErr> {
    if sight.engine() != Engine::Sqlite {
        return Ok(Readiness::Nothing("legacy databases are SQLite files, and this is none".to_owned()));
    }
    if !is_old(sight).await? {
        let reason = if sight.has_table("relationships").await? {
            "relationships has no tag and note of its own: it is converted already"
        } else {
            "there is no table relationships"
        };
        return Ok(Readiness::Nothing(reason.to_owned()));
    }
    if !sight.has_table("contacts").await? {
        return Ok(Readiness::Refused("there are relationships and no table contacts: restore it first".to_owned()));
    }
    if sight.has_table(OLD).await? {
        let reason = format!("{OLD} of an earlier conversion is still there: look at it, then rename or drop it");
        return Ok(Readiness::Refused(reason));
    }
    for (table, wanted) in HALF {
        let columns = sight.columns(table).await?;
        if let (false, Some(missing)) =
            (columns.is_empty(), wanted.iter().find(|name| !columns.iter().any(|column| column == *name)))
        {
            return Ok(Readiness::Refused(format!(
                "{table} is there already and has no column {missing}: rename it or add the column"
            )));
        }
    }
    Ok(Readiness::Ready)
}

/// Contacts, and what hangs on them, counted alike before and after.
pub(super) async fn counts(sight: &Sight<'_>) -> Result<Counts, DbErr> {
    let counts = Counts::default().with("contacts", sight.count("contacts").await?);
    if sight.engine() != Engine::Sqlite || !sight.has_table("relationships").await? {
        return Ok(counts);
    }
    let is_old = is_old(sight).await?;
    let has_old = is_old || sight.has_table(OLD).await?;
    let rows = if is_old { sight.count("relationships").await? } else { sight.count(OLD).await? };
    let number = async |sql: String| sight.number(&format!("SELECT count(*) FROM ({sql})")).await;
    let strays = match (is_old, has_old) {
        (true, _) => number(format!("SELECT 1 FROM relationships WHERE NOT {}", known("relationships"))).await?,
        (false, true) => sight.count(QUARANTINE).await?,
        (false, false) => 0,
    };
    let mut counts = counts.with("rows of the old table", rows);
    for (name, what) in [
        ("contacts with a relationship", What::Contacts),
        ("contact-tag pairings", What::Tags),
        ("contact-note pairings", What::Notes),
    ] {
        let sql = if is_old {
            old_pairings(sight, "relationships", "", what).await?
        } else {
            new_pairings(sight, what).await?
        };
        counts = counts.with(
            name,
            match sql {
                Some(sql) => number(sql).await?,
                None => 0,
            },
        );
    }
    Ok(counts.with("rows of no known contact", strays))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Contacts,
    Tags,
    Notes,
}

fn known(table: &str) -> String {
    format!("({table}.contact_id IS NOT NULL AND {table}.contact_id IN (SELECT id FROM contacts))")
}

/// The distinct pairings that the old tables hold, those of a half-migrated file's join tables among them.
async fn old_pairings(sight: &Sight<'_>, table: &str, prefix: &str, what: What) -> Result<Option<String>, DbErr> {
    let of_rows = |column: &str| {
        format!(
            "SELECT DISTINCT contact_id AS c, {column} AS v FROM {table} WHERE {column} IS NOT NULL AND {}",
            known(table)
        )
    };
    let (column, join, key, target, value) = match what {
        What::Contacts => return Ok(Some(format!("SELECT DISTINCT contact_id FROM {table} WHERE {}", known(table)))),
        What::Tags => ("tag", "relationship_tags", "tag_id", "tags", "name"),
        What::Notes => ("note", "relationship_notes", "note_id", "notes", "content"),
    };
    let (join, target) = (format!("{prefix}{join}"), format!("{prefix}{target}"));
    if !sight.has_table(&join).await? || !sight.has_table(&target).await? {
        return Ok(Some(of_rows(column)));
    }
    Ok(Some(format!(
        "{} UNION SELECT o.contact_id, t.{value} FROM {join} j JOIN {table} o ON o.id = j.relationship_id \
         JOIN {target} t ON t.id = j.{key} WHERE t.{value} IS NOT NULL AND {}",
        of_rows(column),
        known("o")
    )))
}

async fn new_pairings(sight: &Sight<'_>, what: What) -> Result<Option<String>, DbErr> {
    let (join, key, target, value) = match what {
        What::Contacts => return Ok(Some("SELECT contact_id FROM relationships".to_owned())),
        What::Tags => ("relationship_tags", "tag_id", "tags", "name"),
        What::Notes => ("relationship_notes", "note_id", "notes", "content"),
    };
    if !sight.has_table(join).await? || !sight.has_table(target).await? {
        return Ok(None);
    }
    Ok(Some(format!(
        "SELECT r.contact_id AS c, t.{value} AS v FROM relationships r JOIN {join} j ON j.relationship_id = r.id \
         JOIN {target} t ON t.id = j.{key}"
    )))
}

/// The conversion.
pub(super) async fn up(work: &mut Work<'_>) -> Result<(), DbErr> {
    let mut half = Vec::new();
    for (table, _) in HALF {
        if is_old(&work.sight).await? && work.sight.has_table(table).await? {
            half.push(table);
        }
    }
    // Written down before anything is renamed: a run that goes on later finds the names taken by the new tables.
    work.note("half-migrated tables", &half.join(" ")).await?;
    let half = work.noted("half-migrated tables").await?.unwrap_or_default();
    let half: Vec<&str> = half.split_whitespace().collect();
    work.step("set the old tables aside and make the new ones", &aside(&half)).await?;
    work.by_key("give each contact one relationship", OLD, "id", |low, high| {
        vec![
            format!(
                "INSERT INTO relationships (id, contact_id) SELECT min(o.id), o.contact_id FROM {OLD} o WHERE {} AND {} \
                 GROUP BY o.contact_id ON CONFLICT (contact_id) DO NOTHING",
                range(low, high),
                known("o")
            ),
            format!(
                "INSERT INTO {QUARANTINE} (id, contact_id, tag, note, reason) SELECT o.id, o.contact_id, o.tag, o.note, \
                 CASE WHEN o.contact_id IS NULL THEN 'it names no contact' ELSE 'there is no such contact' END \
                 FROM {OLD} o WHERE {} AND NOT {}",
                range(low, high),
                known("o")
            ),
        ]
    })
    .await?;
    work.step("keep the tags and notes that were there already", &kept(&half)).await?;
    let is_half = half.contains(&"notes") && half.contains(&"relationship_notes");
    // The id of a note is that of the first row that held it, behind those of notes that were there.
    let offset = work.sight.number("SELECT coalesce(max(id), 0) FROM notes").await?;
    work.note("first id of notes", &if half.contains(&"notes") { offset } else { 0 }.to_string()).await?;
    let offset = work.noted("first id of notes").await?.unwrap_or_else(|| "0".to_owned());
    work.by_key("hang tags and notes on them", OLD, "id", move |low, high| pairings(low, high, &offset, is_half))
        .await?;
    let strays = work.sight.count(QUARANTINE).await?;
    if strays > 0 {
        work.say(&format!("{strays} rows of no known contact are kept in {QUARANTINE}"))?;
    }
    Ok(())
}

fn range(low: i64, high: i64) -> String {
    format!("o.{}", between(Engine::Sqlite, "id", low, high).replace(" AND ", " AND o."))
}

fn aside(half: &[&str]) -> Vec<String> {
    let mut sql = vec![format!("ALTER TABLE relationships RENAME TO {OLD}")];
    sql.extend(half.iter().map(|table| format!("ALTER TABLE {table} RENAME TO driftline_legacy_{table}")));
    sql.push(format!("CREATE INDEX driftline_legacy_relationships_contact ON {OLD} (contact_id)"));
    sql.extend(TABLES.map(str::to_owned));
    sql.push(format!(
        "CREATE TABLE {QUARANTINE} (id INTEGER PRIMARY KEY, contact_id INTEGER, tag TEXT, note TEXT, reason TEXT NOT NULL)"
    ));
    sql
}

/// A half-migrated file's tags, notes and pairings go over; a pairing named an old row, which now is its contact's relationship.
fn kept(half: &[&str]) -> Vec<String> {
    let has = |table: &str| half.contains(&table);
    let mut sql = Vec::new();
    if has("tags") {
        sql.push("INSERT OR IGNORE INTO tags (id, name) SELECT id, name FROM driftline_legacy_tags WHERE name IS NOT NULL ORDER BY id".to_owned());
    }
    if has("notes") {
        sql.push(
            "INSERT INTO notes (id, title, content) SELECT id, coalesce(title, 'Note'), coalesce(content, '') \
             FROM driftline_legacy_notes"
                .to_owned(),
        );
    }
    let owner = format!("JOIN {OLD} o ON o.id = j.relationship_id JOIN relationships r ON r.contact_id = o.contact_id");
    if has("relationship_tags") && has("tags") {
        sql.push(format!(
            "INSERT OR IGNORE INTO relationship_tags (relationship_id, tag_id) SELECT r.id, t.id \
             FROM driftline_legacy_relationship_tags j {owner} JOIN driftline_legacy_tags lt ON lt.id = j.tag_id \
             JOIN tags t ON t.name = lt.name"
        ));
    }
    if has("relationship_notes") && has("notes") {
        sql.push(format!(
            "INSERT OR IGNORE INTO relationship_notes (relationship_id, note_id) SELECT r.id, n.id \
             FROM driftline_legacy_relationship_notes j {owner} JOIN notes n ON n.id = j.note_id"
        ));
    }
    sql
}

fn pairings(low: i64, high: i64, offset: &str, is_half: bool) -> Vec<String> {
    let rows = format!("FROM {OLD} o JOIN relationships r ON r.contact_id = o.contact_id");
    let range = range(low, high);
    // The first row of a contact with this text; a pairing that was there already is not made again.
    let mut first = format!(
        "o.note IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {OLD} p WHERE p.contact_id = o.contact_id AND p.id < o.id \
         AND p.note = o.note)"
    );
    if is_half {
        first.push_str(
            " AND NOT EXISTS (SELECT 1 FROM relationship_notes j JOIN notes n ON n.id = j.note_id \
             WHERE j.relationship_id = r.id AND n.content = o.note)",
        );
    }
    let notes = [
        format!(
            "INSERT INTO notes (id, title, content) SELECT o.id + {offset}, {TITLE}, o.note {rows} WHERE {range} AND {first}"
        ),
        format!(
            "INSERT INTO relationship_notes (relationship_id, note_id) SELECT r.id, n.id {rows} \
             JOIN notes n ON n.id = o.id + {offset} WHERE {range}"
        ),
    ];
    let tags = [
        format!("INSERT OR IGNORE INTO tags (name) SELECT DISTINCT o.tag {rows} WHERE {range} AND o.tag IS NOT NULL"),
        format!(
            "INSERT OR IGNORE INTO relationship_tags (relationship_id, tag_id) SELECT r.id, t.id {rows} \
             JOIN tags t ON t.name = o.tag WHERE {range}"
        ),
    ];
    tags.into_iter().chain(notes).collect()
}

/// The way back: the old tables take their names again. What has been hung on a contact since gets rows of its own.
pub(super) async fn down(work: &mut Work<'_>) -> Result<(), DbErr> {
    let half = work.noted("half-migrated tables").await?.unwrap_or_default();
    let half: Vec<&str> = half.split_whitespace().collect();
    let mut sql = Vec::new();
    for (what, column) in [(What::Tags, "tag"), (What::Notes, "note")] {
        // A run that was killed behind this step has none of these tables any more, and passes the step over.
        let (Some(new), Some(old)) =
            (new_pairings(&work.sight, what).await?, old_pairings(&work.sight, OLD, "driftline_legacy_", what).await?)
        else {
            continue;
        };
        sql.push(format!(
            "INSERT INTO {OLD} (contact_id, {column}) SELECT c, v FROM ({new} EXCEPT SELECT c, v FROM ({old}))"
        ));
    }
    for table in ["relationship_tags", "relationship_notes", "notes", "tags", "relationships", QUARANTINE] {
        sql.push(format!("DROP TABLE {table}"));
    }
    sql.push("DROP INDEX driftline_legacy_relationships_contact".to_owned());
    sql.push(format!("ALTER TABLE {OLD} RENAME TO relationships"));
    sql.extend(half.iter().map(|table| format!("ALTER TABLE driftline_legacy_{table} RENAME TO {table}")));
    work.step("give the old tables their names again", &sql).await
}

/// Pairing by pairing, both ways, and every foreign key.
pub(super) async fn verify(sight: &Sight<'_>, before: &Counts, after: &Counts) -> Result<Vec<String>, DbErr> {
    let changed = before.iter().filter(|(name, count)| after.get(name) != *count);
    let mut wrong: Vec<String> =
        changed.map(|(name, count)| format!("{count} {name} before, {} after", after.get(name))).collect();
    for (what, name) in [(What::Tags, "tag"), (What::Notes, "note")] {
        let (Some(old), Some(new)) =
            (old_pairings(sight, OLD, "driftline_legacy_", what).await?, new_pairings(sight, what).await?)
        else {
            wrong.push(format!("there are no tables for pairings of contact and {name}"));
            continue;
        };
        let without = async |these: &str, others: &str| {
            let sql = format!("SELECT count(*) FROM (SELECT c, v FROM ({these}) EXCEPT SELECT c, v FROM ({others}))");
            sight.number(&sql).await
        };
        let lost = without(&old, &new).await?;
        // As many after as before, and none lost: then none was made up either.
        let made = if wrong.is_empty() && lost == 0 { 0 } else { without(&new, &old).await? };
        if lost + made > 0 {
            wrong.push(format!("of the pairings of contact and {name} {lost} are lost and {made} were never there"));
        }
    }
    let known = sight.number(&format!("SELECT count(*) FROM {OLD} o WHERE {}", known("o"))).await?;
    let (all, kept) = (sight.count(OLD).await?, sight.count(QUARANTINE).await?);
    if known + kept != all {
        wrong.push(format!("{all} old rows are {known} of known contacts and {kept} in quarantine"));
    }
    let broken = sight.number("SELECT count(*) FROM pragma_foreign_key_check").await?;
    if broken > 0 {
        wrong.push(format!("{broken} foreign keys point at nothing"));
    }
    Ok(wrong)
}

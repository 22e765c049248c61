//! PRT's entities declare the seven tables that PRT's owners have, on every engine.
#![allow(clippy::expect_used, clippy::panic)]

use driftline_desired::declared;
use driftline_schema::Engine;
use driftline_schema::notation::print_schema;
use entity as _;

fn check(engine: Engine, wanted: &str) {
    let declared = declared(engine, "entity").expect("the entities are in order");
    let printed = print_schema(&declared.schema);
    // Every PRT table has its timestamps alike; leaving them out keeps the lines readable.
    let times = match engine {
        Engine::Sqlite => "timestamp_with_timezone_text not null default CURRENT_TIMESTAMP",
        Engine::Postgres => "timestamp with time zone not null default CURRENT_TIMESTAMP",
        Engine::MySql => "timestamp not null default (current_timestamp())",
    };
    assert_eq!(printed.replace(times, "utc"), wanted.trim(), "\n{printed}");
    assert_eq!(declared.modules[&"people".into()], "entity::person");
    assert_eq!((declared.renamed_tables, declared.renamed_columns), (vec![], vec![]));
}

#[test]
fn on_sqlite() {
    check(
        Engine::Sqlite,
        "
contacts: id integer pk auto, name varchar(255) not null, email varchar(255), phone varchar(50), created_at utc, updated_at utc
notes: id integer pk auto, title varchar(255) not null, content text not null, created_at utc, updated_at utc
people: id integer pk auto, raw_data text, created_at utc, updated_at utc
relationship_notes: relationship_id integer not null, note_id integer not null, created_at utc | pk relationship_notes_pkey (relationship_id, note_id) | fk relationship_notes_note_id_fkey (note_id) -> notes (id) on delete cascade | fk relationship_notes_relationship_id_fkey (relationship_id) -> relationships (id) on delete cascade
relationship_tags: relationship_id integer not null, tag_id integer not null, created_at utc | pk relationship_tags_pkey (relationship_id, tag_id) | fk relationship_tags_relationship_id_fkey (relationship_id) -> relationships (id) on delete cascade | fk relationship_tags_tag_id_fkey (tag_id) -> tags (id) on delete cascade
relationships: id integer pk auto, contact_id integer not null, created_at utc, updated_at utc | unique relationships_contact_id_key (contact_id) | fk relationships_contact_id_fkey (contact_id) -> contacts (id) on delete cascade
tags: id integer pk auto, name varchar(100) not null, created_at utc, updated_at utc | unique tags_name_key (name)
",
    );
}

#[test]
fn on_postgres() {
    check(
        Engine::Postgres,
        "
contacts: id integer not null identity, name character varying(255) not null, email character varying(255), phone character varying(50), created_at utc, updated_at utc | pk contacts_pkey (id)
notes: id integer not null identity, title character varying(255) not null, content text not null, created_at utc, updated_at utc | pk notes_pkey (id)
people: id integer not null identity, raw_data text, created_at utc, updated_at utc | pk people_pkey (id)
relationship_notes: relationship_id integer not null, note_id integer not null, created_at utc | pk relationship_notes_pkey (relationship_id, note_id) | fk relationship_notes_note_id_fkey (note_id) -> notes (id) on delete cascade | fk relationship_notes_relationship_id_fkey (relationship_id) -> relationships (id) on delete cascade
relationship_tags: relationship_id integer not null, tag_id integer not null, created_at utc | pk relationship_tags_pkey (relationship_id, tag_id) | fk relationship_tags_relationship_id_fkey (relationship_id) -> relationships (id) on delete cascade | fk relationship_tags_tag_id_fkey (tag_id) -> tags (id) on delete cascade
relationships: id integer not null identity, contact_id integer not null, created_at utc, updated_at utc | pk relationships_pkey (id) | unique relationships_contact_id_key (contact_id) | fk relationships_contact_id_fkey (contact_id) -> contacts (id) on delete cascade
tags: id integer not null identity, name character varying(100) not null, created_at utc, updated_at utc | pk tags_pkey (id) | unique tags_name_key (name)
",
    );
}

#[test]
fn on_mysql() {
    check(
        Engine::MySql,
        "
contacts: id int pk auto, name varchar(255) not null, email varchar(255), phone varchar(50), created_at utc, updated_at utc
notes: id int pk auto, title varchar(255) not null, content text not null, created_at utc, updated_at utc
people: id int pk auto, raw_data text, created_at utc, updated_at utc
relationship_notes: relationship_id int not null, note_id int not null, created_at utc | pk (relationship_id, note_id) | fk relationship_notes_note_id_fkey (note_id) -> notes (id) on delete cascade | fk relationship_notes_relationship_id_fkey (relationship_id) -> relationships (id) on delete cascade
relationship_tags: relationship_id int not null, tag_id int not null, created_at utc | pk (relationship_id, tag_id) | fk relationship_tags_relationship_id_fkey (relationship_id) -> relationships (id) on delete cascade | fk relationship_tags_tag_id_fkey (tag_id) -> tags (id) on delete cascade
relationships: id int pk auto, contact_id int not null, created_at utc, updated_at utc | unique index relationships_contact_id_key (contact_id) | fk relationships_contact_id_fkey (contact_id) -> contacts (id) on delete cascade
tags: id int pk auto, name varchar(100) not null, created_at utc, updated_at utc | unique index tags_name_key (name)
",
    );
}

#[test]
fn every_file_is_a_module() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let tables = std::fs::read_dir(folder).expect(folder).count() - 1;
    assert_eq!(declared(Engine::Sqlite, "entity").expect("the entities are in order").modules.len(), tables);
}

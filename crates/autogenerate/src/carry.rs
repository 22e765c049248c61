//! Carries over to another engine what a snapshot of it has not seen: revisions written by hand, a history older than the
//! snapshots. Pure; leaves out finding the live changes.
//!
//! What an entity still declares as it stands in the live database is taken from the entities, in the other engine's words. The
//! rest (a column that goes now, a type that changes now) is translated by the meaning of its type, and said.

use driftline_diff::{Change, Member};
use driftline_render::types::translated;
use driftline_schema::sql::{TokenKind, tokens};
use driftline_schema::{Column, Engine, IndexKey, ObjectId, ObjectName, Schema, Sql, Table};

/// The sides between which is carried.
#[derive(Clone, Copy, Debug)]
pub struct Carry<'a> {
    /// What the entities declare for the live database, in its own canonical words.
    pub live: &'a Schema,
    /// What they declare for the other engine.
    pub declared: &'a Schema,
}

impl Carry<'_> {
    /// Makes the same changes to the other engine's schema. Returns what had to be assumed, one line each.
    #[must_use]
    pub fn apply(&self, changes: &[Change], schema: &mut Schema) -> Vec<String> {
        let mut assumed = Vec::new();
        for change in changes {
            self.one(change, schema, &mut assumed);
        }
        for table in schema.tables.values_mut() {
            table.sort();
        }
        assumed
    }

    fn one(&self, change: &Change, schema: &mut Schema, assumed: &mut Vec<String>) {
        match change {
            Change::CreateTable(table) => {
                let made = self.table(table, schema.engine, assumed);
                schema.insert_table(made);
            }
            Change::DropTable(table) => {
                schema.tables.remove(&table.name);
            }
            Change::CreateEnum(kind) | Change::AlterEnum { to: kind, .. } => {
                if let Some(declared) = self.declared.enums.get(&kind.name) {
                    schema.enums.insert(kind.name.clone(), declared.clone());
                }
            }
            Change::DropEnum(kind) => {
                schema.enums.remove(&kind.name);
            }
            Change::CreateView(view) | Change::AlterView { to: view, .. }
                if self.declared.views.contains_key(&view.name) =>
            {
                schema.views.extend(
                    self.declared.views.get_key_value(&view.name).map(|(name, view)| (name.clone(), view.clone())),
                );
            }
            Change::CreateView(view) => {
                assumed.push(format!("the view {} is not there: its text is the live engine's", view.name));
            }
            Change::AlterView { to, .. } => {
                assumed.push(format!("the view {} stays as it is: the change is the live engine's", to.name));
            }
            Change::CreateObject(object) | Change::AlterObject { to: object, .. } if self.declares(&object.id) => {
                let same = |id: &ObjectId| (id.kind, &id.name) == (object.id.kind, &object.id.name);
                let declared = self.declared.objects.values().filter(|object| same(&object.id));
                declared.for_each(|object| schema.insert_object(object.clone()));
            }
            Change::CreateObject(object) | Change::AlterObject { to: object, .. } => {
                let (kind, name) = (object.id.kind.word(), &object.id.name);
                assumed.push(format!("the {kind} {name} is not there: its text is the live engine's"));
            }
            Change::DropObject(object) => {
                schema.objects.remove(&object.id);
            }
            Change::DropView(view) => {
                schema.views.remove(&view.name);
            }
            Change::AddColumn { table, column } | Change::AlterColumn { table, to: column, .. } => {
                let made = self.column(table, column, schema.engine, assumed);
                let Some(table) = schema.tables.get_mut(table) else { return };
                match table.columns.iter_mut().find(|known| known.name == made.name) {
                    Some(known) => *known = made,
                    None => table.columns.push(made),
                }
            }
            Change::DropColumn { table, column } => {
                if let Some(table) = schema.tables.get_mut(table) {
                    table.columns.retain(|known| known.name != column.name);
                }
            }
            Change::AddMember { table, member } => {
                let made = self.member(table, member, schema.engine, assumed);
                if let (Some(table), Some(made)) = (schema.tables.get_mut(table), made) {
                    insert(table, made);
                }
            }
            Change::DropMember { table, member } => {
                if let Some(table) = schema.tables.get_mut(table) {
                    remove(table, member);
                }
            }
            Change::RenameMember { table, from, to } => {
                let made = self.member(table, to, schema.engine, assumed);
                if let Some(table) = schema.tables.get_mut(table) {
                    remove(table, from);
                    if let Some(made) = made {
                        insert(table, made);
                    }
                }
            }
            Change::TableComment { table, to, .. } => {
                if let Some(table) = schema.tables.get_mut(table).filter(|_| schema.engine != Engine::Sqlite) {
                    table.comment.clone_from(to);
                }
            }
            // What only one engine has: namespaces, options. Renames are two changes where nothing declares them.
            // What PostgreSQL alters in place of a member (comment, validity, firing) is its own.
            Change::CreateNamespace(_)
            | Change::DropNamespace(_)
            | Change::NamespaceComment { .. }
            | Change::AlterMember { .. }
            | Change::TableOptions { .. }
            | Change::RenameLabel { .. }
            | Change::RenameTable { .. }
            | Change::RenameColumn { .. } => {}
        }
    }

    /// Whether the entities declare an object of that kind and name for the other engine.
    fn declares(&self, id: &ObjectId) -> bool {
        self.declared.objects.keys().any(|other| (other.kind, &other.name) == (id.kind, &id.name))
    }

    fn table(&self, live: &Table, engine: Engine, assumed: &mut Vec<String>) -> Table {
        let mut table = Table::new(live.name.clone());
        table.columns = live.columns.iter().map(|column| self.column(&live.name, column, engine, assumed)).collect();
        for member in Member::all(live) {
            if let Some(made) = self.member(&live.name, &member, engine, assumed) {
                insert(&mut table, made);
            }
        }
        if let Some(declared) = self.declared.tables.get(&live.name) {
            table.comment.clone_from(&declared.comment);
            // SQLite keeps no name for the key that stands in its column; the others do.
            let same = |key: &driftline_schema::PrimaryKey| {
                table.primary_key.as_ref().is_some_and(|own| own.columns == key.columns)
            };
            if declared.primary_key.as_ref().is_some_and(same) {
                table.primary_key.clone_from(&declared.primary_key);
            }
        }
        table
    }

    /// The entity's column where it is the live one; otherwise the live one, translated.
    fn column(&self, table: &ObjectName, live: &Column, engine: Engine, assumed: &mut Vec<String>) -> Column {
        let declared_here = self.live.tables.get(table).and_then(|table| table.column(&live.name));
        let declared_there = self.declared.tables.get(table).and_then(|table| table.column(&live.name));
        if let (Some(here), Some(there)) = (declared_here, declared_there) {
            if here == live {
                return there.clone();
            }
            // Only what differs is translated: the type stays the entity's where it is not the type that changes.
            let mut column = there.clone();
            column.nullable = live.nullable;
            if here.data_type != live.data_type || here.user_type != live.user_type {
                column.data_type = self.data_type(table, live, engine, assumed);
                column.user_type = None;
            }
            if here.default != live.default {
                column.default = live.default.as_ref().map(|default| value(self.live.engine, engine, default));
            }
            if here.comment != live.comment && engine != Engine::Sqlite {
                column.comment.clone_from(&live.comment);
            }
            return column;
        }
        let mut column = Column::new(&live.name, self.data_type(table, live, engine, assumed));
        column.nullable = live.nullable;
        column.default = live.default.as_ref().map(|default| value(self.live.engine, engine, default));
        column.comment = live.comment.clone().filter(|_| engine != Engine::Sqlite);
        column.generated = live.generated.as_ref().map(|generated| driftline_schema::Generated {
            expression: value(self.live.engine, engine, &generated.expression),
            stored: generated.stored,
        });
        column
    }

    fn data_type(&self, table: &ObjectName, live: &Column, engine: Engine, assumed: &mut Vec<String>) -> String {
        let found = translated(self.live.engine, engine, &live.data_type);
        let words =
            found.unwrap_or_else(|| if live.user_type.is_some() { "text".to_owned() } else { live.data_type.clone() });
        assumed.push(format!("{table}.{} is {words} there, as it is {} here", live.name, live.data_type));
        words
    }

    /// The entity's member of that name where it has one; otherwise the live one, its texts as they are.
    fn member(&self, table: &ObjectName, live: &Member, engine: Engine, assumed: &mut Vec<String>) -> Option<Member> {
        let here = self.live.tables.get(table).map(Member::all).unwrap_or_default();
        let there = self.declared.tables.get(table).map(Member::all).unwrap_or_default();
        if here.iter().any(|declared| declared == live || declared.same_content(live))
            && let Some(found) = there.into_iter().find(|other| is_same(other, live))
        {
            return Some(found);
        }
        let made = match (live, engine) {
            (Member::Exclusion(_) | Member::Policy(_) | Member::Rule(_), _) => {
                assumed.push(format!(
                    "{table} has nothing there like the {} {}",
                    live.kind(),
                    live.name().unwrap_or_default()
                ));
                return None;
            }
            (Member::ForeignKey(key), _) => Member::ForeignKey(driftline_schema::ForeignKey {
                comment: None,
                on_delete_columns: Vec::new(),
                ..key.clone()
            }),
            (Member::Trigger(trigger), _) => {
                assumed.push(format!(
                    "the trigger {} of {table} is not there: its text is the live engine's",
                    trigger.name
                ));
                return None;
            }
            (Member::PrimaryKey(key), Engine::MySql) => {
                Member::PrimaryKey(driftline_schema::PrimaryKey::new(None, key.columns.clone()))
            }
            (Member::PrimaryKey(key), _) => {
                let plain = driftline_schema::PrimaryKey::new(key.name.clone(), key.columns.clone());
                Member::PrimaryKey(driftline_schema::PrimaryKey { conflict: key.conflict.clone(), ..plain })
            }
            (Member::Unique(unique), Engine::Sqlite) => {
                let (include, comment) = (Vec::new(), None);
                Member::Unique(driftline_schema::Unique { include, comment, ..unique.clone() })
            }
            (Member::Unique(unique), Engine::MySql) => {
                let columns: Vec<&str> = unique.columns.iter().map(String::as_str).collect();
                let index = driftline_schema::Index::on_columns(unique.name.clone().unwrap_or_default(), &columns);
                Member::Index(driftline_schema::Index { unique: true, ..index })
            }
            (Member::Check(check), _) => {
                let expression = value(self.live.engine, engine, &check.expression);
                Member::Check(driftline_schema::Check { expression, column: None, comment: None, ..check.clone() })
            }
            (other, _) => other.clone(),
        };
        let what = live.describe();
        assumed.push(format!("{table} has the same there: {what}"));
        Some(made)
    }
}

/// Whether two engines' members are one: the same name, or the same columns where one engine keeps no name; a unique
/// constraint is a unique index on MariaDB and MySQL.
fn is_same(one: &Member, other: &Member) -> bool {
    let kind = |member: &Member| match member {
        Member::Unique(_) => "unique index",
        other => other.kind(),
    };
    if kind(one) != kind(other) {
        return false;
    }
    match (one, other) {
        (Member::PrimaryKey(_), Member::PrimaryKey(_)) => true,
        _ if one.name().is_some() && other.name().is_some() => one.name() == other.name(),
        _ => columns(one) == columns(other),
    }
}

fn columns(member: &Member) -> Vec<String> {
    match member {
        Member::PrimaryKey(key) => key.columns.clone(),
        Member::Unique(unique) => unique.columns.clone(),
        Member::ForeignKey(key) => key.columns.clone(),
        Member::Index(index) => (index.parts.iter())
            .map(|part| match &part.key {
                IndexKey::Column(column) => column.clone(),
                IndexKey::Expression(expression) => expression.key().to_owned(),
            })
            .collect(),
        Member::Check(check) => vec![check.expression.key().to_owned()],
        Member::Trigger(_) | Member::Exclusion(_) | Member::Policy(_) | Member::Rule(_) => {
            member.name().map(str::to_owned).into_iter().collect()
        }
    }
}

/// A value or condition in the other engine's words: a cast goes, names lose their quotes where they can.
fn value(from: Engine, to: Engine, text: &Sql) -> Sql {
    let found = tokens(from, text.text());
    let plain = match found.as_slice() {
        [literal, cast, ..] if from == Engine::Postgres && literal.kind == TokenKind::Text && cast.is_mark("::") => {
            literal.text.to_owned()
        }
        [name, open, close] if name.is_word("current_timestamp") && open.is_mark("(") && close.is_mark(")") => {
            "CURRENT_TIMESTAMP".to_owned()
        }
        [name] if name.is_word("current_timestamp") && to == Engine::MySql => "current_timestamp()".to_owned(),
        _ => {
            let mut plain = text.text().to_owned();
            for token in found.iter().rev().filter(|token| token.kind == TokenKind::QuotedName) {
                plain.replace_range(token.start..token.end, &to.quote(&token.name().unwrap_or_default()));
            }
            plain
        }
    };
    Sql::new(to, plain)
}

/// Adds a member in the place of the one that is the same.
fn insert(table: &mut Table, member: Member) {
    remove(table, &member);
    member.add_to(table);
}

fn remove(table: &mut Table, member: &Member) {
    if matches!(member, Member::PrimaryKey(_)) {
        table.primary_key = None;
        return;
    }
    table.uniques.retain(|own| !is_same(&Member::Unique(own.clone()), member));
    table.indexes.retain(|own| !is_same(&Member::Index(own.clone()), member));
    table.foreign_keys.retain(|own| !is_same(&Member::ForeignKey(own.clone()), member));
    table.checks.retain(|own| !is_same(&Member::Check(own.clone()), member));
    table.triggers.retain(|own| !is_same(&Member::Trigger(own.clone()), member));
    table.exclusions.retain(|own| !is_same(&Member::Exclusion(own.clone()), member));
    table.policies.retain(|own| !is_same(&Member::Policy(own.clone()), member));
    table.rules.retain(|own| !is_same(&Member::Rule(own.clone()), member));
}

#[cfg(test)]
mod tests {
    use driftline_diff::{Renames, diff};
    use driftline_schema::notation;

    use super::*;

    /// What PostgreSQL's schema becomes when the live SQLite database goes from one schema to the other.
    fn check(declared: (&str, &str), live: (&str, &str), before: &str, expected: (&str, &[&str])) {
        let read = |engine, text: &str| notation::schema(engine, text).unwrap_or_else(|error| panic!("{error}"));
        let here = read(Engine::Sqlite, declared.0);
        let there = read(Engine::Postgres, declared.1);
        let changes = diff(&read(Engine::Sqlite, live.0), &read(Engine::Sqlite, live.1), &Renames::default()).changes;
        let mut schema = read(Engine::Postgres, before);
        let assumed = Carry { live: &here, declared: &there }.apply(&changes, &mut schema);
        assert_eq!(
            (notation::print_schema(&schema).as_str(), assumed),
            (expected.0, expected.1.iter().map(|line| (*line).to_owned()).collect())
        );
    }

    #[test]
    fn what_entities_declare_is_taken_from_them() {
        let there = "a: id bigint not null identity, n bigint default 1 | pk a_pkey (id) | unique a_n_key (n)";
        check(
            ("a: id integer pk auto, n integer default 1 | unique a_n_key (n)", there),
            ("", "a: id integer pk auto, n integer default 1 | unique a_n_key (n)"),
            "",
            (there, &[]),
        );
    }

    #[test]
    fn what_they_no_longer_declare_is_translated_and_said() {
        check(
            ("a: id integer", "a: id bigint"),
            ("a: id integer", "a: id integer, mail varchar(9) default 'x' | index i (mail)"),
            "a: id bigint",
            (
                "a: id bigint, mail character varying(9) default 'x' | index i (mail)",
                &[
                    "a.mail is character varying(9) there, as it is varchar(9) here",
                    "a has the same there: index i (mail)",
                ],
            ),
        );
    }

    #[test]
    fn only_the_part_that_differs_is_translated() {
        check(
            ("a: n integer not null", "a: n bigint not null"),
            ("a: n integer not null", "a: n integer"),
            "a: n bigint not null",
            ("a: n bigint", &[]),
        );
    }
}

//! Ownership: what entities have no word for, and what nobody manages, is carried over instead of dropped.
//!
//! Leaves out how the history is replayed to know what it makes, and reading the configuration. What a declared table's
//! properties take from the live one is in `silence`.

use std::collections::BTreeSet;

use driftline_schema::notation::{print_name, print_object_name};
use driftline_schema::sql::mentions;
use driftline_schema::{Absent, IndexKey, ObjectId, ObjectName, Schema, Table, View};

use crate::apply::{rename_table, renamed};
use crate::silence::take_unsaid;
use crate::{Member, Renames, label};

/// Names of the objects that the project's own history makes, found by replaying it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Managed {
    /// Namespaces beside the default one.
    pub namespaces: BTreeSet<String>,
    /// Tables.
    pub tables: BTreeSet<ObjectName>,
    /// Enumerated types.
    pub enums: BTreeSet<ObjectName>,
    /// Views.
    pub views: BTreeSet<ObjectName>,
    /// Routines, sequences, domains and the like.
    pub objects: BTreeSet<ObjectId>,
    /// Named members of tables (indexes, constraints, triggers): table, name.
    pub members: BTreeSet<(ObjectName, String)>,
}

/// A live object that neither an entity nor the history knows; it is reported once and left alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unmanaged {
    /// Kind in the field's words: `table`, `index`, `check`, `trigger`, `view`, `type`, `schema`.
    pub kind: &'static str,
    /// The name, with its table where it has one: `contacts.ix_hand_made`.
    pub name: String,
}

/// The desired schema with everything carried over that is not the entities' to decide.
#[derive(Clone, Debug)]
pub struct Adopted {
    /// What the database should look like afterwards, unmanaged objects included.
    pub desired: Schema,
    /// What was carried over because nobody manages it, sorted.
    pub unmanaged: Vec<Unmanaged>,
}

/// What decides who owns an object.
#[derive(Clone, Copy, Debug)]
pub struct Ownership<'a> {
    /// What the project's history makes.
    pub managed: &'a Managed,
    /// Patterns from the configuration, with `*` for any text: `table`, `table.member`, `namespace`, `namespace.table`.
    /// What they match is left alone without a word, unless an entity declares it.
    pub ignore: &'a [String],
    /// What is declared to be gone.
    pub absent: &'a Absent,
    /// Decided renames: the old table is compared under its new name.
    pub renames: &'a Renames,
}

/// Carries over from `current` what entities cannot say and what is not managed.
///
/// Where an entity has no word for a property, the live value stays: collations, conflict actions, table options, how
/// numbers are handed out (`serial` or `identity`), deferrability, `NOT VALID`, storage parameters, names that tables of
/// SQLite lack. Members, tables, types and namespaces that nobody declares stay unless the history makes them; triggers and
/// views stay in any case, unless they are declared to be gone: forgetting to declare one is no order to drop it. Columns of
/// a declared table are the entity's: one it does not name goes, and what is made of it goes along.
#[must_use]
pub fn adopt(current: &Schema, desired: &Schema, ownership: &Ownership<'_>) -> Adopted {
    let mut desired = desired.clone();
    spell_tables_as_live(current, &mut desired, ownership.renames);
    let (live, _) = renamed(current, &desired, ownership.renames);
    let labels = ownership.renames.possible_labels(&live, &desired);
    let (live, _) = label::renamed_types(live, &labels);
    let mut adoption = Adoption { ownership, kept: BTreeSet::new(), desired, unmanaged: BTreeSet::new() };
    adoption.kept = adoption.kept_tables(&live);
    for table in live.tables.values() {
        match adoption.desired.tables.get(&table.name) {
            // Most tables of most runs: there is nothing to take. What cannot be compared is left as declared; the
            // comparison lists it.
            Some(wanted) if wanted == table || !table.opaque.is_empty() => {}
            Some(wanted) => adoption.declared_table(table, wanted.clone()),
            None => adoption.undeclared_table(table),
        }
    }
    adoption.views(&live);
    adoption.objects(&live);
    adoption.enums(&live);
    adoption.namespaces(&live);
    Adopted { desired: adoption.desired, unmanaged: adoption.unmanaged.into_iter().collect() }
}

/// Whether `current` holds anything that `desired` does not, so that it matters who owns it. Where this is false, any
/// [`Managed`] gives the same [`adopt`], and the history need not be replayed.
#[must_use]
pub fn unclaimed(current: &Schema, desired: &Schema) -> bool {
    current.namespaces.iter().any(|name| !desired.namespaces.contains(name))
        || current.enums.keys().any(|name| !desired.enums.contains_key(name))
        || current.views.keys().any(|name| !desired.views.contains_key(name))
        || current.objects.keys().any(|id| !desired.objects.contains_key(id))
        || current.tables.iter().any(|(name, live)| match desired.tables.get(name) {
            Some(wanted) => !undeclared_members(live, wanted).is_empty(),
            None => true,
        })
}

/// Where names of tables that differ only in letter case are one name, the live spelling stays.
fn spell_tables_as_live(current: &Schema, desired: &mut Schema, renames: &Renames) {
    let undeclared =
        current.tables.keys().filter(|name| !desired.tables.contains_key(*name) && renames.new_name(name) == *name);
    let respelt: Vec<(ObjectName, ObjectName)> = undeclared
        .filter_map(|name| {
            let spelt = desired.tables.keys().find(|other| {
                let is_same = current.table_case.same(&other.name, &name.name) && other.namespace == name.namespace;
                is_same && !current.tables.contains_key(*other)
            });
            spelt.map(|spelt| (spelt.clone(), name.clone()))
        })
        .collect();
    for (declared, live) in respelt {
        rename_table(desired, &declared, &live);
    }
}

/// Members of `live` that `wanted` has neither by name nor by content. The primary key is always the entity's.
fn undeclared_members(live: &Table, wanted: &Table) -> Vec<Member> {
    if live == wanted {
        return Vec::new();
    }
    let wanted = Member::all(wanted);
    let mut members = Member::all(live);
    members.retain(|member| {
        !matches!(member, Member::PrimaryKey(_)) && !wanted.iter().any(|declared| stands_for(declared, member))
    });
    members
}

/// Whether a declared member takes the live one's place: by name, by content, or as the foreign key of the same columns to
/// the same table, of which there is one.
fn stands_for(declared: &Member, live: &Member) -> bool {
    if live.name().is_some() && live.name() == declared.name() {
        return true;
    }
    match (declared, live) {
        (Member::ForeignKey(declared), Member::ForeignKey(live)) => {
            (&declared.columns, &declared.references) == (&live.columns, &live.references)
        }
        _ => declared.same_content(live),
    }
}

/// The desired schema while it is being completed.
struct Adoption<'a> {
    ownership: &'a Ownership<'a>,
    /// Tables that will be there afterwards.
    kept: BTreeSet<ObjectName>,
    desired: Schema,
    unmanaged: BTreeSet<Unmanaged>,
}

impl Adoption<'_> {
    fn kept_tables(&self, live: &Schema) -> BTreeSet<ObjectName> {
        let undeclared = live.tables.keys().filter(|name| !self.is_made(name) || self.is_ignored(name, None));
        self.desired.tables.keys().chain(undeclared).cloned().collect()
    }

    fn declared_table(&mut self, live: &Table, mut wanted: Table) {
        take_unsaid(self.desired.engine, live, &mut wanted);
        for member in undeclared_members(live, &wanted) {
            if self.is_carried(live, &wanted, &member) {
                member.add_to(&mut wanted);
            }
        }
        wanted.sort();
        self.desired.insert_table(wanted);
    }

    fn undeclared_table(&mut self, table: &Table) {
        if !self.kept.contains(&table.name) {
            return;
        }
        if !self.is_ignored(&table.name, None) {
            self.report("table", print_object_name(&table.name));
        }
        let mut carried = table.clone();
        // A key to a table that goes would hold that table back.
        carried.foreign_keys.retain(|key| self.kept.contains(&key.references));
        self.desired.insert_table(carried);
    }

    /// Whether a live member that no entity declares stays; reports it where nobody manages it.
    fn is_carried(&mut self, live: &Table, wanted: &Table, member: &Member) -> bool {
        if !self.can_stand_on(live, wanted, member) {
            return false;
        }
        if let Member::Trigger(trigger) = member
            && self.ownership.absent.triggers.contains(&(live.name.clone(), trigger.name.clone()))
        {
            return false;
        }
        if self.is_ignored(&live.name, member.name()) {
            return true;
        }
        let table = self.ownership.renames.old_name(&live.name);
        let is_made = match member.name() {
            Some(name) => self.ownership.managed.members.contains(&(table.clone(), name.to_owned())),
            // Nobody adds an unnamed constraint to a table of SQLite afterwards: whoever made the table made it.
            None => self.ownership.managed.tables.contains(table),
        };
        if is_made {
            // No entity can go on declaring these.
            return matches!(member, Member::Trigger(_) | Member::Exclusion(_) | Member::Policy(_) | Member::Rule(_));
        }
        let table = print_object_name(&live.name);
        let name = match member.name() {
            Some(name) => format!("{table}.{}", print_name(name)),
            None => format!("{table}{}", member.describe().trim_start_matches(member.kind())),
        };
        self.report(member.kind(), name);
        true
    }

    /// Whether everything a live member is made of will still be there.
    fn can_stand_on(&self, live: &Table, wanted: &Table, member: &Member) -> bool {
        let has = |columns: &[String]| columns.iter().all(|column| wanted.column(column).is_some());
        let gone: Vec<&str> = live
            .columns
            .iter()
            .map(|column| column.name.as_str())
            .filter(|column| wanted.column(column).is_none())
            .collect();
        let is_free = |text: &str| !gone.iter().any(|column| mentions(self.desired.engine, text, column));
        match member {
            Member::PrimaryKey(key) => has(&key.columns) && has(&key.include),
            Member::Unique(unique) => has(&unique.columns) && has(&unique.include),
            Member::ForeignKey(key) => has(&key.columns) && self.kept.contains(&key.references),
            Member::Check(check) => is_free(check.expression.text()),
            Member::Trigger(trigger) => is_free(trigger.definition.text()),
            Member::Exclusion(exclusion) => is_free(exclusion.definition.text()),
            Member::Rule(rule) => is_free(rule.definition.text()),
            Member::Policy(policy) => {
                policy.using.iter().chain(&policy.check).all(|condition| is_free(condition.text()))
            }
            Member::Index(index) => {
                has(&index.include)
                    && index.predicate.as_ref().is_none_or(|predicate| is_free(predicate.text()))
                    && index.parts.iter().all(|part| match &part.key {
                        IndexKey::Column(column) => wanted.column(column).is_some(),
                        IndexKey::Expression(expression) => is_free(expression.text()),
                    })
            }
        }
    }

    /// What the live view has and its declaration says nothing of stays.
    fn declared_view(&self, live: &View, wanted: &mut View) {
        wanted.comment = wanted.comment.take().or_else(|| live.comment.clone());
        if wanted.options.is_empty() {
            wanted.options.clone_from(&live.options);
        }
        if wanted.materialized == live.materialized {
            let names: BTreeSet<String> = wanted.indexes.iter().map(|index| index.name.clone()).collect();
            wanted.indexes.extend(live.indexes.iter().filter(|index| !names.contains(&index.name)).cloned());
            wanted.indexes.sort_by(|a, b| a.name.cmp(&b.name));
        }
        let names: BTreeSet<String> = wanted.triggers.iter().map(|trigger| trigger.name.clone()).collect();
        let is_gone = |name: &String| self.ownership.absent.triggers.contains(&(live.name.clone(), name.clone()));
        let stays = live.triggers.iter().filter(|trigger| !names.contains(&trigger.name) && !is_gone(&trigger.name));
        wanted.triggers.extend(stays.cloned());
        wanted.triggers.sort_by(|a, b| a.name.cmp(&b.name));
        for trigger in &mut wanted.triggers {
            if let Some(live) = live.triggers.iter().find(|live| live.name == trigger.name) {
                trigger.comment = trigger.comment.take().or_else(|| live.comment.clone());
            }
        }
        let names: BTreeSet<String> = wanted.rules.iter().map(|rule| rule.name.clone()).collect();
        wanted.rules.extend(live.rules.iter().filter(|rule| !names.contains(&rule.name)).cloned());
        wanted.rules.sort_by(|a, b| a.name.cmp(&b.name));
        wanted.unpopulated |= live.unpopulated && wanted.materialized;
        let is_there =
            |column: &String| wanted.columns.0.is_empty() || wanted.columns.0.iter().any(|(own, _)| own == column);
        let comments = live.column_comments.iter().filter(|(column, _)| is_there(column));
        let comments: Vec<(String, String)> =
            comments.map(|(column, comment)| (column.clone(), comment.clone())).collect();
        for (column, comment) in comments {
            wanted.column_comments.entry(column).or_insert(comment);
        }
    }

    fn views(&mut self, live: &Schema) {
        for (name, view) in &live.views {
            if let Some(mut wanted) = self.desired.views.remove(name) {
                self.declared_view(view, &mut wanted);
                self.desired.views.insert(name.clone(), wanted);
                continue;
            }
            if self.ownership.absent.views.contains(name) {
                continue;
            }
            if !self.ownership.managed.views.contains(name) && !self.is_ignored(name, None) {
                self.report("view", print_object_name(name));
            }
            self.desired.views.insert(name.clone(), view.clone());
        }
    }

    /// Objects that no entity declares stay, whoever made them: forgetting one is no order to drop it.
    fn objects(&mut self, live: &Schema) {
        for (id, object) in &live.objects {
            if let Some(wanted) = self.desired.objects.get_mut(id) {
                wanted.comment = wanted.comment.take().or_else(|| object.comment.clone());
                continue;
            }
            if self.ownership.absent.objects.contains(&(id.kind, id.name.clone())) {
                continue;
            }
            if !self.ownership.managed.objects.contains(id) && !self.is_ignored(&id.name, None) {
                self.report(id.kind.word(), print_object_name(&id.name));
            }
            self.desired.objects.insert(id.clone(), object.clone());
        }
    }

    fn enums(&mut self, live: &Schema) {
        let used: BTreeSet<ObjectName> = self
            .desired
            .tables
            .values()
            .flat_map(|table| &table.columns)
            .filter_map(|column| column.user_type.clone())
            .collect();
        for (name, kind) in &live.enums {
            if let Some(wanted) = self.desired.enums.get_mut(name) {
                // No entity has a word for a type's comment.
                wanted.comment = wanted.comment.take().or_else(|| kind.comment.clone());
                continue;
            }
            let (is_made, is_ignored) = (self.ownership.managed.enums.contains(name), self.is_ignored(name, None));
            if is_made && !is_ignored && !used.contains(name) {
                continue;
            }
            if !is_made && !is_ignored {
                self.report("type", print_object_name(name));
            }
            self.desired.enums.insert(name.clone(), kind.clone());
        }
    }

    fn namespaces(&mut self, live: &Schema) {
        let objects = self.desired.tables.keys().chain(self.desired.views.keys()).chain(self.desired.enums.keys());
        let objects = objects.chain(self.desired.objects.keys().map(|id| &id.name));
        let used: BTreeSet<String> = objects.filter_map(|name| name.namespace.clone()).collect();
        for name in &live.namespaces {
            let is_made = self.ownership.managed.namespaces.contains(name);
            let is_ignored = self.ownership.ignore.iter().any(|pattern| matches_pattern(pattern, name));
            if self.desired.namespaces.contains(name) || (is_made && !is_ignored && !used.contains(name)) {
                continue;
            }
            if !is_made && !is_ignored {
                self.report("schema", print_name(name));
            }
            self.desired.namespaces.insert(name.clone());
        }
        for name in &self.desired.namespaces {
            if let Some(comment) = live.namespace_comments.get(name) {
                self.desired.namespace_comments.entry(name.clone()).or_insert_with(|| comment.clone());
            }
        }
    }

    /// Whether the history makes the table that has this name after the renames.
    fn is_made(&self, table: &ObjectName) -> bool {
        self.ownership.managed.tables.contains(self.ownership.renames.old_name(table))
    }

    fn is_ignored(&self, object: &ObjectName, member: Option<&str>) -> bool {
        let old = self.ownership.renames.old_name(object);
        self.ownership.ignore.iter().any(|pattern| {
            let is_namespace = object.namespace.as_ref().is_some_and(|namespace| matches_pattern(pattern, namespace));
            is_namespace
                || [object, old].into_iter().any(|name| {
                    let of_member = member.is_some_and(|member| matches_pattern(pattern, &format!("{name}.{member}")));
                    of_member || matches_pattern(pattern, &name.to_string())
                })
        })
    }

    fn report(&mut self, kind: &'static str, name: String) {
        self.unmanaged.insert(Unmanaged { kind, name });
    }
}

/// Whether a text matches a pattern in which `*` stands for any text, an empty one too.
fn matches_pattern(pattern: &str, text: &str) -> bool {
    let mut pieces = pattern.split('*');
    let Some(mut rest) = text.strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    let mut pieces: Vec<&str> = pieces.collect();
    let Some(last) = pieces.pop() else { return rest.is_empty() };
    for piece in pieces {
        let Some(at) = rest.find(piece) else { return false };
        rest = &rest[at + piece.len()..];
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use driftline_schema::Engine;
    use driftline_schema::notation::{self, print_schema};

    use super::*;
    use crate::cases::read;
    use crate::{Change, diff};

    const ENGINES: [Engine; 2] = [Engine::Sqlite, Engine::Postgres];

    /// One live schema, what entities declare, and who owns what.
    struct Case<'a> {
        live: &'a str,
        declared: &'a str,
        /// Made by the history: this whole schema.
        made: &'a str,
        ignore: &'a [&'a str],
        renames: Renames,
    }

    fn case<'a>(live: &'a str, declared: &'a str) -> Case<'a> {
        Case { live, declared, made: "", ignore: &[], renames: Renames::default() }
    }

    fn managed(schema: &Schema) -> Managed {
        let members = schema.tables.values().flat_map(|table| {
            let names = Member::all(table).into_iter().filter_map(|member| member.name().map(str::to_owned));
            names.map(|name| (table.name.clone(), name)).collect::<Vec<_>>()
        });
        Managed {
            namespaces: schema.namespaces.clone(),
            tables: schema.tables.keys().cloned().collect(),
            enums: schema.enums.keys().cloned().collect(),
            views: schema.views.keys().cloned().collect(),
            objects: schema.objects.keys().cloned().collect(),
            members: members.collect(),
        }
    }

    impl Case<'_> {
        /// What would change, and what is reported as unmanaged. Adopting twice is adopting once.
        fn check(&self, engine: Engine, changes: &[&str], unmanaged: &[&str]) {
            let (live, declared) = (read(engine, self.live), read(engine, self.declared));
            let managed = managed(&read(engine, self.made));
            let ignore: Vec<String> = self.ignore.iter().map(|pattern| (*pattern).to_owned()).collect();
            let absent = Absent::default();
            let ownership = Ownership { managed: &managed, ignore: &ignore, absent: &absent, renames: &self.renames };
            let adopted = adopt(&live, &declared, &ownership);
            let shown = format!("{engine}\nlive\n{}\nadopted\n{}", self.live, print_schema(&adopted.desired));
            let found: Vec<String> =
                diff(&live, &adopted.desired, &self.renames).changes.iter().map(Change::describe).collect();
            assert_eq!(found, changes, "{shown}");
            let reported: Vec<String> =
                adopted.unmanaged.iter().map(|found| format!("{} {}", found.kind, found.name)).collect();
            assert_eq!(reported, unmanaged, "{shown}");
            assert_eq!(adopt(&live, &adopted.desired, &ownership).desired, adopted.desired, "{shown}");
            if !unclaimed(&live, &declared) {
                let nobody = Managed::default();
                let other = adopt(&live, &declared, &Ownership { managed: &nobody, ..ownership });
                assert_eq!(other.desired, adopted.desired, "claimed, so it matters not who made it\n{shown}");
                assert_eq!(other.unmanaged, [], "{shown}");
            }
        }

        fn both(&self, changes: &[&str], unmanaged: &[&str]) {
            for engine in ENGINES {
                self.check(engine, changes, unmanaged);
            }
        }
    }

    #[test]
    fn properties_without_a_word_stay_as_they_are() {
        for (live, declared) in [
            ("t: id integer pk, a text collate nocase", "t: id integer pk, a varchar(9) collate nocase"),
            ("t: id pk, a text not null on conflict ignore", "t: id pk, a text not null"),
            ("t: id integer not null | pk (id) on conflict replace", "t: id integer pk"),
            ("t: id pk, a | unique k (a) deferred on conflict abort", "t: id pk, a | unique k (a)"),
            ("t: id pk, a | unique k (a) nulls not distinct", "t: id pk, a | unique k (a)"),
            ("t: id pk, a | fk k (a) -> t (id) match full deferrable not valid", "t: id pk, a | fk k (a) -> t (id)"),
            ("t: id pk, a | check k (a > 0) not valid", "t: id pk, a | check k (a > 0)"),
            (
                "t: id pk, a | index k (a collate nocase desc nulls last) with (\"fillfactor=70\") comment \"c\"",
                "t: id pk, a | index k (a desc)",
            ),
            ("t: id pk | unlogged | without rowid", "t: id pk"),
            ("t: id integer pk, a text | strict", "t: id integer pk, a varchar(9) | strict"),
        ] {
            let changes: &[&str] = match declared {
                declared if declared.contains("nocase") => &["t  ~ a text -> varchar(9)"],
                declared if declared.contains("strict") => &["t  ~ a text -> varchar(9)"],
                _ => &[],
            };
            case(live, declared).both(changes, &[]);
        }
    }

    #[test]
    fn a_collation_stays_with_texts_only() {
        case("t: a text collate C", "t: a varchar(5)").both(&["t  ~ a text -> varchar(5)"], &[]);
        case("t: a text collate C", "t: a integer")
            .both(&["t  ~ a text -> integer, collate C -> collate default"], &[]);
    }

    #[test]
    fn a_strict_table_stays_strict_with_types_it_can_have() {
        let live = "t: id integer pk, a text, b int, c any, d blob | strict";
        let declared = "t: id integer pk, a varchar(255), b boolean, c uuid_text, d varbinary_blob, e timestamp_with_timezone_text, f real(12, 4)";
        case(live, declared).check(Engine::Sqlite, &["t  + e text null", "t  + f real null"], &[]);
    }

    #[test]
    fn numbers_are_handed_out_as_they_were() {
        let engine = Engine::Postgres;
        case("t: id bigint pk serial t_id_seq", "t: id bigint pk identity").check(engine, &[], &[]);
        case("t: id bigint pk identity always (start 5)", "t: id bigint pk identity").check(engine, &[], &[]);
        case("t: id bigint pk", "t: id bigint pk identity").check(engine, &["t  ~ id not auto -> identity"], &[]);
        case("t: id bigint pk identity", "t: id bigint pk").check(engine, &["t  ~ id identity -> not auto"], &[]);
    }

    #[test]
    fn unnamed_constraints_of_sqlite_need_no_name() {
        let live = "t: id integer pk, a, b | unique (a) | fk (a) -> t (id) | check (a > 0)";
        let declared = "t: id integer not null, a, b | pk t_pkey (id) | unique t_a_key (a) | fk fk-t-a (a) -> t (id) | check c (a > 0)";
        case(live, declared).check(Engine::Sqlite, &[], &[]);
    }

    #[test]
    fn a_check_within_a_column_of_mariadb_needs_no_name() {
        let declared = "t: id int pk, a int | check t_a_check (a > 0)";
        case("t: id int pk, a int | check (a > 0) of a", declared).check(Engine::MySql, &[], &[]);
        case("t: id int pk, a int | check c (a > 0)", declared).check(
            Engine::MySql,
            &["t  > check c -> t_a_check"],
            &[],
        );
        let added = &["t  + check t_a_check (a > 0)"];
        case("t: id int pk, a int | check (a > 1) of a", declared).check(
            Engine::MySql,
            added,
            &["check t (a > 1) of a"],
        );
    }

    #[test]
    fn what_mariadb_keeps_and_no_entity_says_stays() {
        let srid = "t: id int pk, a point attribute \"srid=4326\"";
        case(srid, "t: id int pk, a point").check(Engine::MySql, &[], &[]);
        case(srid, "t: id int pk, a geometry").check(
            Engine::MySql,
            &["t  ~ a point -> geometry, srid=4326 -> no attribute"],
            &[],
        );
        let mut live = notation::table(Engine::MySql, "t: id int pk").expect("notation");
        live.options.engine = Some("MyISAM".to_owned());
        live.options.collation = Some("utf8mb4_bin".to_owned());
        live.options.storage = vec!["row_format=COMPRESSED".to_owned()];
        let mut declared = notation::table(Engine::MySql, "t: id int pk").expect("notation");
        take_unsaid(Engine::MySql, &live, &mut declared);
        assert_eq!(declared, live);
    }

    #[test]
    fn partitions_and_history_of_mariadb_stay() {
        let live = "t: id int, v int | partition by \"PARTITION BY HASH (`v`)\"";
        case(live, "t: id int, v int").check(Engine::MySql, &[], &[]);
        case(live, "t: id int").check(
            Engine::MySql,
            &["t  ~ options partition by PARTITION BY HASH (`v`) -> none", "t  - v"],
            &[],
        );
        let live = "t: id int, since timestamp(6) not null as (ROW START) stored, til timestamp(6) not null as (ROW END) stored \
                    | with \"system_versioning\"";
        case(live, "t: id int").check(Engine::MySql, &[], &[]);
    }

    #[test]
    fn an_unnamed_declaration_takes_the_live_name() {
        let live = "t: id integer not null, a | pk old_pk (id) | unique k (a) | fk f (a) -> t (id) | check c (a > 0)";
        case(live, "t: id integer pk, a | unique (a) | fk (a) -> t (id) | check (a > 0)").both(&[], &[]);
    }

    #[test]
    fn names_that_both_have_are_renamed() {
        let (live, declared) =
            ("t: id pk, a | index x (a) | unique k (a)", "t: id pk, a | index i (a) | unique t_a_key (a)");
        case(live, declared).both(&["t  > unique k -> t_a_key", "t  > index x -> i"], &[]);
    }

    #[test]
    fn a_foreign_key_with_other_actions_replaces_the_live_one() {
        let declared = "t: a | fk fk-t-a (a) -> u (id) on delete cascade\nu: id pk";
        case("t: a | fk f (a) -> u (id)\nu: id pk", declared)
            .both(&["t  - foreign key f", "t  + foreign key fk-t-a (a) -> u (id) on delete cascade"], &[]);
        case("t: a | fk (a) -> u (id)\nu: id pk", declared)
            .both(&["t  - foreign key (a) -> u (id)", "t  + foreign key fk-t-a (a) -> u (id) on delete cascade"], &[]);
    }

    #[test]
    fn members_nobody_declares_stay_and_are_reported() {
        let members = "unique k (a) | unique index j (b) | index i (a, lower(b)) | fk f (a) -> t (id) | check c (a > 0) | trigger r \"R\"";
        case(&format!("t: id pk, a, b | {members}"), "t: id pk, a, b")
            .both(&[], &["check t.c", "foreign key t.f", "index t.i", "trigger t.r", "unique t.k", "unique index t.j"]);
        case("t: id pk, a | unique (a) | check (a > 0)", "t: id pk, a").both(&[], &["check t (a > 0)", "unique t (a)"]);
    }

    #[test]
    fn members_the_history_made_go_with_their_declaration() {
        let made = "t: id pk, a, b | unique k (a) | index i (b) | fk f (a) -> t (id) | check c (a > 0)";
        let live = format!("{made} | index hand-made (b) | unique (b)");
        Case { made, ..case(&live, "t: id pk, a, b") }.both(
            &["t  - unique (b)", "t  - unique k", "t  - index i", "t  - foreign key f", "t  - check c"],
            &["index t.hand-made"],
        );
    }

    #[test]
    fn triggers_and_views_stay_whoever_made_them() {
        let live = "t: a | trigger r \"CREATE TRIGGER r\"\nview v \"SELECT 1\"";
        case(live, "t: a").both(&[], &["trigger t.r", "view v"]);
        Case { made: live, ..case(live, "t: a") }.both(&[], &[]);
    }

    #[test]
    fn what_is_declared_to_be_gone_goes() {
        let lines = "t: a | trigger r \"CREATE TRIGGER r\" | trigger s \"CREATE TRIGGER s\"\nview v \"SELECT 1\"\nview w \"SELECT 2\"                     | trigger r \"CREATE TRIGGER r\"\nobject \"function\" f \"int\" \"CREATE\"\nobject \"function\" g \"\" \"CREATE\"";
        let (live, declared) = (read(Engine::Postgres, lines), read(Engine::Postgres, "t: a\nview w \"SELECT 2\""));
        let absent = Absent {
            views: BTreeSet::from(["v".into()]),
            triggers: BTreeSet::from([("t".into(), "r".to_owned()), ("w".into(), "r".to_owned())]),
            objects: BTreeSet::from([(driftline_schema::ObjectKind::Function, "f".into())]),
        };
        let (managed, renames) = (Managed::default(), Renames::default());
        let ownership = Ownership { managed: &managed, ignore: &[], absent: &absent, renames: &renames };
        let adopted = adopt(&live, &declared, &ownership);
        let found: Vec<String> = diff(&live, &adopted.desired, &renames).changes.iter().map(Change::describe).collect();
        assert_eq!(found, ["t  - trigger r", "- view v", "~ view w - trigger r", "- function f(int)"]);
    }

    #[test]
    fn what_is_made_of_a_dropped_column_goes_along() {
        let live = "t: id pk, a, b | unique k (a) | index i (b, a) | index j (b) where a > 0 | index l (length(a)) | index m (b) include (a)                     | check c (a > 0) | fk f (a) -> t (id) | trigger r \"UPDATE OF a\" | index stays (b)";
        case(live, "t: id pk, b").both(
            &[
                "t  - a",
                "t  - unique k",
                "t  - index i",
                "t  - index j",
                "t  - index l",
                "t  - index m",
                "t  - foreign key f",
                "t  - check c",
                "t  - trigger r",
            ],
            &["index t.stays"],
        );
    }

    #[test]
    fn tables_nobody_declares_stay_and_are_reported() {
        let live = "t: a\nold: a\nenum mood (\"x\")\nnamespace n\nn.u: m mood of mood";
        case(live, "t: a").both(&[], &["schema n", "table n.u", "table old", "type mood"]);
        Case { made: live, ..case(live, "t: a") }
            .both(&["- schema n", "- type mood", "- table old", "- table n.u"], &[]);
    }

    #[test]
    fn what_a_kept_table_needs_is_kept() {
        let live =
            "u: m mood of mood, a | fk f (a) -> old (id)\nold: id pk\nenum mood (\"x\")\nnamespace n\nn.k: id pk";
        let made = "old: id pk\nenum mood (\"x\")\nnamespace n";
        Case { made, ..case(live, "") }.both(&["- table old", "u  - foreign key f"], &["table n.k", "table u"]);
    }

    #[test]
    fn a_foreign_key_to_a_table_that_goes_goes_along() {
        let live = "t: a | fk hand (a) -> old (id)\nold: id pk";
        Case { made: "old: id pk", ..case(live, "t: a") }.both(&["- table old", "t  - foreign key hand"], &[]);
    }

    #[test]
    fn ignored_objects_are_left_alone_without_a_word() {
        let live = "t: a | index tmp_i (a)\ntmp_x: a\nx_tmp: a\nnamespace audit\naudit.u: a\nview tmp_v \"V\"\nenum tmp_e (\"a\")";
        let ignore = ["tmp_*", "t.tmp_*", "audit"].as_slice();
        Case { ignore, ..case(live, "t: a") }.both(&[], &["table x_tmp"]);
        Case { ignore, made: live, ..case(live, "t: a") }.both(&["- table x_tmp"], &[]);
        Case { ignore: &["*"], made: live, ..case(live, "t: a") }.both(&[], &[]);
    }

    #[test]
    fn a_renamed_table_brings_along_what_nobody_manages() {
        let live = "people: id pk, mail text | index people_mail (mail) | index hand (mail) | check c (mail <> '')\no: a | fk f (a) -> people (id)";
        let renames = Renames {
            tables: vec![("people".into(), "contacts".into())],
            columns: vec![("contacts".into(), "mail".into(), "email".into())],
            ..Renames::default()
        };
        let made = "people: id pk, mail text | index people_mail (mail)\no: a";
        Case { made, renames, ..case(live, "contacts: id pk, email text\no: a") }.both(
            &["> table people -> contacts", "contacts  > mail -> email", "contacts  - index people_mail"],
            &["check contacts.c", "foreign key o.f", "index contacts.hand"],
        );
    }

    #[test]
    fn sqlite_keeps_the_live_spelling_of_a_table() {
        let declared = "contacts: id integer pk, name text | fk f (id) -> contacts (id)";
        let live = "Contacts: id integer pk, name text | fk f (id) -> Contacts (id)";
        case(live, declared).check(Engine::Sqlite, &[], &[]);
    }

    #[test]
    fn an_opaque_table_is_not_completed() {
        case("t: a | opaque \"virtual\" | index i (a)", "t: a").both(&[], &[]);
    }

    #[test]
    fn patterns_match_whole_names() {
        for (pattern, text, wanted) in [
            ("a", "a", true),
            ("a", "ab", false),
            ("*", "", true),
            ("a*", "abc", true),
            ("*c", "abc", true),
            ("a*c", "ac", true),
            ("a*b*c", "axbyc", true),
            ("a*b*c", "acb", false),
            ("ab*ba", "aba", false),
            ("audit.*", "audit.t.i", true),
        ] {
            assert_eq!(matches_pattern(pattern, text), wanted, "{pattern} {text}");
        }
    }
}

//! Schemas made by chance, and changes of them: what nobody thinks of writing down as a case. Leaves out how they are
//! checked.
//!
//! A schema is changed as data and then made valid again: what points nowhere is left out.

use std::collections::BTreeSet;

/// Numbers that are the same for the same seed (xorshift, Marsaglia 2003).
pub(crate) struct Chance(u64);

impl Chance {
    /// The numbers of a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit.max(1)
    }

    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
        from[self.below(from.len())]
    }
}

#[derive(Clone, Debug)]
struct Column {
    name: String,
    kind: &'static str,
    nullable: bool,
    default: bool,
    auto: bool,
    /// Another column it is computed from, and whether it is stored.
    computed: Option<(String, bool)>,
    check: bool,
    collation: Option<&'static str>,
    comment: bool,
}

#[derive(Clone, Debug)]
struct Index {
    name: String,
    unique: bool,
    columns: Vec<String>,
}

#[derive(Clone, Debug)]
struct Key {
    name: String,
    columns: Vec<String>,
    table: String,
    referenced: Vec<String>,
    action: &'static str,
}

#[derive(Clone, Debug)]
struct Table {
    name: String,
    columns: Vec<Column>,
    primary_key: Vec<String>,
    indexes: Vec<Index>,
    keys: Vec<Key>,
    /// Names of checks, each on one column.
    checks: Vec<(String, String)>,
    collation: Option<&'static str>,
    /// The column that its trigger sets, if it has a trigger.
    trigger: Option<String>,
}

/// A schema, and the renames that led to it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Model {
    tables: Vec<Table>,
    views: Vec<(String, String, String)>,
    /// Renames of tables: old and new name.
    pub(crate) renamed_tables: Vec<(String, String)>,
    /// Renames of columns: new name of the table, old and new name.
    pub(crate) renamed_columns: Vec<(String, String, String)>,
}

const KINDS: [&str; 9] = [
    "int",
    "bigint",
    "bigint unsigned",
    "varchar(20)",
    "varchar(90)",
    "text",
    "datetime",
    "enum('a','b')",
    "decimal(8,2)",
];
const KEY_KINDS: [&str; 3] = ["int", "bigint", "varchar(20)"];
const NAMES: [&str; 7] = ["a", "b", "c", "d", "e", "f", "order"];
const TABLES: [&str; 5] = ["t", "u", "v", "w", "group"];
const COLLATIONS: [&str; 3] = ["utf8mb4_bin", "utf8mb4_unicode_ci", "latin1_swedish_ci"];

fn is_text(kind: &str) -> bool {
    kind.starts_with("varchar") || kind == "text" || kind.starts_with("enum")
}

/// Mostly one of which foreign keys are made.
fn kind(chance: &mut Chance) -> &'static str {
    match chance.below(4) {
        0 => chance.pick(&KINDS),
        1 => chance.pick(&KEY_KINDS),
        _ => "bigint",
    }
}

fn column(chance: &mut Chance, name: &str) -> Column {
    let kind = kind(chance);
    Column {
        name: name.to_owned(),
        kind,
        nullable: chance.once_in(2),
        default: chance.once_in(3),
        auto: false,
        computed: None,
        check: chance.once_in(8),
        collation: (is_text(kind) && chance.once_in(5)).then(|| chance.pick(&COLLATIONS)),
        comment: chance.once_in(6),
    }
}

fn some_columns(chance: &mut Chance, table: &Table) -> Vec<String> {
    let mut columns = BTreeSet::new();
    for _ in 0..=chance.below(2) {
        columns.insert(table.columns[chance.below(table.columns.len())].name.clone());
    }
    let mut columns: Vec<String> = columns.into_iter().collect();
    if chance.once_in(2) {
        columns.reverse();
    }
    columns
}

fn table(chance: &mut Chance, name: &str) -> Table {
    let mut made = Table {
        name: name.to_owned(),
        columns: Vec::new(),
        primary_key: Vec::new(),
        indexes: Vec::new(),
        keys: Vec::new(),
        checks: Vec::new(),
        collation: chance.once_in(4).then(|| chance.pick(&COLLATIONS)),
        trigger: None,
    };
    for name in NAMES.iter().take(2 + chance.below(4)) {
        let next = column(chance, name);
        made.columns.push(next);
    }
    if !chance.once_in(5) {
        made.primary_key = some_columns(chance, &made);
    }
    made
}

impl Model {
    /// A schema made by chance.
    pub(crate) fn new(chance: &mut Chance) -> Self {
        let mut model = Model::default();
        for name in TABLES.iter().take(1 + chance.below(3)) {
            let next = table(chance, name);
            model.tables.push(next);
        }
        for _ in 0..12 {
            model.change_members(chance);
        }
        for (place, table) in model.tables.iter().enumerate() {
            let column = &table.columns[chance.below(table.columns.len())].name;
            model.views.push((format!("view_{place}"), table.name.clone(), column.clone()));
        }
        model.mend();
        model
    }

    /// Another schema that could have come out of this one.
    pub(crate) fn changed(&self, chance: &mut Chance) -> Self {
        let mut model = self.clone();
        model.renamed_tables.clear();
        model.renamed_columns.clear();
        for _ in 0..1 + chance.below(9) {
            if chance.once_in(2) { model.change_members(chance) } else { model.change_columns(chance) }
        }
        if chance.once_in(4) {
            model.change_tables(chance);
        }
        model.mend();
        model
    }

    fn change_members(&mut self, chance: &mut Chance) {
        let place = chance.below(self.tables.len());
        let target = chance.below(self.tables.len());
        let number = chance.below(4);
        let (other, referenced) = {
            let other = &self.tables[target];
            (other.name.clone(), some_columns(chance, other))
        };
        let table = &mut self.tables[place];
        match chance.below(9) {
            0 if !table.indexes.is_empty() => {
                let gone = chance.below(table.indexes.len());
                table.indexes.remove(gone);
            }
            1 if !table.keys.is_empty() => {
                let gone = chance.below(table.keys.len());
                table.keys.remove(gone);
            }
            2 => table.primary_key = if chance.once_in(4) { Vec::new() } else { some_columns(chance, table) },
            3 => {
                let on = table.columns[chance.below(table.columns.len())].name.clone();
                let name = format!("ck_{place}_{number}");
                table.checks.retain(|(other, _)| *other != name);
                table.checks.push((name, on));
            }
            4 => {
                let auto = chance.below(table.columns.len());
                for (at, column) in table.columns.iter_mut().enumerate() {
                    column.auto = at == auto && !column.auto;
                }
            }
            5 | 6 => {
                let name = format!("ix_{number}");
                table.indexes.retain(|index| index.name != name);
                let columns = some_columns(chance, table);
                table.indexes.push(Index { name, unique: chance.once_in(3), columns });
            }
            7 => table.trigger = Some(table.columns[chance.below(table.columns.len())].name.clone()),
            _ => {
                let name = format!("fk_{place}_{number}");
                table.keys.retain(|key| key.name != name);
                let columns = some_columns(chance, table);
                let action = chance.pick(&["", " ON DELETE CASCADE", " ON UPDATE CASCADE"]);
                table.keys.push(Key { name, columns, table: other, referenced, action });
            }
        }
    }

    fn change_columns(&mut self, chance: &mut Chance) {
        let place = chance.below(self.tables.len());
        let table = &mut self.tables[place];
        let at = chance.below(table.columns.len());
        match chance.below(8) {
            0 if table.columns.len() > 1 => {
                table.columns.remove(at);
            }
            1 | 2 => {
                let name = chance.pick(&NAMES);
                if !table.columns.iter().any(|column| column.name == name) {
                    let next = column(chance, name);
                    table.columns.push(next);
                }
            }
            3 => {
                let new = format!("{}_{}", chance.pick(&NAMES), chance.below(3));
                let old = table.columns[at].name.clone();
                let fresh = !table.columns.iter().any(|column| column.name == new);
                let once = !self.renamed_columns.iter().any(|(of, _, to)| *of == table.name && *to == old);
                if fresh && once {
                    let name = table.name.clone();
                    self.rename_column(&name, &old, &new);
                    self.renamed_columns.push((name, old, new));
                }
            }
            4 => {
                let other = table.columns[chance.below(table.columns.len())].name.clone();
                let column = &mut table.columns[at];
                column.computed = match column.computed {
                    None if other != column.name => Some((other, chance.once_in(2))),
                    _ => None,
                };
            }
            _ => {
                let kind = kind(chance);
                // Both ends of foreign keys go together.
                let old = table.columns[at].kind;
                let all = chance.once_in(2);
                let column = &mut table.columns[at];
                column.nullable = chance.once_in(2);
                column.default = chance.once_in(3);
                column.check = chance.once_in(8);
                column.kind = kind;
                column.collation = (is_text(kind) && chance.once_in(6)).then(|| chance.pick(&COLLATIONS));
                if all {
                    let columns = self.tables.iter_mut().flat_map(|table| &mut table.columns);
                    columns.filter(|column| column.kind == old).for_each(|column| column.kind = kind);
                }
            }
        }
    }

    fn change_tables(&mut self, chance: &mut Chance) {
        let at = chance.below(self.tables.len());
        match chance.below(4) {
            0 if self.tables.len() > 1 => {
                let gone = self.tables.remove(at).name;
                self.renamed_columns.retain(|(of, _, _)| *of != gone);
            }
            1 => {
                let name = chance.pick(&TABLES);
                if !self.tables.iter().any(|table| table.name == name) {
                    let next = table(chance, name);
                    self.tables.push(next);
                }
            }
            2 => self.tables[at].collation = chance.once_in(2).then(|| chance.pick(&COLLATIONS)),
            _ => {
                let old = self.tables[at].name.clone();
                let new = format!("{old}2");
                for key in self.tables.iter_mut().flat_map(|table| &mut table.keys).filter(|key| key.table == old) {
                    key.table.clone_from(&new);
                }
                for (_, of, _) in self.views.iter_mut().filter(|(_, of, _)| *of == old) {
                    of.clone_from(&new);
                }
                for (of, _, _) in self.renamed_columns.iter_mut().filter(|(of, _, _)| *of == old) {
                    of.clone_from(&new);
                }
                self.tables[at].name.clone_from(&new);
                self.renamed_tables.push((old, new));
            }
        }
    }

    fn rename_column(&mut self, table: &str, old: &str, new: &str) {
        let swap = |name: &mut String| {
            if name == old {
                new.clone_into(name);
            }
        };
        for each in &mut self.tables {
            for key in each.keys.iter_mut().filter(|key| key.table == table) {
                key.referenced.iter_mut().for_each(swap);
            }
            if each.name != table {
                continue;
            }
            for column in &mut each.columns {
                swap(&mut column.name);
                column.computed.iter_mut().for_each(|(from, _)| swap(from));
            }
            each.primary_key.iter_mut().for_each(swap);
            each.indexes.iter_mut().flat_map(|index| &mut index.columns).for_each(swap);
            each.keys.iter_mut().flat_map(|key| &mut key.columns).for_each(swap);
            each.checks.iter_mut().for_each(|(_, on)| swap(on));
            each.trigger.iter_mut().for_each(swap);
        }
        for (_, of, column) in &mut self.views {
            if of == table {
                swap(column);
            }
        }
    }

    /// Leaves out what the engine would refuse.
    fn mend(&mut self) {
        for table in &mut self.tables {
            let names: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
            let known = |name: &String| names.contains(name);
            let plain: Vec<String> = (table.columns.iter())
                .filter(|column| column.computed.is_none())
                .map(|column| column.name.clone())
                .collect();
            let autos: Vec<String> =
                table.columns.iter().filter(|column| column.auto).map(|column| column.name.clone()).collect();
            for column in &mut table.columns {
                let is_over_plain =
                    column.computed.as_ref().is_some_and(|(from, _)| plain.contains(from) && !autos.contains(from));
                if !is_over_plain {
                    column.computed = None;
                } else {
                    column.kind = "varchar(90)";
                    (column.nullable, column.default, column.check, column.auto) = (true, false, false, false);
                }
            }
            let is_short = |column: &Column| column.kind != "text" && column.computed.is_none();
            let usable: Vec<String> =
                table.columns.iter().filter(|column| is_short(column)).map(|column| column.name.clone()).collect();
            table.primary_key.retain(|name| usable.contains(name));
            for column in &mut table.columns {
                if table.primary_key.contains(&column.name) {
                    column.nullable = false;
                }
                if !is_text(column.kind) {
                    column.collation = None;
                }
            }
            table.indexes.retain(|index| index.columns.iter().all(|name| usable.contains(name)));
            table.indexes.sort_by(|a, b| a.name.cmp(&b.name));
            table.checks.retain(|(_, on)| plain.contains(on));
            table.checks.sort();
            table.checks.dedup_by(|a, b| a.0 == b.0);
            if !table.trigger.as_ref().is_none_or(|on| plain.contains(on)) {
                table.trigger = None;
            }
            table.keys.retain(|key| key.columns.iter().all(known));
        }
        self.mend_keys();
        for table in &mut self.tables {
            let keyed: BTreeSet<&String> = table
                .primary_key
                .first()
                .into_iter()
                .chain(table.indexes.iter().filter_map(|index| index.columns.first()))
                .collect();
            let mut taken = false;
            for column in &mut table.columns {
                let is_number = ["int", "bigint", "bigint unsigned"].contains(&column.kind);
                column.auto &= is_number && keyed.contains(&column.name) && !taken && column.computed.is_none();
                if column.auto {
                    taken = true;
                    (column.nullable, column.default, column.check) = (false, false, false);
                }
            }
            let auto: Vec<&String> =
                table.columns.iter().filter(|column| column.auto).map(|column| &column.name).collect();
            // Neither an automatic column nor one that a cascade changes may be checked.
            let cascaded: Vec<&String> = table.keys.iter().flat_map(|key| &key.columns).collect();
            table.checks.retain(|(_, on)| !auto.contains(&on) && !cascaded.contains(&on));
            let cascaded: Vec<String> = cascaded.into_iter().cloned().collect();
            for column in &mut table.columns {
                column.check &= !cascaded.contains(&column.name);
                // Nor may anything be computed from it.
                if column.computed.as_ref().is_some_and(|(from, _)| cascaded.contains(from)) {
                    column.computed = None;
                }
            }
        }
        let tables = &self.tables;
        self.views.retain(|(_, of, column)| {
            tables.iter().any(|table| table.name == *of && table.columns.iter().any(|other| other.name == *column))
        });
        self.renamed_columns.retain(|(of, _, to)| {
            tables.iter().any(|table| table.name == *of && table.columns.iter().any(|other| other.name == *to))
        });
    }

    fn mend_keys(&mut self) {
        let tables = self.tables.clone();
        for table in &mut self.tables {
            let end = |of: &Table, name: &String| {
                let found = of.columns.iter().find(|column| column.name == *name)?;
                let collation = found.collation.or(of.collation).filter(|_| is_text(found.kind));
                let is_usable = found.computed.is_none() && KEY_KINDS.contains(&found.kind);
                is_usable.then_some((found.kind, collation))
            };
            let own = table.clone();
            let mut seen: Vec<Vec<String>> = Vec::new();
            table.keys.sort_by(|a, b| a.name.cmp(&b.name));
            table.keys.retain(|key| {
                let Some(parent) = tables.iter().find(|other| other.name == key.table) else { return false };
                let served = parent.primary_key.starts_with(&key.referenced)
                    || parent.indexes.iter().any(|index| index.columns.starts_with(&key.referenced));
                let same = key.columns.len() == key.referenced.len()
                    && (key.columns.iter().zip(&key.referenced))
                        .all(|(one, other)| end(&own, one).is_some() && end(&own, one) == end(parent, other));
                // Two keys on the same columns share an index, and nothing says whose name it has.
                // A cascade must not bring NULL where none is allowed.
                let is_null = |of: &Table, name: &String| of.columns.iter().any(|it| it.name == *name && it.nullable);
                let safe = !key.action.contains("UPDATE")
                    || (key.columns.iter().zip(&key.referenced))
                        .all(|(one, other)| is_null(&own, one) || !is_null(parent, other));
                let alone = !seen.contains(&key.columns);
                seen.push(key.columns.clone());
                served && same && safe && alone
            });
        }
    }

    /// The statements that make the schema.
    pub(crate) fn sql(&self) -> String {
        let mut statements: Vec<String> = self.tables.iter().map(Table::sql).collect();
        for table in &self.tables {
            statements.extend(table.keys.iter().map(|key| {
                format!(
                    "ALTER TABLE `{}` ADD CONSTRAINT `{}` FOREIGN KEY ({}) REFERENCES `{}` ({}){}",
                    table.name,
                    key.name,
                    list(&key.columns),
                    key.table,
                    list(&key.referenced),
                    key.action
                )
            }));
            statements.extend(table.trigger.iter().map(|on| {
                format!(
                    "CREATE TRIGGER `tr_{0}` BEFORE UPDATE ON `{0}` FOR EACH ROW SET NEW.`{on}` = NEW.`{on}`",
                    table.name
                )
            }));
        }
        statements.extend(
            self.views
                .iter()
                .map(|(name, of, column)| format!("CREATE VIEW `{name}` AS SELECT `{column}` FROM `{of}`")),
        );
        statements.join("; ")
    }
}

impl Model {
    /// Two rows in each table, of which the second points at the second everywhere.
    pub(crate) fn rows(&self) -> String {
        let mut statements = vec!["SET foreign_key_checks = 0".to_owned()];
        for table in &self.tables {
            let columns: Vec<&Column> = table.columns.iter().filter(|column| column.computed.is_none()).collect();
            let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
            let row = |number: usize| {
                let values: Vec<String> = columns
                    .iter()
                    .map(|column| match column.kind {
                        "datetime" => format!("'2020-01-0{number} 00:00:00'"),
                        kind if kind.starts_with("enum") => format!("'{}'", ["a", "b"][number - 1]),
                        _ => format!("'{number}'"),
                    })
                    .collect();
                format!("({})", values.join(", "))
            };
            statements.push(format!("INSERT INTO `{}` ({}) VALUES {}, {}", table.name, list(&names), row(1), row(2)));
        }
        statements.push("SET foreign_key_checks = 1".to_owned());
        statements.join("; ")
    }
}

fn list(columns: &[String]) -> String {
    columns.iter().map(|column| format!("`{column}`")).collect::<Vec<_>>().join(", ")
}

impl Table {
    fn sql(&self) -> String {
        let mut items: Vec<String> = self.columns.iter().map(Column::sql).collect();
        if !self.primary_key.is_empty() {
            items.push(format!("PRIMARY KEY ({})", list(&self.primary_key)));
        }
        items.extend(self.indexes.iter().map(|index| {
            let kind = if index.unique { "UNIQUE KEY" } else { "KEY" };
            format!("{kind} `{}` ({})", index.name, list(&index.columns))
        }));
        items.extend(
            self.checks
                .iter()
                .map(|(name, on)| format!("CONSTRAINT `{name}` CHECK (`{on}` IS NULL OR char_length(`{on}`) >= 0)")),
        );
        let collation = self.collation.map_or_else(String::new, |found| format!(" COLLATE {found}"));
        format!("CREATE TABLE `{}` ({}){collation}", self.name, items.join(", "))
    }
}

impl Column {
    fn sql(&self) -> String {
        let mut text = format!("`{}` {}", self.name, self.kind);
        if let Some(collation) = self.collation {
            let set = collation.split('_').next().unwrap_or_default();
            text.push_str(&format!(" CHARACTER SET {set} COLLATE {collation}"));
        }
        if let Some((from, stored)) = &self.computed {
            let kept = if *stored { "STORED" } else { "VIRTUAL" };
            return format!("{text} AS (concat(`{from}`, 'x')) {kept}");
        }
        text.push_str(if self.nullable { " NULL" } else { " NOT NULL" });
        if self.default {
            let value = match self.kind {
                kind if kind.starts_with("varchar") || kind == "text" => "'it''s'",
                "datetime" => "current_timestamp()",
                kind if kind.starts_with("enum") => "'b'",
                _ => "5",
            };
            text.push_str(&format!(" DEFAULT {value}"));
        }
        if self.auto {
            text.push_str(" AUTO_INCREMENT");
        }
        if self.comment {
            text.push_str(" COMMENT 'it''s'");
        }
        if self.check {
            text.push_str(&format!(" CHECK (char_length(`{}`) < 99)", self.name));
        }
        text
    }
}

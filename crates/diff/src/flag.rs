//! Reads the flags that decide renames, `--rename contacts.mail=email` and `--drop contacts.mail`, against both schemas.
//!
//! A name with dots, spaces, `=`, `*` or quotes stands in double quotes, a quote inside it doubled. Leaves out the command line
//! itself.

use std::fmt;

use driftline_schema::notation::{print_name, print_object_name};
use driftline_schema::{ObjectName, Schema};

use crate::label::labels_of;
use crate::{Candidate, KeptApart, LabelRename, Renames};

/// Why a flag decides nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FlagError {
    /// The text is not of the flag's form.
    Form {
        /// The flag's value as given.
        flag: String,
        /// The form it must have.
        form: &'static str,
    },
    /// A name exists on neither reading.
    Unknown {
        /// The flag's value as given.
        flag: String,
        /// What was looked for: `a live table or column contacts.mial`.
        wanted: String,
        /// What exists in its place.
        existing: Vec<String>,
    },
    /// A name can be read in more than one way.
    Ambiguous {
        /// The flag's value as given.
        flag: String,
        /// The readings, each with its namespace spelt out.
        readings: Vec<String>,
    },
    /// The names exist, and yet the flag cannot be followed.
    Refused {
        /// The flag's value as given.
        flag: String,
        /// Why, and what to do instead.
        reason: String,
    },
}

impl fmt::Display for FlagError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FlagError::Form { flag, form } => {
                write!(f, "`{flag}` is not of the form {form}; names that are not plain stand in double quotes")
            }
            FlagError::Unknown { flag, wanted, existing } if existing.is_empty() => {
                write!(f, "`{flag}`: there is no {wanted}, and nothing else in its place")
            }
            FlagError::Unknown { flag, wanted, existing } => {
                write!(f, "`{flag}`: there is no {wanted}; there is {}", existing.join(", "))
            }
            FlagError::Ambiguous { flag, readings } => {
                write!(f, "`{flag}` can be read as {}; rename one of them by hand first", readings.join(" and as "))
            }
            FlagError::Refused { flag, reason } => write!(f, "`{flag}`: {reason}"),
        }
    }
}

impl std::error::Error for FlagError {}

const RENAME_FORM: &str = "TABLE.OLD=NEW, TABLE.OLD=TABLE.NEW or OLD_TABLE=NEW_TABLE";
const DROP_FORM: &str = "TABLE.COLUMN, TABLE.* or TABLE";

/// What one side of a flag names.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Target {
    Table(ObjectName),
    Column(ObjectName, String),
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::Table(table) => write!(f, "table {}", print_object_name(table)),
            Target::Column(table, column) => write!(f, "column {}.{}", print_object_name(table), print_name(column)),
        }
    }
}

/// One part of a dotted name.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    name: String,
    quoted: bool,
}

impl Renames {
    /// Reads all flags of a command, renames of tables before those of columns, so that their order does not matter.
    ///
    /// # Errors
    /// The first [`FlagError`].
    pub fn parse_flags(
        &mut self,
        renames: &[String],
        drops: &[String],
        current: &Schema,
        desired: &Schema,
    ) -> Result<(), FlagError> {
        let of_tables: Vec<bool> = renames.iter().map(|flag| self.names_table(flag, current)).collect();
        let (tables, others): (Vec<_>, Vec<_>) = renames.iter().zip(of_tables).partition(|(_, is_table)| *is_table);
        for (flag, _) in tables.into_iter().chain(others) {
            self.parse_flag(flag, current, desired)?;
        }
        for flag in drops {
            self.parse_drop(flag, current, desired)?;
        }
        Ok(())
    }

    /// Reads one rename: `contacts.mail=email`, `contacts.mail=contacts.email`, `people=contacts`, each with a namespace in
    /// front if need be. A renamed table may be given by its old or new name once its own rename was read.
    ///
    /// # Errors
    /// [`FlagError`] where the text has another form, a name does not exist or has two readings, or the rename cannot be
    /// done.
    pub fn parse_flag(&mut self, flag: &str, current: &Schema, desired: &Schema) -> Result<(), FlagError> {
        let form = || FlagError::Form { flag: flag.to_owned(), form: RENAME_FORM };
        let sides = split_sides(flag).ok_or_else(form)?;
        let [from, to] = sides.as_slice() else { return Err(form()) };
        if from.iter().chain(to).any(is_wildcard) {
            return Err(form());
        }
        match self.live_target(flag, from, current)? {
            Target::Table(old) => self.rename_table(flag, old, to, current, desired),
            Target::Column(table, old) => self.rename_column(flag, table, old, to, current, desired),
        }
    }

    /// Reads one decision against a rename: `contacts.mail`, `people.*`, `old_table`.
    ///
    /// # Errors
    /// [`FlagError`] as for a rename.
    pub fn parse_drop(&mut self, flag: &str, current: &Schema, desired: &Schema) -> Result<(), FlagError> {
        let form = || FlagError::Form { flag: flag.to_owned(), form: DROP_FORM };
        let sides = split_sides(flag).ok_or_else(form)?;
        let [path] = sides.as_slice() else { return Err(form()) };
        let decision = match path.as_slice() {
            [table @ .., last] if is_wildcard(last) => match self.live_target(flag, table, current)? {
                Target::Table(table) => KeptApart::Columns(self.new_name(&table).clone()),
                Target::Column(..) => return Err(form()),
            },
            _ => match self.live_target(flag, path, current)? {
                Target::Table(table) if desired.tables.contains_key(&table) => {
                    let reason = format!(
                        "table {} is still declared; take its entity away, or name a column of it",
                        print_object_name(&table)
                    );
                    return Err(FlagError::Refused { flag: flag.to_owned(), reason });
                }
                Target::Table(table) => KeptApart::Table(table),
                Target::Column(table, column) => {
                    let table = self.new_name(&table).clone();
                    if desired.tables.get(&table).is_some_and(|table| table.column(&column).is_some()) {
                        let reason = format!(
                            "column {}.{} is still declared; take it out of the entity",
                            print_object_name(&table),
                            print_name(&column)
                        );
                        return Err(FlagError::Refused { flag: flag.to_owned(), reason });
                    }
                    KeptApart::Column(table, column)
                }
            },
        };
        if !self.kept_apart.contains(&decision) {
            self.kept_apart.push(decision);
        }
        Ok(())
    }

    /// The live table or column that a path names; a table renamed already may be given by its new name.
    fn live_target(&self, flag: &str, path: &[Part], current: &Schema) -> Result<Target, FlagError> {
        let mut readings: Vec<Target> = Vec::new();
        for reading in readings_of(path) {
            let reading = match reading {
                Target::Table(table) => Target::Table(self.live_table(table, current)),
                Target::Column(table, column) => Target::Column(self.live_table(table, current), column),
            };
            let exists = match &reading {
                Target::Table(table) => current.tables.contains_key(table),
                Target::Column(table, column) => {
                    current.tables.get(table).is_some_and(|table| table.column(column).is_some())
                }
            };
            if exists {
                readings.push(reading);
            }
        }
        match readings.as_slice() {
            [only] => Ok(only.clone()),
            [] => Err(self.unknown(flag, "live table or column", path, current)),
            _ => Err(FlagError::Ambiguous {
                flag: flag.to_owned(),
                readings: readings.iter().map(Target::to_string).collect(),
            }),
        }
    }

    /// Whether the left side of a flag is a live table.
    fn names_table(&self, flag: &str, current: &Schema) -> bool {
        let sides = split_sides(flag).unwrap_or_default();
        sides.first().is_some_and(|from| matches!(self.live_target(flag, from, current), Ok(Target::Table(_))))
    }

    fn live_table(&self, table: ObjectName, current: &Schema) -> ObjectName {
        if current.tables.contains_key(&table) { table } else { self.old_name(&table).clone() }
    }

    fn unknown(&self, flag: &str, kind: &str, path: &[Part], schema: &Schema) -> FlagError {
        let of_table = readings_of(path).into_iter().find_map(|reading| match reading {
            Target::Column(table, _) => schema.tables.get(&self.live_table(table, schema)),
            Target::Table(_) => None,
        });
        let existing = match of_table {
            Some(table) => {
                let name = |column: &str| format!("{}.{}", print_object_name(&table.name), print_name(column));
                table.columns.iter().map(|column| name(&column.name)).collect()
            }
            None => schema.tables.keys().map(print_object_name).collect(),
        };
        let path: Vec<String> = path.iter().map(|part| print_name(&part.name)).collect();
        FlagError::Unknown { flag: flag.to_owned(), wanted: format!("{kind} {}", path.join(".")), existing }
    }

    fn rename_table(
        &mut self,
        flag: &str,
        old: ObjectName,
        to: &[Part],
        current: &Schema,
        desired: &Schema,
    ) -> Result<(), FlagError> {
        let refused = |reason: String| Err(FlagError::Refused { flag: flag.to_owned(), reason });
        let new = match to {
            [name] => old.sibling(&name.name),
            [namespace, name] => ObjectName::within(Some(&namespace.name), &name.name),
            _ => return Err(FlagError::Form { flag: flag.to_owned(), form: RENAME_FORM }),
        };
        if !desired.tables.contains_key(&new) {
            let appeared = desired.tables.keys().filter(|name| !current.tables.contains_key(name));
            let existing = appeared.map(print_object_name).collect();
            let wanted = format!("new table {}", print_object_name(&new));
            return Err(FlagError::Unknown { flag: flag.to_owned(), wanted, existing });
        }
        if new.namespace != old.namespace {
            return refused("a rename stays in its namespace; move the table by a migration of your own".to_owned());
        }
        if current.tables.contains_key(&new) && !self.tables.iter().any(|(from, _)| *from == new) {
            return refused(format!("table {} exists already; rename or drop it first", print_object_name(&new)));
        }
        let decision = (old, new);
        if let Some((from, to)) = self.tables.iter().find(|known| known.0 == decision.0 || known.1 == decision.1)
            && (from, to) != (&decision.0, &decision.1)
        {
            return refused(format!(
                "it is decided already that {} becomes {}",
                print_object_name(from),
                print_object_name(to)
            ));
        }
        if !self.tables.contains(&decision) {
            self.tables.push(decision);
        }
        Ok(())
    }

    fn rename_column(
        &mut self,
        flag: &str,
        live: ObjectName,
        old: String,
        to: &[Part],
        current: &Schema,
        desired: &Schema,
    ) -> Result<(), FlagError> {
        let refused = |reason: String| Err(FlagError::Refused { flag: flag.to_owned(), reason });
        let table = self.new_name(&live).clone();
        let Some(new) = self.new_column(flag, &live, &table, to)? else {
            let path: Vec<String> = to.iter().map(|part| print_name(&part.name)).collect();
            return refused(format!(
                "{} is not in table {}; where the table is renamed too, give `--rename OLD_TABLE=NEW_TABLE` as well",
                path.join("."),
                print_object_name(&table)
            ));
        };
        let Some(wanted) = desired.tables.get(&table) else {
            return refused(format!("table {} is not declared any more", print_object_name(&table)));
        };
        if wanted.column(&new).is_none() {
            let had = current.tables.get(&live);
            let appeared =
                wanted.columns.iter().filter(|column| had.is_none_or(|had| had.column(&column.name).is_none()));
            return Err(FlagError::Unknown {
                flag: flag.to_owned(),
                wanted: format!("new column {}.{}", print_object_name(&table), print_name(&new)),
                existing: appeared.map(|column| print_name(&column.name)).collect(),
            });
        }
        let leaves = self.columns.iter().any(|(of, from, _)| *of == table && *from == new);
        if current.tables.get(&live).is_some_and(|had| had.column(&new).is_some()) && !leaves {
            return refused(format!("column {} exists already; rename or drop it first", print_name(&new)));
        }
        let decision = (table, old, new);
        let other = self.columns.iter().find(|known| {
            known.0 == decision.0 && (known.1 == decision.1 || known.2 == decision.2) && **known != decision
        });
        if let Some((_, from, to)) = other {
            return refused(format!("it is decided already that {} becomes {}", print_name(from), print_name(to)));
        }
        if !self.columns.contains(&decision) {
            self.columns.push(decision);
        }
        Ok(())
    }

    /// The column a right side names, `None` where it is one of another table.
    fn new_column(
        &self,
        flag: &str,
        live: &ObjectName,
        table: &ObjectName,
        to: &[Part],
    ) -> Result<Option<String>, FlagError> {
        let (of, column) = match to {
            [column] => return Ok(Some(column.name.clone())),
            [of, column] => (vec![ObjectName::new(&of.name), table.sibling(&of.name)], column),
            [namespace, of, column] => (vec![ObjectName::within(Some(&namespace.name), &of.name)], column),
            _ => return Err(FlagError::Form { flag: flag.to_owned(), form: RENAME_FORM }),
        };
        Ok((of.contains(table) || of.contains(live)).then(|| column.name.clone()))
    }
}

const LABEL_FORM: &str = "TABLE.COLUMN.OLD=NEW";
const LABEL_DROP_FORM: &str = "TABLE.COLUMN.LABEL";

impl Renames {
    /// Reads the flags about labels, `--rename-label contacts.mood.glad=happy` and `--drop-label contacts.mood.glad`, in which
    /// the table and the column have their new names.
    ///
    /// # Errors
    /// [`FlagError`] where the text has another form, or the column or label does not exist.
    pub fn parse_label_flags(
        &mut self,
        renames: &[String],
        drops: &[String],
        current: &Schema,
        desired: &Schema,
    ) -> Result<(), FlagError> {
        for flag in renames {
            let form = || FlagError::Form { flag: flag.clone(), form: LABEL_FORM };
            let sides = split_sides(flag).ok_or_else(form)?;
            let [from, to] = sides.as_slice() else { return Err(form()) };
            let [to] = to.as_slice() else { return Err(form()) };
            let (table, column, from) = self.label(flag, from, current, desired, LABEL_FORM)?;
            let after = desired.tables.get(&table).and_then(|table| labels_of(desired, table.column(&column)?));
            if let Some(labels) = after.filter(|labels| !labels.contains(&to.name)) {
                let wanted = format!("new label {}", print_name(&to.name));
                let existing = labels.iter().map(|label| print_name(label)).collect();
                return Err(FlagError::Unknown { flag: flag.clone(), wanted, existing });
            }
            let rename = LabelRename { table, column, from, to: to.name.clone() };
            if !self.labels.contains(&rename) {
                self.labels.push(rename);
            }
        }
        for flag in drops {
            let form = || FlagError::Form { flag: flag.clone(), form: LABEL_DROP_FORM };
            let sides = split_sides(flag).ok_or_else(form)?;
            let [path] = sides.as_slice() else { return Err(form()) };
            let (table, column, label) = self.label(flag, path, current, desired, LABEL_DROP_FORM)?;
            self.kept_apart.push(KeptApart::Label(table, column, label));
        }
        self.spread_labels(desired);
        Ok(())
    }

    /// The table, the column and the label of a path. An engine without labels knows no wrong ones.
    fn label(
        &self,
        flag: &str,
        path: &[Part],
        current: &Schema,
        desired: &Schema,
        form: &'static str,
    ) -> Result<(ObjectName, String, String), FlagError> {
        let (table, column, label) = match path {
            [table, column, label] => (ObjectName::new(&table.name), column, label),
            [namespace, table, column, label] => {
                (ObjectName::within(Some(&namespace.name), &table.name), column, label)
            }
            _ => return Err(FlagError::Form { flag: flag.to_owned(), form }),
        };
        let Some(wanted) = desired.tables.get(&table).filter(|wanted| wanted.column(&column.name).is_some()) else {
            return Err(self.unknown(flag, "column", &path[..path.len() - 1], desired));
        };
        let before = (current.tables.get(self.old_name(&table)))
            .and_then(|live| live.column(self.old_column(&table, &column.name)))
            .and_then(|column| labels_of(current, column));
        if let Some(labels) = before.filter(|labels| !labels.contains(&label.name)) {
            let wanted = format!("live label {}", print_name(&label.name));
            let existing = labels.iter().map(|label| print_name(label)).collect();
            return Err(FlagError::Unknown { flag: flag.to_owned(), wanted, existing });
        }
        Ok((wanted.name.clone(), column.name.clone(), label.name.clone()))
    }
}

impl Candidate {
    /// The flags that would decide for each thing that appeared, likeliest first, without a shell's quotes.
    #[must_use]
    pub fn rename_flags(&self) -> Vec<String> {
        self.rename_values().into_iter().map(|value| format!("{} {value}", self.rename_flag())).collect()
    }

    /// The flag that decides for a rename.
    #[must_use]
    pub fn rename_flag(&self) -> &'static str {
        if matches!(self, Candidate::Label { .. }) { "--rename-label" } else { "--rename" }
    }

    /// The flag that decides against one.
    #[must_use]
    pub fn drop_flag(&self) -> &'static str {
        if matches!(self, Candidate::Label { .. }) { "--drop-label" } else { "--drop" }
    }

    /// The values of `--rename` that would decide for each thing that appeared, likeliest first, without a shell's quotes.
    #[must_use]
    pub fn rename_values(&self) -> Vec<String> {
        let from = self.drop_value();
        match self {
            Candidate::Table { appeared, .. } => {
                appeared.iter().map(|new| format!("{from}={}", quoted_part(&new.name))).collect()
            }
            Candidate::Column { appeared, .. } | Candidate::Label { appeared, .. } => {
                appeared.iter().map(|new| format!("{from}={}", quoted_part(new))).collect()
            }
        }
    }

    /// The value of `--drop` that decides that it is no rename, without a shell's quotes.
    #[must_use]
    pub fn drop_value(&self) -> String {
        let object = |name: &ObjectName| match &name.namespace {
            Some(namespace) => format!("{}.{}", quoted_part(namespace), quoted_part(&name.name)),
            None => quoted_part(&name.name),
        };
        match self {
            Candidate::Table { vanished, .. } => object(vanished),
            Candidate::Column { table, vanished, .. } => format!("{}.{}", object(table), quoted_part(vanished)),
            Candidate::Label { table, column, vanished, .. } => {
                format!("{}.{}.{}", object(table), quoted_part(column), quoted_part(vanished))
            }
        }
    }
}

/// One part of a dotted name as the flags read it.
fn quoted_part(name: &str) -> String {
    let is_plain = name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-') && !name.is_empty();
    if is_plain { name.to_owned() } else { format!("\"{}\"", name.replace('"', "\"\"")) }
}

/// The ways to read a dotted name: the last part is a table or a column, the first a namespace or a table.
fn readings_of(path: &[Part]) -> Vec<Target> {
    let within = |namespace: &Part, name: &Part| ObjectName::within(Some(&namespace.name), &name.name);
    match path {
        [table] => vec![Target::Table(ObjectName::new(&table.name))],
        [first, last] => {
            vec![Target::Column(ObjectName::new(&first.name), last.name.clone()), Target::Table(within(first, last))]
        }
        [namespace, table, column] => vec![Target::Column(within(namespace, table), column.name.clone())],
        _ => Vec::new(),
    }
}

fn is_wildcard(part: &Part) -> bool {
    !part.quoted && part.name == "*"
}

/// Splits at `=` into sides and those at `.` into parts; `None` where a part is empty or a quote is open.
fn split_sides(flag: &str) -> Option<Vec<Vec<Part>>> {
    let mut sides = vec![Vec::new()];
    let mut rest = flag.trim();
    loop {
        let (part, behind) = first_part(rest)?;
        sides.last_mut()?.push(part);
        match behind.chars().next() {
            None => return Some(sides),
            Some('=') => sides.push(Vec::new()),
            Some('.') => {}
            Some(_) => return None,
        }
        rest = &behind[1..];
    }
}

fn first_part(text: &str) -> Option<(Part, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(['.', '=', '"']).unwrap_or(text.len());
        let name = text[..end].trim().to_owned();
        return (!name.is_empty()).then_some((Part { name, quoted: false }, &text[end..]));
    };
    let mut name = String::new();
    let mut at = 0;
    loop {
        let end = at + quoted[at..].find('"')?;
        name.push_str(&quoted[at..end]);
        at = end + 1;
        if !quoted[at..].starts_with('"') {
            return Some((Part { name, quoted: true }, &quoted[at..]));
        }
        name.push('"');
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use driftline_schema::Engine;

    use super::*;
    use crate::candidates;
    use crate::cases::read;

    const LIVE: &str =
        "namespace audit\npeople: id, mail, fon, \"a.b\"\ntags: id, name\naudit.events: id, mail\nevents: x";
    const WANTED: &str =
        "namespace audit\ncontacts: id, email, phone, \"c d\"\ntags: id, label\naudit.events: id, email\nevents: x, y";

    fn parse(renames: &[&str], drops: &[&str]) -> Result<Renames, FlagError> {
        let owned = |flags: &[&str]| flags.iter().map(|flag| (*flag).to_owned()).collect::<Vec<_>>();
        let mut found = Renames::default();
        let (live, wanted) = (read(Engine::Postgres, LIVE), read(Engine::Postgres, WANTED));
        found.parse_flags(&owned(renames), &owned(drops), &live, &wanted)?;
        Ok(found)
    }

    fn columns(found: &Renames) -> Vec<String> {
        found.columns.iter().map(|(table, from, to)| format!("{table}.{from}={to}")).collect()
    }

    #[test]
    fn a_column_is_renamed_in_every_spelling() {
        for flag in ["tags.name=label", "tags.name=tags.label", " \"tags\".\"name\"=label "] {
            assert_eq!(columns(&parse(&[flag], &[]).expect(flag)), ["tags.name=label"]);
        }
        for flag in
            ["audit.events.mail=email", "audit.events.mail=events.email", "audit.events.mail=audit.events.email"]
        {
            assert_eq!(columns(&parse(&[flag], &[]).expect(flag)), ["audit.events.mail=email"]);
        }
    }

    #[test]
    fn tables_are_read_before_their_columns() {
        for column in
            ["people.mail=email", "contacts.mail=email", "people.mail=contacts.email", "contacts.mail=contacts.email"]
        {
            let found = parse(&[column, "people=contacts", "people.\"a.b\"=\"c d\""], &[]).expect(column);
            assert_eq!(found.tables, [("people".into(), "contacts".into())]);
            assert_eq!(columns(&found), ["contacts.mail=email", "contacts.a.b=c d"]);
        }
    }

    #[test]
    fn the_same_flag_twice_is_one_decision() {
        let found = parse(&["tags.name=label", "tags.name=label"], &["people", "people"]).expect("both");
        assert_eq!((found.columns.len(), found.kept_apart), (1, vec![KeptApart::Table("people".into())]));
    }

    #[test]
    fn a_drop_says_what_is_no_rename() {
        let found = parse(&[], &["people", "tags.name", "audit.events.*"]).expect("drops").kept_apart;
        assert_eq!(
            found,
            [
                KeptApart::Table("people".into()),
                KeptApart::Column("tags".into(), "name".to_owned()),
                KeptApart::Columns(ObjectName::within(Some("audit"), "events")),
            ]
        );
        let found =
            parse(&["people=contacts"], &["people.fon", "contacts.mail", "people.*"]).expect("renamed").kept_apart;
        assert_eq!(
            found,
            [
                KeptApart::Column("contacts".into(), "fon".to_owned()),
                KeptApart::Column("contacts".into(), "mail".to_owned()),
                KeptApart::Columns("contacts".into()),
            ]
        );
    }

    #[test]
    fn mistakes_say_what_there_is() {
        for (flag, wanted) in [
            ("tags.name", "`tags.name` is not of the form TABLE.OLD=NEW"),
            ("tags.=x", "`tags.=x` is not of the form"),
            ("\"tags.name=x", "`\"tags.name=x` is not of the form"),
            ("tags.*=x", "`tags.*=x` is not of the form"),
            ("tags.a=b=c", "`tags.a=b=c` is not of the form"),
            (
                "tags.nam=label",
                "`tags.nam=label`: there is no live table or column tags.nam; there is tags.id, tags.name",
            ),
            (
                "nobody=x",
                "`nobody=x`: there is no live table or column nobody; there is events, people, tags, audit.events",
            ),
            ("people=nobody", "`people=nobody`: there is no new table nobody; there is contacts"),
            ("tags.name=lable", "`tags.name=lable`: there is no new column tags.lable; there is label"),
            ("tags.name=id", "`tags.name=id`: column id exists already"),
            ("tags.name=contacts.email", "`tags.name=contacts.email`: contacts.email is not in table tags"),
            (
                "people.mail=contacts.email",
                "`people.mail=contacts.email`: contacts.email is not in table people; where",
            ),
            ("people.mail=email", "`people.mail=email`: table people is not declared any more"),
            ("people=audit.events", "`people=audit.events`: a rename stays in its namespace"),
        ] {
            let error = parse(&[flag], &[]).expect_err(flag).to_string();
            assert!(error.starts_with(wanted), "{error}");
        }
        for (flag, wanted) in [
            ("tags", "`tags`: table tags is still declared"),
            ("tags.id", "`tags.id`: column tags.id is still declared"),
            ("tags.name=x", "`tags.name=x` is not of the form TABLE.COLUMN, TABLE.* or TABLE"),
            ("tags.name.*", "`tags.name.*` is not of the form TABLE.COLUMN, TABLE.* or TABLE"),
            ("nobody.*", "`nobody.*`: there is no live table or column nobody"),
        ] {
            let error = parse(&[], &[flag]).expect_err(flag).to_string();
            assert!(error.starts_with(wanted), "{error}");
        }
    }

    #[test]
    fn two_decisions_do_not_contradict_each_other() {
        let error = parse(&["people.mail=email", "people.fon=email", "people=contacts"], &[]).expect_err("two to one");
        assert_eq!(error.to_string(), "`people.fon=email`: it is decided already that mail becomes email");
    }

    #[test]
    fn the_flags_a_candidate_names_decide_it() {
        let lines = |table: &str, column: &str| {
            format!("namespace \"n.s\"\n\"n.s\".{table}: id, {column} text\nt: \"a.b\" text")
        };
        let live = lines("\"o ld\"", "\"x=\\\\\"\"y\"");
        let wanted = lines("\"né*w\"", "\"*\"").replace("a.b", "c d");
        let (live, wanted) = (read(Engine::Postgres, &live), read(Engine::Postgres, &wanted));
        let mut decided = Renames::default();
        let mut asked = 0;
        while let Some(candidate) = candidates(&live, &wanted, &decided).first() {
            asked += 1;
            assert!(asked <= 3, "{candidate:?} is asked again: {decided:?}");
            let mut apart = decided.clone();
            apart.parse_drop(&candidate.drop_value(), &live, &wanted).expect("the drop");
            assert!(!candidates(&live, &wanted, &apart).contains(candidate));
            decided.parse_flag(&candidate.rename_values()[0], &live, &wanted).expect("the rename");
        }
        assert_eq!((asked, decided.tables.len(), decided.columns.len()), (3, 1, 2));
    }

    #[test]
    fn a_name_with_two_readings_is_refused() {
        let live = read(Engine::Postgres, "namespace a\na: b\na.b: x");
        let wanted = read(Engine::Postgres, "namespace a\na: c\na.c: x");
        let error = Renames::default().parse_flag("a.b=c", &live, &wanted).expect_err("two readings").to_string();
        assert!(error.starts_with("`a.b=c` can be read as column a.b and as table a.b"), "{error}");
    }
}

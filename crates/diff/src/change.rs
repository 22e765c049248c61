//! A change as a value: one variant per fact, with both sides. Leaves out how an engine carries it out.

use driftline_schema::notation::{
    print_auto_increment, print_check, print_default, print_exclusion, print_foreign_key, print_generated, print_index,
    print_name, print_names, print_object_name, print_on_update, print_policy, print_primary_key, print_type,
    print_unique, table_option_words,
};
use driftline_schema::{
    Check, Column, EnumType, Exclusion, Firing, ForeignKey, Index, Object, ObjectId, ObjectName, Policy, PrimaryKey,
    Rule, Table, TableOptions, Trigger, Unique, View,
};

/// One difference between two schemas.
///
/// After a rename every later change speaks of the new name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A namespace (PostgreSQL schema) appears.
    CreateNamespace(String),
    /// A namespace goes.
    DropNamespace(String),
    /// A namespace's comment differs.
    NamespaceComment {
        /// The namespace.
        namespace: String,
        /// Before.
        from: Option<String>,
        /// After.
        to: Option<String>,
    },
    /// An enumerated type appears.
    CreateEnum(EnumType),
    /// An enumerated type goes.
    DropEnum(EnumType),
    /// Labels or comment of a type differ.
    AlterEnum {
        /// Before.
        from: EnumType,
        /// After.
        to: EnumType,
    },
    /// A label of an enumerated type gets another name (PostgreSQL).
    RenameLabel {
        /// The type.
        kind: ObjectName,
        /// Before.
        from: String,
        /// After.
        to: String,
    },
    /// A table appears, with everything that belongs to it.
    CreateTable(Table),
    /// A table goes, with everything that belongs to it.
    DropTable(Table),
    /// A table gets another name.
    RenameTable {
        /// Before.
        from: ObjectName,
        /// After.
        to: ObjectName,
    },
    /// A table's comment differs.
    TableComment {
        /// The table.
        table: ObjectName,
        /// Before.
        from: Option<String>,
        /// After.
        to: Option<String>,
    },
    /// A table's options differ.
    TableOptions {
        /// The table.
        table: ObjectName,
        /// Before.
        from: TableOptions,
        /// After.
        to: TableOptions,
    },
    /// A column appears.
    AddColumn {
        /// The table.
        table: ObjectName,
        /// The new column.
        column: Column,
    },
    /// A column goes.
    DropColumn {
        /// The table.
        table: ObjectName,
        /// The column as it was.
        column: Column,
    },
    /// A column gets another name.
    RenameColumn {
        /// The table.
        table: ObjectName,
        /// Before.
        from: String,
        /// After.
        to: String,
    },
    /// Anything of a column but its name differs.
    AlterColumn {
        /// The table.
        table: ObjectName,
        /// Before, under its new name if it was renamed.
        from: Column,
        /// After.
        to: Column,
    },
    /// A key, constraint, index or trigger of a table appears.
    AddMember {
        /// The table.
        table: ObjectName,
        /// What appears.
        member: Member,
    },
    /// A key, constraint, index or trigger of a table goes.
    DropMember {
        /// The table.
        table: ObjectName,
        /// What goes.
        member: Member,
    },
    /// A constraint or index gets another name and is otherwise the same.
    RenameMember {
        /// The table.
        table: ObjectName,
        /// Before.
        from: Member,
        /// After.
        to: Member,
    },
    /// A member of a table keeps its name and kind, and what differs can be altered in place (PostgreSQL).
    AlterMember {
        /// The table.
        table: ObjectName,
        /// Before.
        from: Member,
        /// After.
        to: Member,
    },
    /// A view appears.
    CreateView(View),
    /// A view goes.
    DropView(View),
    /// Anything of a view but its name differs, and it can become so in place.
    AlterView {
        /// Before.
        from: View,
        /// After.
        to: View,
    },
    /// A routine, sequence, domain or the like appears.
    CreateObject(Object),
    /// Such an object goes.
    DropObject(Object),
    /// The definition or comment of such an object differs.
    AlterObject {
        /// Before.
        from: Object,
        /// After.
        to: Object,
    },
}

/// What belongs to a table beside its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Member {
    /// The primary key.
    PrimaryKey(PrimaryKey),
    /// A unique constraint.
    Unique(Unique),
    /// A foreign key.
    ForeignKey(ForeignKey),
    /// A check constraint.
    Check(Check),
    /// An index.
    Index(Index),
    /// A trigger.
    Trigger(Trigger),
    /// An exclusion constraint.
    Exclusion(Exclusion),
    /// A policy of row-level security.
    Policy(Policy),
    /// A rewrite rule.
    Rule(Rule),
}

impl Change {
    /// The change that takes this one back. Total: whether the data comes back is the planner's to say.
    #[must_use]
    pub fn reverse(&self) -> Change {
        match self.clone() {
            Change::CreateNamespace(name) => Change::DropNamespace(name),
            Change::DropNamespace(name) => Change::CreateNamespace(name),
            Change::NamespaceComment { namespace, from, to } => {
                Change::NamespaceComment { namespace, from: to, to: from }
            }
            Change::AlterMember { table, from, to } => Change::AlterMember { table, from: to, to: from },
            Change::CreateEnum(kind) => Change::DropEnum(kind),
            Change::DropEnum(kind) => Change::CreateEnum(kind),
            Change::AlterEnum { from, to } => Change::AlterEnum { from: to, to: from },
            Change::RenameLabel { kind, from, to } => Change::RenameLabel { kind, from: to, to: from },
            Change::CreateTable(table) => Change::DropTable(table),
            Change::DropTable(table) => Change::CreateTable(table),
            Change::RenameTable { from, to } => Change::RenameTable { from: to, to: from },
            Change::TableComment { table, from, to } => Change::TableComment { table, from: to, to: from },
            Change::TableOptions { table, from, to } => Change::TableOptions { table, from: to, to: from },
            Change::AddColumn { table, column } => Change::DropColumn { table, column },
            Change::DropColumn { table, column } => Change::AddColumn { table, column },
            Change::RenameColumn { table, from, to } => Change::RenameColumn { table, from: to, to: from },
            Change::AlterColumn { table, from, to } => Change::AlterColumn { table, from: to, to: from },
            Change::AddMember { table, member } => Change::DropMember { table, member },
            Change::DropMember { table, member } => Change::AddMember { table, member },
            Change::RenameMember { table, from, to } => Change::RenameMember { table, from: to, to: from },
            Change::CreateView(view) => Change::DropView(view),
            Change::DropView(view) => Change::CreateView(view),
            Change::AlterView { from, to } => Change::AlterView { from: to, to: from },
            Change::CreateObject(object) => Change::DropObject(object),
            Change::DropObject(object) => Change::CreateObject(object),
            Change::AlterObject { from, to } => Change::AlterObject { from: to, to: from },
        }
    }

    /// The table the change belongs to, if it belongs to one (its new name after a rename).
    #[must_use]
    pub fn table(&self) -> Option<&ObjectName> {
        match self {
            Change::CreateTable(table) | Change::DropTable(table) => Some(&table.name),
            Change::RenameTable { to, .. } => Some(to),
            Change::TableComment { table, .. }
            | Change::TableOptions { table, .. }
            | Change::AddColumn { table, .. }
            | Change::DropColumn { table, .. }
            | Change::RenameColumn { table, .. }
            | Change::AlterColumn { table, .. }
            | Change::AddMember { table, .. }
            | Change::DropMember { table, .. }
            | Change::AlterMember { table, .. }
            | Change::RenameMember { table, .. } => Some(table),
            Change::CreateNamespace(_)
            | Change::DropNamespace(_)
            | Change::NamespaceComment { .. }
            | Change::CreateEnum(_)
            | Change::DropEnum(_)
            | Change::AlterEnum { .. }
            | Change::RenameLabel { .. }
            | Change::CreateView(_)
            | Change::DropView(_)
            | Change::AlterView { .. }
            | Change::CreateObject(_)
            | Change::DropObject(_)
            | Change::AlterObject { .. } => None,
        }
    }
}

impl Change {
    /// One character for the kind of change: `+` appears, `-` goes, `~` differs, `>` gets another name.
    #[must_use]
    pub fn mark(&self) -> char {
        match self {
            Change::CreateNamespace(_)
            | Change::CreateEnum(_)
            | Change::CreateTable(_)
            | Change::AddColumn { .. }
            | Change::AddMember { .. }
            | Change::CreateView(_)
            | Change::CreateObject(_) => '+',
            Change::DropNamespace(_)
            | Change::DropEnum(_)
            | Change::DropTable(_)
            | Change::DropColumn { .. }
            | Change::DropMember { .. }
            | Change::DropView(_)
            | Change::DropObject(_) => '-',
            Change::AlterEnum { .. }
            | Change::AlterView { .. }
            | Change::AlterObject { .. }
            | Change::AlterMember { .. }
            | Change::NamespaceComment { .. }
            | Change::TableComment { .. }
            | Change::TableOptions { .. }
            | Change::AlterColumn { .. } => '~',
            Change::RenameTable { .. }
            | Change::RenameColumn { .. }
            | Change::RenameMember { .. }
            | Change::RenameLabel { .. } => '>',
        }
    }

    /// The object that changes, by kind and name: `column contacts.email`, `index contacts.ix_mail`. Equal on every engine for
    /// changes that mean the same, whatever the engine's words for types.
    #[must_use]
    pub fn object(&self) -> String {
        let of = |table: &ObjectName, kind: &str, name: &str| {
            format!("{kind} {}.{}", print_object_name(table), print_name(name))
        };
        match self {
            Change::CreateNamespace(name)
            | Change::DropNamespace(name)
            | Change::NamespaceComment { namespace: name, .. } => format!("schema {}", print_name(name)),
            Change::CreateEnum(kind) | Change::DropEnum(kind) => format!("type {}", print_object_name(&kind.name)),
            Change::AlterEnum { to, .. } => format!("type {}", print_object_name(&to.name)),
            Change::RenameLabel { kind, .. } => format!("label of type {}", print_object_name(kind)),
            Change::CreateTable(table) | Change::DropTable(table) => {
                format!("table {}", print_object_name(&table.name))
            }
            Change::RenameTable { to, .. } => format!("table {}", print_object_name(to)),
            Change::TableComment { table, .. } => format!("comment {}", print_object_name(table)),
            Change::TableOptions { table, .. } => format!("options {}", print_object_name(table)),
            Change::AddColumn { table, column } | Change::DropColumn { table, column } => {
                of(table, "column", &column.name)
            }
            Change::RenameColumn { table, to, .. } => of(table, "column", to),
            Change::AlterColumn { table, to, .. } => of(table, "column", &to.name),
            Change::AddMember { table, member }
            | Change::DropMember { table, member }
            | Change::AlterMember { table, to: member, .. }
            | Change::RenameMember { table, to: member, .. } => {
                // A unique constraint is a unique index on MariaDB and MySQL.
                let kind = match member {
                    Member::Unique(_) => "unique index",
                    other => other.kind(),
                };
                match member.name() {
                    Some(name) if !matches!(member, Member::PrimaryKey(_)) => of(table, kind, name),
                    _ => format!("{kind} of {}", print_object_name(table)),
                }
            }
            Change::CreateView(view) | Change::DropView(view) | Change::AlterView { to: view, .. } => {
                format!("view {}", print_object_name(&view.name))
            }
            Change::CreateObject(object) | Change::DropObject(object) | Change::AlterObject { to: object, .. } => {
                object_words(&object.id)
            }
        }
    }

    /// The change in one line for people: `contacts  ~ email varchar(255) -> varchar(320)`.
    ///
    /// Names that are not plain stand in double quotes. A change of a column names every property that differs.
    #[must_use]
    pub fn describe(&self) -> String {
        let what = self.subject();
        match self {
            Change::TableComment { table, .. }
            | Change::TableOptions { table, .. }
            | Change::AddColumn { table, .. }
            | Change::DropColumn { table, .. }
            | Change::RenameColumn { table, .. }
            | Change::AlterColumn { table, .. }
            | Change::AddMember { table, .. }
            | Change::DropMember { table, .. }
            | Change::AlterMember { table, .. }
            | Change::RenameMember { table, .. } => format!("{}  {} {what}", print_object_name(table), self.mark()),
            Change::CreateNamespace(_)
            | Change::DropNamespace(_)
            | Change::NamespaceComment { .. }
            | Change::CreateEnum(_)
            | Change::DropEnum(_)
            | Change::AlterEnum { .. }
            | Change::RenameLabel { .. }
            | Change::CreateTable(_)
            | Change::DropTable(_)
            | Change::RenameTable { .. }
            | Change::CreateView(_)
            | Change::DropView(_)
            | Change::AlterView { .. }
            | Change::CreateObject(_)
            | Change::DropObject(_)
            | Change::AlterObject { .. } => format!("{} {what}", self.mark()),
        }
    }

    /// What changes, without the table and the mark.
    fn subject(&self) -> String {
        match self {
            Change::CreateNamespace(name) | Change::DropNamespace(name) => format!("schema {}", print_name(name)),
            Change::NamespaceComment { namespace, from, to } => {
                let words = step("comment", &optional_text(from), &optional_text(to));
                format!("schema {} {words}", print_name(namespace))
            }
            Change::AlterMember { from, to, .. } => {
                let name = to.name().map_or(String::new(), |name| format!(" {}", print_name(name)));
                format!("{}{name} {}", to.kind(), member_differences(from, to))
            }
            Change::CreateEnum(kind) => format!("type {} {}", print_object_name(&kind.name), labels(&kind.labels)),
            Change::DropEnum(kind) => format!("type {}", print_object_name(&kind.name)),
            Change::AlterEnum { from, to } => {
                format!("type {} {}", print_object_name(&to.name), enum_differences(from, to))
            }
            Change::RenameLabel { kind, from, to } => {
                let words = |label: &String| optional_text(&Some(label.clone()));
                format!("type {} {} -> {}", print_object_name(kind), words(from), words(to))
            }
            Change::CreateTable(table) => {
                let columns: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
                format!("table {} {}", print_object_name(&table.name), print_names(&columns))
            }
            Change::DropTable(table) => format!("table {}", print_object_name(&table.name)),
            Change::RenameTable { from, to } => {
                format!("table {} -> {}", print_object_name(from), print_object_name(to))
            }
            Change::TableComment { from, to, .. } => step("comment", &optional_text(from), &optional_text(to)),
            Change::TableOptions { from, to, .. } => table_options(from, to),
            Change::AddColumn { column, .. } => describe_column(column),
            Change::DropColumn { column, .. } => print_name(&column.name),
            Change::RenameColumn { from, to, .. } => format!("{} -> {}", print_name(from), print_name(to)),
            Change::AlterColumn { from, to, .. } => {
                format!("{} {}", print_name(&to.name), column_differences(from, to).join(", "))
            }
            Change::AddMember { member, .. } => member.describe(),
            Change::DropMember { member, .. } => match member.name() {
                Some(name) => format!("{} {}", member.kind(), print_name(name)),
                None => member.describe(),
            },
            Change::RenameMember { from, to, .. } => {
                let name = |member: &Member| print_name(member.name().unwrap_or_default());
                format!("{} {} -> {}", to.kind(), name(from), name(to))
            }
            Change::CreateView(view) | Change::DropView(view) => view_words(view),
            Change::AlterView { from, to } => format!("{} {}", view_words(to), view_differences(from, to)),
            Change::CreateObject(object) | Change::DropObject(object) => object_words(&object.id),
            Change::AlterObject { from, to } => {
                let mut what = object_words(&to.id);
                if from.definition != to.definition {
                    what.push_str(" definition");
                }
                if from.comment != to.comment {
                    let words = step("comment", &optional_text(&from.comment), &optional_text(&to.comment));
                    what.push_str(&format!(" {words}"));
                }
                what
            }
        }
    }
}

impl Member {
    /// Everything that belongs to a table beside its columns, kind by kind.
    #[must_use]
    pub fn all(table: &Table) -> Vec<Member> {
        crate::compare::members_of(table).into_iter().flatten().collect()
    }

    /// Adds the member to a table; a primary key takes the place of the one that is there.
    pub fn add_to(self, table: &mut Table) {
        match self {
            Member::PrimaryKey(key) => table.primary_key = Some(key),
            Member::Unique(unique) => table.uniques.push(unique),
            Member::ForeignKey(key) => table.foreign_keys.push(key),
            Member::Check(check) => table.checks.push(check),
            Member::Index(index) => table.indexes.push(index),
            Member::Trigger(trigger) => table.triggers.push(trigger),
            Member::Exclusion(exclusion) => table.exclusions.push(exclusion),
            Member::Policy(policy) => table.policies.push(policy),
            Member::Rule(rule) => table.rules.push(rule),
        }
    }

    /// The kind in words: `primary key`, `unique`, `foreign key`, `check`, `index`, `unique index`, `trigger`, `exclusion`,
    /// `policy`, `rule`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Member::PrimaryKey(_) => "primary key",
            Member::Unique(_) => "unique",
            Member::ForeignKey(_) => "foreign key",
            Member::Check(_) => "check",
            Member::Index(index) if index.unique => "unique index",
            Member::Index(_) => "index",
            Member::Trigger(_) => "trigger",
            Member::Exclusion(_) => "exclusion",
            Member::Policy(_) => "policy",
            Member::Rule(_) => "rule",
        }
    }

    /// The name, where the member has one.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Member::PrimaryKey(key) => key.name.as_deref(),
            Member::Unique(unique) => unique.name.as_deref(),
            Member::ForeignKey(key) => key.name.as_deref(),
            Member::Check(check) => check.name.as_deref(),
            Member::Index(index) => Some(&index.name),
            Member::Trigger(trigger) => Some(&trigger.name),
            Member::Exclusion(exclusion) => Some(&exclusion.name),
            Member::Policy(policy) => Some(&policy.name),
            Member::Rule(rule) => Some(&rule.name),
        }
    }

    /// The comment, where the member has one of its own.
    #[must_use]
    pub fn comment(&self) -> Option<&String> {
        match self {
            Member::PrimaryKey(key) => key.comment.as_ref(),
            Member::Unique(unique) => unique.comment.as_ref(),
            Member::ForeignKey(key) => key.comment.as_ref(),
            Member::Check(check) => check.comment.as_ref(),
            Member::Index(index) => index.comment.as_ref(),
            Member::Trigger(trigger) => trigger.comment.as_ref(),
            Member::Exclusion(exclusion) => exclusion.comment.as_ref(),
            Member::Policy(policy) => policy.comment.as_ref(),
            Member::Rule(rule) => rule.comment.as_ref(),
        }
    }

    /// Whether both are of one kind and differ in their names at most. Triggers and rules hold their name in their text.
    #[must_use]
    pub fn same_content(&self, other: &Member) -> bool {
        self.clone().with_name(None) == other.clone().with_name(None)
    }

    /// The member under another name, `None` being no name at all. A trigger and a rule keep their own.
    #[must_use]
    pub(crate) fn with_name(mut self, name: Option<String>) -> Self {
        match &mut self {
            Member::PrimaryKey(key) => key.name = name,
            Member::Unique(unique) => unique.name = name,
            Member::ForeignKey(key) => key.name = name,
            Member::Check(check) => check.name = name,
            Member::Index(index) => index.name = name.unwrap_or_default(),
            Member::Exclusion(exclusion) => exclusion.name = name.unwrap_or_default(),
            Member::Policy(policy) => policy.name = name.unwrap_or_default(),
            Member::Trigger(_) | Member::Rule(_) => {}
        }
        self
    }

    /// Kind, name and content in one line; of a trigger or rule, which is a program, only the name.
    #[must_use]
    pub fn describe(&self) -> String {
        let content = match self {
            Member::PrimaryKey(key) => print_primary_key(key),
            Member::Unique(unique) => print_unique(unique),
            Member::ForeignKey(key) => print_foreign_key(key),
            Member::Check(check) => print_check(check),
            Member::Index(index) => print_index(index),
            Member::Trigger(trigger) => format!(" {}", print_name(&trigger.name)),
            Member::Exclusion(exclusion) => print_exclusion(exclusion),
            Member::Policy(policy) => print_policy(policy),
            Member::Rule(rule) => format!(" {}", print_name(&rule.name)),
        };
        format!("{}{content}", self.kind())
    }
}

/// What of a member is altered in place.
fn member_differences(from: &Member, to: &Member) -> String {
    let mut differences = Vec::new();
    let mut note = |what: &str, before: String, after: String| {
        if before != after {
            differences.push(step(what, &before, &after));
        }
    };
    let firing = |member: &Member| {
        let firing = match member {
            Member::Trigger(trigger) => trigger.firing,
            Member::Rule(rule) => rule.firing,
            _ => Firing::Origin,
        };
        firing.word().unwrap_or("enabled").to_owned()
    };
    note("fires", firing(from), firing(to));
    match (from, to) {
        (Member::Rule(old), Member::Rule(new)) if old.definition != new.definition => {
            differences.push("definition".to_owned());
        }
        (Member::Index(old), Member::Index(new)) => {
            let words = |index: &Index| {
                if index.storage.is_empty() { "none".to_owned() } else { index.storage.join(" ") }
            };
            note("storage", words(old), words(new));
        }
        (Member::Policy(old), Member::Policy(new)) => {
            let words = |policy: &Policy| print_policy(&Policy { comment: None, ..policy.clone() }).trim().to_owned();
            note("is", words(old), words(new));
        }
        (Member::ForeignKey(old), Member::ForeignKey(new)) => {
            let words = |key: &ForeignKey| match key.deferrable {
                driftline_schema::Deferrable::No => "not deferrable".to_owned(),
                driftline_schema::Deferrable::InitiallyImmediate => "deferrable".to_owned(),
                driftline_schema::Deferrable::InitiallyDeferred => "deferred".to_owned(),
            };
            note("is", words(old), words(new));
            note("is", validity(old.validated), validity(new.validated));
        }
        (Member::Check(old), Member::Check(new)) => note("is", validity(old.validated), validity(new.validated)),
        _ => {}
    }
    let comment = |member: &Member| optional_text(&member.comment().cloned());
    if from.comment() != to.comment() {
        differences.push(step("comment", &comment(from), &comment(to)));
    }
    differences.join(", ")
}

fn validity(validated: bool) -> String {
    if validated { "valid" } else { "not valid" }.to_owned()
}

fn view_words(view: &View) -> String {
    format!("{} {}", if view.materialized { "materialized view" } else { "view" }, print_object_name(&view.name))
}

fn view_differences(from: &View, to: &View) -> String {
    let mut differences = Vec::new();
    if from.definition != to.definition {
        differences.push("definition".to_owned());
    }
    if from.options != to.options {
        let words = |view: &View| if view.options.is_empty() { "none".to_owned() } else { view.options.join(" ") };
        differences.push(step("options", &words(from), &words(to)));
    }
    if from.comment != to.comment {
        differences.push(step("comment", &optional_text(&from.comment), &optional_text(&to.comment)));
    }
    let columns: std::collections::BTreeSet<&String> =
        from.column_comments.keys().chain(to.column_comments.keys()).collect();
    for column in columns {
        let words = |view: &View| optional_text(&view.column_comments.get(column).cloned());
        if words(from) != words(to) {
            differences.push(format!("column {} {}", print_name(column), step("comment", &words(from), &words(to))));
        }
    }
    if from.unpopulated != to.unpopulated {
        let words = |view: &View| if view.unpopulated { "no data" } else { "data" };
        differences.push(step("holds", words(from), words(to)));
    }
    let mut members = |mark: char, these: &View, those: &View| {
        let indexes = these.indexes.iter().filter(|index| !those.indexes.contains(index));
        differences.extend(indexes.map(|index| format!("{mark} index {}", print_name(&index.name))));
        let triggers = these.triggers.iter().filter(|trigger| !those.triggers.contains(trigger));
        differences.extend(triggers.map(|trigger| format!("{mark} trigger {}", print_name(&trigger.name))));
        let rules = these.rules.iter().filter(|rule| !those.rules.contains(rule));
        differences.extend(rules.map(|rule| format!("{mark} rule {}", print_name(&rule.name))));
    };
    members('-', from, to);
    members('+', to, from);
    differences.join(", ")
}

/// An object by kind and name: `function total(integer)`.
fn object_words(id: &ObjectId) -> String {
    let arguments = if id.kind.has_arguments() { format!("({})", id.arguments) } else { String::new() };
    format!("{} {}{arguments}", id.kind.word(), print_object_name(&id.name))
}

fn step(what: &str, from: &str, to: &str) -> String {
    format!("{what} {from} -> {to}")
}

/// Free text in single quotes and one line, or `none`.
fn optional_text(text: &Option<String>) -> String {
    text.as_ref().map_or("none".to_owned(), |text| format!("'{}'", text.replace('\'', "''").replace('\n', "\\n")))
}

fn labels(labels: &[String]) -> String {
    let quoted: Vec<String> = labels.iter().map(|label| optional_text(&Some(label.clone()))).collect();
    format!("({})", quoted.join(", "))
}

fn enum_differences(from: &EnumType, to: &EnumType) -> String {
    let mut differences = Vec::new();
    if from.labels != to.labels {
        differences.push(format!("{} -> {}", labels(&from.labels), labels(&to.labels)));
    }
    if from.comment != to.comment {
        differences.push(step("comment", &optional_text(&from.comment), &optional_text(&to.comment)));
    }
    differences.join(", ")
}

fn table_options(from: &TableOptions, to: &TableOptions) -> String {
    let words = |options: &TableOptions| {
        let set =
            [(options.strict, "strict"), (options.without_rowid, "without rowid"), (options.unlogged, "unlogged")];
        let mut words: Vec<String> = set.into_iter().filter(|(set, _)| *set).map(|(_, word)| word.to_owned()).collect();
        words.extend(options.engine.as_ref().map(|engine| format!("engine {}", print_name(engine))));
        words.extend(options.collation.as_ref().map(|collation| format!("collate {}", print_name(collation))));
        words.extend(options.partition_by.as_ref().map(|clause| format!("partition by {}", clause.text())));
        words.extend(options.storage.iter().cloned());
        words.extend(table_option_words(options));
        if words.is_empty() { "none".to_owned() } else { words.join(" ") }
    };
    step("options", &words(from), &words(to))
}

fn null_word(column: &Column) -> &'static str {
    if column.nullable { "null" } else { "not null" }
}

fn type_words(column: &Column) -> String {
    match &column.user_type {
        _ if column.data_type.is_empty() => "without type".to_owned(),
        Some(of) if of.namespace.is_some() && !column.data_type.contains('.') => {
            format!("{} of {}", print_type(&column.data_type), print_object_name(of))
        }
        _ => print_type(&column.data_type),
    }
}

/// A column as it appears: `birthday date null default '1970-01-01'`.
fn describe_column(column: &Column) -> String {
    let mut words = vec![print_name(&column.name)];
    words.extend((!column.data_type.is_empty()).then(|| type_words(column)));
    words.push(null_word(column).to_owned());
    words.extend(column.auto_increment.as_ref().map(print_auto_increment));
    words.extend(column.default.as_ref().map(print_default));
    words.extend(column.generated.as_ref().map(print_generated));
    words.extend(column.collation.as_ref().map(|collation| format!("collate {}", print_name(collation))));
    words.extend(column.comment.as_ref().map(|_| format!("comment {}", optional_text(&column.comment))));
    words.join(" ")
}

/// Every property that differs, as `before -> after`.
fn column_differences(from: &Column, to: &Column) -> Vec<String> {
    let mut differences = Vec::new();
    let mut note = |before: String, after: String| {
        if before != after {
            differences.push(format!("{before} -> {after}"));
        }
    };
    if (&from.data_type, &from.user_type) != (&to.data_type, &to.user_type) {
        let (before, after) = (type_words(from), type_words(to));
        let of = |column: &Column| column.user_type.as_ref().map_or("no type".to_owned(), print_object_name);
        // The words can be the same where only the type's namespace differs.
        if before == after { note(of(from), of(to)) } else { note(before, after) }
    }
    note(null_word(from).to_owned(), null_word(to).to_owned());
    if from.default != to.default {
        let words = |column: &Column| column.default.as_ref().map_or("no default".to_owned(), print_default);
        note(words(from), words(to));
    }
    if from.on_update != to.on_update {
        let words = |column: &Column| column.on_update.as_ref().map_or("no on update".to_owned(), print_on_update);
        note(words(from), words(to));
    }
    if from.auto_increment != to.auto_increment {
        let words =
            |column: &Column| column.auto_increment.as_ref().map_or("not auto".to_owned(), print_auto_increment);
        note(words(from), words(to));
    }
    if from.generated != to.generated {
        let words = |column: &Column| column.generated.as_ref().map_or("not generated".to_owned(), print_generated);
        note(words(from), words(to));
    }
    let named =
        |what: &str, name: &Option<String>| format!("{what} {}", name.as_deref().map_or("default".into(), print_name));
    note(named("collate", &from.collation), named("collate", &to.collation));
    let attributes = |column: &Column| match column.attributes.as_slice() {
        [] => "no attribute".to_owned(),
        some => some.join(" "),
    };
    note(attributes(from), attributes(to));
    note(format!("comment {}", optional_text(&from.comment)), format!("comment {}", optional_text(&to.comment)));
    note(named("on conflict", &from.not_null_conflict), named("on conflict", &to.not_null_conflict));
    differences
}

//! The one-line notation of a table, printed and parsed: what tests are written in and what their failures show.
//!
//! ```text
//! contacts: id integer pk auto, name varchar(255) not null, email varchar(255) default 'x' | unique k (email)
//!   | index ix (name, lower(email) desc) where age > 0 | check ck (age > 0) | fk f (a) -> b (id) on delete cascade
//! ```
//!
//! (on one line; [`schema`] reads one object per line, `namespace`, `enum`, `view`, `object` and `not compared` among them). Names that
//! are not plain stand in double quotes, and so does every free text, in which `\n` is a new line and `\\` a backslash. A
//! column is nullable unless it says `not null`, or `pk` for the unnamed key of one column. An expression stands in
//! parentheses unless it is one literal, and as `sql "…"` where it has lines or comments of its own. Leaves out
//! [`Table::source`], which takes no part in comparison either.

use crate::reader::{ParseError, Reader};
use crate::sql::{Token, TokenKind, closing, is_balanced, is_open};
use crate::{
    Action, AutoIncrement, Check, Column, Deferrable, Engine, EnumType, Exclusion, Firing, ForeignKey, Generated,
    Index, IndexKey, IndexPart, KeyPart, NotCompared, Object, ObjectId, ObjectKind, ObjectName, Partition, Policy,
    PrimaryKey, ReplicaIdentity, Rule, Schema, SequenceOptions, Sql, Table, Trigger, Unique, View,
};

/// Words that end a column's type.
const COLUMN_WORDS: [&str; 13] =
    ["not", "null", "on", "pk", "auto", "identity", "serial", "default", "as", "collate", "of", "comment", "attribute"];

// ---- printing ------------------------------------------------------------------------------------------------------

/// The whole schema, one object per line.
#[must_use]
pub fn print_schema(schema: &Schema) -> String {
    let mut lines: Vec<String> = schema.namespaces.iter().map(|name| print_namespace(schema, name)).collect();
    lines.extend(schema.enums.values().map(print_enum));
    lines.extend(schema.tables.values().map(print_table));
    lines.extend(schema.views.values().map(print_view));
    lines.extend(schema.objects.values().map(print_object));
    lines.extend(
        schema.not_compared.iter().map(|found| format!("not compared {} {}", text(&found.object), text(&found.reason))),
    );
    lines.join("\n")
}

/// The whole schema for files that people review and git merges: a column or member a line, indented below its table.
/// [`schema_in_lines`] reads it back.
#[must_use]
pub fn print_schema_in_lines(schema: &Schema) -> String {
    let mut text: String = schema.namespaces.iter().map(|name| print_namespace(schema, name) + "\n").collect();
    text.extend(schema.enums.values().map(|kind| print_enum(kind) + "\n"));
    for table in schema.tables.values() {
        text.push_str(&format!("{}:\n", print_object_name(&table.name)));
        let (columns, members) = pieces(table);
        let last = columns.len().saturating_sub(1);
        let columns = columns.iter().enumerate();
        text.extend(columns.map(|(at, column)| format!("    {column}{}\n", if at == last { "" } else { "," })));
        text.extend(members.iter().map(|member| format!("  | {member}\n")));
    }
    text.extend(schema.views.values().map(|view| print_view(view) + "\n"));
    text.extend(schema.objects.values().map(|object| print_object(object) + "\n"));
    text
}

fn print_namespace(schema: &Schema, name: &str) -> String {
    format!("namespace {}{}", print_name(name), comment_words(schema.namespace_comments.get(name)))
}

/// Reads what [`print_schema_in_lines`] printed; lines that begin with `#` are left out.
///
/// # Errors
/// [`ParseError`] with the object that could not be read, on one line.
pub fn schema_in_lines(engine: Engine, text: &str) -> Result<Schema, ParseError> {
    let mut joined = String::with_capacity(text.len());
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        if !joined.is_empty() {
            joined.push(if line.starts_with([' ', '\t']) { ' ' } else { '\n' });
        }
        joined.push_str(line.trim());
    }
    self::schema(engine, &joined)
}

/// The table in one line.
#[must_use]
pub fn print_table(table: &Table) -> String {
    let (columns, members) = pieces(table);
    let mut parts = vec![format!("{}: {}", print_object_name(&table.name), columns.join(", ")).trim_end().to_owned()];
    parts.extend(members);
    parts.join(" | ")
}

/// The table's columns, and everything else of it.
fn pieces(table: &Table) -> (Vec<String>, Vec<String>) {
    let inline_key = inline_key(table);
    let columns: Vec<String> = table
        .columns
        .iter()
        .map(|column| print_column_within(column, inline_key.as_deref() == Some(column.name.as_str())))
        .collect();
    let mut parts = Vec::new();
    if inline_key.is_none() {
        parts.extend(table.primary_key.as_ref().map(|key| format!("pk{}", print_primary_key(key))));
    }
    parts.extend(table.uniques.iter().map(|unique| format!("unique{}", print_unique(unique))));
    parts.extend(table.indexes.iter().map(|index| {
        let unique = if index.unique { "unique " } else { "" };
        format!("{unique}index{}", print_index(index))
    }));
    parts.extend(table.foreign_keys.iter().map(|key| format!("fk{}", print_foreign_key(key))));
    parts.extend(table.checks.iter().map(|check| format!("check{}", print_check(check))));
    parts.extend(table.exclusions.iter().map(|exclusion| format!("exclude{}", print_exclusion(exclusion))));
    parts.extend(table.triggers.iter().map(print_trigger));
    parts.extend(table.policies.iter().map(|policy| format!("policy{}", print_policy(policy))));
    parts.extend(table.rules.iter().map(print_rule));
    parts.extend(table.comment.as_ref().map(|comment| format!("comment {}", text(comment))));
    let options = [
        (table.options.strict, "strict"),
        (table.options.without_rowid, "without rowid"),
        (table.options.unlogged, "unlogged"),
    ];
    parts.extend(options.into_iter().filter(|(set, _)| *set).map(|(_, word)| word.to_owned()));
    parts.extend(table.options.engine.as_ref().map(|engine| format!("engine {}", print_name(engine))));
    parts.extend(table.options.collation.as_ref().map(|collation| format!("collate {}", print_name(collation))));
    parts.extend(table.options.partition_by.as_ref().map(|clause| format!("partition by {}", text(clause.text()))));
    parts.extend(table.options.storage.iter().map(|storage| format!("with {}", text(storage))));
    parts.extend(table_option_words(&table.options));
    if !table.inherited.columns.is_empty() {
        let columns: Vec<String> = table.inherited.columns.iter().cloned().collect();
        parts.push(format!("inherited {}", print_names(&columns)));
    }
    parts.extend(table.opaque.iter().map(|reason| format!("opaque {}", text(reason))));
    (columns, parts)
}

/// What only PostgreSQL's tables have, option by option: `row security`, `replica identity full`, `partition of p "DEFAULT"`.
#[must_use]
pub fn table_option_words(options: &crate::TableOptions) -> Vec<String> {
    let mut words = Vec::new();
    words.extend(options.row_security.then(|| "row security".to_owned()));
    words.extend(options.force_row_security.then(|| "force row security".to_owned()));
    words.extend(options.replica_identity.as_ref().map(|identity| match identity {
        ReplicaIdentity::Full => "replica identity full".to_owned(),
        ReplicaIdentity::Nothing => "replica identity nothing".to_owned(),
        ReplicaIdentity::Index(name) => format!("replica identity index {}", print_name(name)),
    }));
    words.extend(options.clustered_on.as_ref().map(|name| format!("clustered on {}", print_name(name))));
    words.extend(options.tablespace.as_ref().map(|name| format!("tablespace {}", print_name(name))));
    words.extend((options.partition_of.as_ref()).map(|partition| {
        format!("partition of {} {}", print_object_name(&partition.parent), text(partition.bound.text()))
    }));
    if !options.inherits.is_empty() {
        let parents: Vec<String> = options.inherits.iter().map(print_object_name).collect();
        words.push(format!("inherits ({})", parents.join(", ")));
    }
    words
}

fn print_trigger(trigger: &Trigger) -> String {
    let (firing, comment) = (firing_words(trigger.firing), comment_words(trigger.comment.as_ref()));
    format!("trigger {} {}{firing}{comment}", print_name(&trigger.name), text(trigger.definition.text()))
}

fn print_rule(rule: &Rule) -> String {
    let (firing, comment) = (firing_words(rule.firing), comment_words(rule.comment.as_ref()));
    format!("rule {} {}{firing}{comment}", print_name(&rule.name), text(rule.definition.text()))
}

fn firing_words(firing: Firing) -> String {
    firing.word().map_or(String::new(), |word| format!(" {word}"))
}

fn comment_words(comment: Option<&String>) -> String {
    comment.map_or(String::new(), |comment| format!(" comment {}", text(comment)))
}

/// The constraint behind its word: ` k "EXCLUDE USING gist (r WITH &&)"`.
#[must_use]
pub fn print_exclusion(exclusion: &Exclusion) -> String {
    let comment = comment_words(exclusion.comment.as_ref());
    format!(" {} {}{comment}", print_name(&exclusion.name), text(exclusion.definition.text()))
}

/// The policy behind its word: ` own restrictive for select to (app) using (owner = CURRENT_USER)`.
#[must_use]
pub fn print_policy(policy: &Policy) -> String {
    let mut words = vec![String::new(), print_name(&policy.name)];
    words.extend(policy.restrictive.then(|| "restrictive".to_owned()));
    words.push(format!("for {}", print_name(&policy.command.to_ascii_lowercase())));
    if !policy.roles.is_empty() {
        words.push(format!("to {}", print_names(&policy.roles)));
    }
    words.extend(policy.using.as_ref().map(|condition| format!("using {}", enclosed(condition))));
    words.extend(policy.check.as_ref().map(|condition| format!("check {}", enclosed(condition))));
    words.join(" ") + &comment_words(policy.comment.as_ref())
}

/// The column whose `pk` says all there is to say about the key.
fn inline_key(table: &Table) -> Option<String> {
    let key = table.primary_key.as_ref()?;
    match key.columns.as_slice() {
        [column] if *key == PrimaryKey::new(None, key.columns.clone()) && table.column(column).is_some() => {
            Some(column.clone())
        }
        _ => None,
    }
}

/// The column: `email varchar(255) not null default 'x'`.
#[must_use]
pub fn print_column(column: &Column) -> String {
    print_column_within(column, false)
}

fn print_column_within(column: &Column, is_key: bool) -> String {
    let mut words = vec![print_name(&column.name)];
    if !column.data_type.is_empty() {
        words.push(print_type(&column.data_type));
    }
    match (is_key, column.nullable) {
        (true, false) => words.push("pk".to_owned()),
        (true, true) => words.push("pk null".to_owned()),
        (false, false) => words.push("not null".to_owned()),
        (false, true) => {}
    }
    words.extend(column.not_null_conflict.as_ref().map(|action| format!("on conflict {}", print_name(action))));
    words.extend(column_rest(column));
    words.join(" ")
}

/// What a column is beside its name, type and nullability, one phrase per property.
fn column_rest(column: &Column) -> Vec<String> {
    let mut words = Vec::new();
    words.extend(column.user_type.as_ref().map(|name| format!("of {}", print_object_name(name))));
    words.extend(column.auto_increment.as_ref().map(print_auto_increment));
    words.extend(column.default.as_ref().map(print_default));
    words.extend(column.on_update.as_ref().map(print_on_update));
    words.extend(column.generated.as_ref().map(print_generated));
    words.extend(column.collation.as_ref().map(|collation| format!("collate {}", print_name(collation))));
    words.extend(column.attributes.iter().map(|attribute| format!("attribute {}", text(attribute))));
    words.extend(column.comment.as_ref().map(|comment| format!("comment {}", text(comment))));
    words
}

/// How numbers are handed out: `auto`, `identity always (start 5)`, `serial contacts_id_seq`.
#[must_use]
pub fn print_auto_increment(auto: &AutoIncrement) -> String {
    match auto {
        AutoIncrement::Keyword => "auto".to_owned(),
        AutoIncrement::Identity { always, options } => {
            let always = if *always { " always" } else { "" };
            let numbers = [
                ("start", options.start),
                ("increment", options.increment),
                ("min", options.min),
                ("max", options.max),
                ("cache", options.cache),
            ];
            let mut words: Vec<String> =
                numbers.into_iter().filter_map(|(word, number)| Some(format!("{word} {}", number?))).collect();
            words.extend(options.cycle.then(|| "cycle".to_owned()));
            if words.is_empty() {
                format!("identity{always}")
            } else {
                format!("identity{always} ({})", words.join(" "))
            }
        }
        AutoIncrement::Serial { sequence } => format!("serial {}", print_object_name(sequence)),
    }
}

/// A default with its word: `default 'x'`, `default (a + 1)`.
#[must_use]
pub fn print_default(default: &Sql) -> String {
    format!("default {}", print_value(default))
}

/// What a change of the row sets the column to, with its words: `on update (current_timestamp())`.
#[must_use]
pub fn print_on_update(value: &Sql) -> String {
    format!("on update {}", print_value(value))
}

fn print_value(value: &Sql) -> String {
    if is_one_literal(value.text()) { value.text().to_owned() } else { enclosed(value) }
}

/// A generation expression with its word: `as (a + b) stored`.
#[must_use]
pub fn print_generated(generated: &Generated) -> String {
    format!("as {}{}", enclosed(&generated.expression), if generated.stored { " stored" } else { "" })
}

/// The key behind its word: ` k (a, b)`.
#[must_use]
pub fn print_primary_key(key: &PrimaryKey) -> String {
    format!(
        "{} {}{}{}{}{}{}",
        optional_name(&key.name),
        print_key_parts(key.columns_with_parts()),
        included(&key.include),
        deferral(key.deferrable),
        on_conflict(&key.conflict),
        key.method.as_ref().map_or_else(String::new, |method| format!(" using {}", print_name(method))),
        comment_words(key.comment.as_ref())
    )
}

fn print_key_parts<'a>(columns: impl Iterator<Item = (&'a String, KeyPart)>) -> String {
    let part = |(column, part): (&String, KeyPart)| {
        print_index_part(&IndexPart {
            descending: part.descending,
            collation: part.collation,
            prefix: part.prefix,
            ..IndexPart::column(column)
        })
    };
    format!("({})", columns.map(part).collect::<Vec<_>>().join(", "))
}

/// The constraint behind its word: ` k (a, b) nulls not distinct deferred`.
#[must_use]
pub fn print_unique(unique: &Unique) -> String {
    format!(
        "{} {}{}{}{}{}{}",
        optional_name(&unique.name),
        print_key_parts(unique.columns_with_parts()),
        included(&unique.include),
        if unique.nulls_not_distinct { " nulls not distinct" } else { "" },
        deferral(unique.deferrable),
        on_conflict(&unique.conflict),
        comment_words(unique.comment.as_ref())
    )
}

fn included(columns: &[String]) -> String {
    if columns.is_empty() { String::new() } else { format!(" include {}", print_names(columns)) }
}

/// The index behind its word: ` ix (name, lower(email) desc) where deleted is null`.
#[must_use]
pub fn print_index(index: &Index) -> String {
    let mut words = vec![String::new(), print_name(&index.name)];
    words.extend(index.method.as_ref().map(|method| format!("using {}", print_name(method))));
    words.push(format!("({})", index.parts.iter().map(print_index_part).collect::<Vec<_>>().join(", ")));
    if !index.include.is_empty() {
        words.push(format!("include {}", print_names(&index.include)));
    }
    words.extend(index.nulls_not_distinct.then(|| "nulls not distinct".to_owned()));
    if !index.storage.is_empty() {
        words.push(format!(
            "with ({})",
            index.storage.iter().map(|storage| text(storage)).collect::<Vec<_>>().join(", ")
        ));
    }
    words.extend(index.comment.as_ref().map(|comment| format!("comment {}", text(comment))));
    words.extend(index.predicate.as_ref().map(|predicate| {
        let is_open = !predicate.text().contains('|') && fits_in_line(predicate.text());
        format!("where {}", if is_open { predicate.text().to_owned() } else { enclosed(predicate) })
    }));
    words.join(" ")
}

fn print_index_part(part: &IndexPart) -> String {
    let mut words = vec![match &part.key {
        IndexKey::Column(name) => print_name(name),
        IndexKey::Expression(expression) if is_one_call(expression.text()) => expression.text().to_owned(),
        IndexKey::Expression(expression) => enclosed(expression),
    }];
    words.extend(part.prefix.map(|length| format!("prefix {length}")));
    words.extend(part.collation.as_ref().map(|collation| format!("collate {}", print_name(collation))));
    words.extend(part.operator_class.as_ref().map(|class| format!("class {}", print_name(class))));
    words.extend(part.descending.then(|| "desc".to_owned()));
    words.extend(part.nulls_first.map(|first| if first { "nulls first".to_owned() } else { "nulls last".to_owned() }));
    words.join(" ")
}

/// The foreign key behind its word: ` f (a) -> b (id) on delete cascade`.
#[must_use]
pub fn print_foreign_key(key: &ForeignKey) -> String {
    let action = |event: &str, action: Action| match action {
        Action::NoAction => String::new(),
        _ => format!(" on {event} {}", action.words().to_lowercase()),
    };
    format!(
        "{} {} -> {} {}{}{}{}{}{}{}{}",
        optional_name(&key.name),
        print_names(&key.columns),
        print_object_name(&key.references),
        print_names(&key.referenced_columns),
        action("delete", key.on_delete),
        if key.on_delete_columns.is_empty() {
            String::new()
        } else {
            format!(" {}", print_names(&key.on_delete_columns))
        },
        action("update", key.on_update),
        if key.match_full { " match full" } else { "" },
        deferral(key.deferrable),
        if key.validated { "" } else { " not valid" },
        comment_words(key.comment.as_ref())
    )
}

/// The check behind its word: ` ck (age > 0)`.
#[must_use]
pub fn print_check(check: &Check) -> String {
    let column = check.column.as_ref().map_or(String::new(), |column| format!(" of {}", print_name(column)));
    let valid = if check.validated { "" } else { " not valid" };
    let inherit = if check.no_inherit { " no inherit" } else { "" };
    let comment = comment_words(check.comment.as_ref());
    format!("{} {}{column}{inherit}{valid}{comment}", optional_name(&check.name), enclosed(&check.expression))
}

fn print_enum(kind: &EnumType) -> String {
    let labels: Vec<String> = kind.labels.iter().map(|label| text(label)).collect();
    let comment = kind.comment.as_ref().map_or(String::new(), |comment| format!(" comment {}", text(comment)));
    format!("enum {} ({}){comment}", print_object_name(&kind.name), labels.join(", "))
}

fn print_view(view: &View) -> String {
    let kind = if view.materialized { "materialized view" } else { "view" };
    let mut parts = vec![format!("{kind} {} {}", print_object_name(&view.name), text(view.definition.text()))];
    parts.extend(view.options.iter().map(|option| format!("with {}", text(option))));
    parts.extend(view.indexes.iter().map(|index| {
        let unique = if index.unique { "unique " } else { "" };
        format!("{unique}index{}", print_index(index))
    }));
    parts.extend(view.triggers.iter().map(print_trigger));
    parts.extend(view.rules.iter().map(print_rule));
    parts.extend(
        (view.column_comments.iter())
            .map(|(column, comment)| format!("column {} comment {}", print_name(column), text(comment))),
    );
    parts.extend(view.unpopulated.then(|| "unpopulated".to_owned()));
    parts.extend(view.comment.as_ref().map(|comment| format!("comment {}", text(comment))));
    parts.join(" | ")
}

fn print_object(object: &Object) -> String {
    let comment = object.comment.as_ref().map_or(String::new(), |comment| format!(" comment {}", text(comment)));
    format!("object {} {}{comment}", print_object_id(&object.id), text(object.definition.text()))
}

/// What tells an object from every other: `function"total"(integer, text)` without the quotes where it is plain.
#[must_use]
pub fn print_object_id(id: &ObjectId) -> String {
    let arguments = if id.kind.has_arguments() { format!(" {}", text(&id.arguments)) } else { String::new() };
    format!("{} {}{arguments}", text(id.kind.word()), print_object_name(&id.name))
}

/// A name, in double quotes where it is not plain.
#[must_use]
pub fn print_name(name: &str) -> String {
    let starts_plain = name.bytes().next().is_some_and(|b| b == b'_' || b.is_ascii_alphabetic());
    let goes_on_plain = name.bytes().all(|b| b == b'_' || b == b'-' || b.is_ascii_alphanumeric());
    // `--` begins a comment, and `-` before `>` would be read as an arrow.
    if starts_plain && goes_on_plain && !name.contains("--") && !name.ends_with('-') {
        name.to_owned()
    } else {
        text(name)
    }
}

/// A name with its namespace, each in double quotes where it is not plain.
#[must_use]
pub fn print_object_name(name: &ObjectName) -> String {
    match &name.namespace {
        Some(namespace) => format!("{}.{}", print_name(namespace), print_name(&name.name)),
        None => print_name(&name.name),
    }
}

/// Names in parentheses.
#[must_use]
pub fn print_names(names: &[String]) -> String {
    format!("({})", names.iter().map(|name| print_name(name)).collect::<Vec<_>>().join(", "))
}

/// A type as it is, in double quotes where it would not be read back.
#[must_use]
pub fn print_type(data_type: &str) -> String {
    let is_plain = data_type.bytes().all(|b| b.is_ascii_alphanumeric() || b"_ (),.[]".contains(&b));
    let starts_plain = data_type.bytes().next().is_some_and(|b| b.is_ascii_alphabetic() || b == b'_');
    let mut depth = 0_i32;
    let is_closed = data_type.bytes().all(|b| {
        depth += i32::from(b == b'(') - i32::from(b == b')');
        depth >= 0 && (b != b',' || depth > 0)
    }) && depth == 0;
    let has_word_of_ours = data_type
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .any(|word| COLUMN_WORDS.contains(&word.to_ascii_lowercase().as_str()));
    if is_plain && starts_plain && is_closed && !has_word_of_ours && !data_type.ends_with(' ') {
        data_type.to_owned()
    } else {
        text(data_type)
    }
}

fn optional_name(name: &Option<String>) -> String {
    name.as_ref().map_or(String::new(), |name| format!(" {}", print_name(name)))
}

fn on_conflict(action: &Option<String>) -> String {
    action.as_ref().map_or(String::new(), |action| format!(" on conflict {}", print_name(action)))
}

fn deferral(deferrable: Deferrable) -> &'static str {
    match deferrable {
        Deferrable::No => "",
        Deferrable::InitiallyImmediate => " deferrable",
        Deferrable::InitiallyDeferred => " deferred",
    }
}

fn text(content: &str) -> String {
    Engine::Sqlite.quote(&content.replace('\\', "\\\\").replace('\n', "\\n"))
}

fn fits_in_line(expression: &str) -> bool {
    !["\n", "--", "/*", "#", ";"].iter().any(|mark| expression.contains(mark))
}

fn enclosed(expression: &Sql) -> String {
    if fits_in_line(expression.text()) {
        format!("({})", expression.text())
    } else {
        format!("sql {}", text(expression.text()))
    }
}

/// A number with or without sign, a bare word, or a text without backslashes (which not every engine reads alike).
fn is_one_literal(expression: &str) -> bool {
    let word =
        |text: &str| !text.is_empty() && text.bytes().all(|b| b == b'_' || b == b'.' || b.is_ascii_alphanumeric());
    if let Some(inner) = expression.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        return !inner.replace("''", "").contains(['\'', '\\', '\n']);
    }
    match expression.strip_prefix(['-', '+']) {
        Some(number) => word(number) && number.starts_with(|c: char| c.is_ascii_digit()),
        None => word(expression) && !expression.starts_with('.'),
    }
}

/// A call of a plain function whose parenthesis closes at the end.
fn is_one_call(expression: &str) -> bool {
    let Some((name, arguments)) = expression.split_once('(') else { return false };
    let is_plain = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b == b'_' || b.is_ascii_alphanumeric())
        && name != "sql";
    let Some(arguments) = arguments.strip_suffix(')') else { return false };
    is_plain && !arguments.contains(['(', ')', '\'', '"', '|']) && fits_in_line(expression)
}

// ---- parsing -------------------------------------------------------------------------------------------------------

/// Reads a schema, one object per line; empty lines are skipped. Lists are put in [`Table::sort`]'s order.
///
/// # Errors
/// [`ParseError`] with the line that could not be read.
pub fn schema(engine: Engine, lines: &str) -> Result<Schema, ParseError> {
    let mut schema = Schema::empty(engine);
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let mut reader = closed(engine, line)?;
        let is_table = object_name(&mut reader).is_ok() && reader.take_mark(":");
        reader.at = 0;
        if is_table {
            schema.insert_table(read_table(&mut reader)?);
        } else if reader.take_word("namespace") {
            let name = name(&mut reader)?;
            if let Some(comment) = read_comment(&mut reader)? {
                schema.namespace_comments.insert(name.clone(), comment);
            }
            schema.namespaces.insert(name);
        } else if reader.take_word("enum") {
            let kind = read_enum(&mut reader)?;
            schema.enums.insert(kind.name.clone(), kind);
        } else if reader.take_words(&["not", "compared"]) {
            let (object, reason) = (free_text(&mut reader)?, free_text(&mut reader)?);
            schema.not_compared.push(NotCompared { object, reason });
        } else if reader.take_word("object") {
            schema.insert_object(read_object(&mut reader)?);
        } else {
            let view = read_view(&mut reader)?;
            schema.views.insert(view.name.clone(), view);
        }
        at_end(&reader, reader.tokens.len(), "the end of the line")?;
    }
    Ok(schema)
}

/// Reads one table.
///
/// # Errors
/// [`ParseError`] with the place that could not be read.
pub fn table(engine: Engine, line: &str) -> Result<Table, ParseError> {
    let mut reader = closed(engine, line)?;
    let table = read_table(&mut reader)?;
    at_end(&reader, reader.tokens.len(), "the end of the line")?;
    Ok(table)
}

/// A reader of a line in which every quote is closed.
fn closed(engine: Engine, line: &str) -> Result<Reader<'_>, ParseError> {
    let reader = Reader::new(engine, line);
    if is_open(engine, line) {
        Err(reader.unexpected_at(reader.tokens.len(), "the end of a quote"))
    } else {
        Ok(reader)
    }
}

fn read_table(reader: &mut Reader<'_>) -> Result<Table, ParseError> {
    let mut table = Table::new(object_name(reader)?);
    expect_mark(reader, ":", "`:` behind the table's name")?;
    let columns_end = end_of(reader, reader.at, "|", reader.tokens.len());
    while reader.at < columns_end {
        let end = end_of(reader, reader.at, ",", columns_end);
        let (column, is_key) = read_column(reader, end)?;
        if is_key {
            table.primary_key = Some(PrimaryKey::new(None, vec![column.name.clone()]));
        }
        table.columns.push(column);
        if end < columns_end {
            reader.at = end + 1;
        }
    }
    while reader.take_mark("|") {
        let end = end_of(reader, reader.at, "|", reader.tokens.len());
        read_member(reader, end, &mut table)?;
        at_end(reader, end, "`|` or the end of the line")?;
    }
    table.sort();
    Ok(table)
}

fn read_column(reader: &mut Reader<'_>, end: usize) -> Result<(Column, bool), ParseError> {
    let mut column = Column::new(name(reader)?, "");
    let mut is_key = false;
    column.data_type = read_type(reader, end)?;
    while reader.at < end {
        if reader.take_words(&["not", "null"]) {
            column.nullable = false;
        } else if reader.take_word("null") {
            column.nullable = true;
        } else if reader.take_word("pk") {
            is_key = true;
            column.nullable = false;
        } else if reader.take_words(&["on", "update"]) {
            column.on_update = Some(read_value(reader)?);
        } else if reader.take_word("attribute") {
            column.attributes.push(free_text(reader)?);
        } else if reader.take_words(&["on", "conflict"]) {
            column.not_null_conflict = Some(name(reader)?);
        } else if reader.take_word("of") {
            column.user_type = Some(object_name(reader)?);
        } else if reader.take_word("default") {
            column.default = Some(read_value(reader)?);
        } else if reader.take_word("as") {
            let expression = read_expression(reader)?;
            column.generated = Some(Generated { expression, stored: reader.take_word("stored") });
        } else if reader.take_word("collate") {
            column.collation = Some(name(reader)?);
        } else if reader.take_word("comment") {
            column.comment = Some(free_text(reader)?);
        } else {
            column.auto_increment = Some(read_auto_increment(reader)?);
        }
    }
    Ok((column, is_key))
}

fn read_type(reader: &mut Reader<'_>, end: usize) -> Result<String, ParseError> {
    if reader.at < end && reader.peek().is_some_and(|token| token.text.starts_with('"')) {
        return free_text(reader);
    }
    let start = reader.at;
    while reader.at < end && !COLUMN_WORDS.iter().any(|word| reader.peek().is_some_and(|token| token.is_word(word))) {
        reader.at += 1;
    }
    Ok(reader.source(start, reader.at).to_owned())
}

fn read_auto_increment(reader: &mut Reader<'_>) -> Result<AutoIncrement, ParseError> {
    if reader.take_word("auto") {
        return Ok(AutoIncrement::Keyword);
    }
    if reader.take_word("serial") {
        return Ok(AutoIncrement::Serial { sequence: object_name(reader)? });
    }
    reader.expect_word("identity", "a property of the column, `,` or `|`")?;
    let always = reader.take_word("always");
    let mut options = SequenceOptions::default();
    if reader.take_mark("(") {
        while !reader.take_mark(")") {
            if reader.take_word("cycle") {
                options.cycle = true;
                continue;
            }
            let word = reader.peek().map(|token| token.text.to_lowercase()).unwrap_or_default();
            let place = match word.as_str() {
                "start" => &mut options.start,
                "increment" => &mut options.increment,
                "min" => &mut options.min,
                "max" => &mut options.max,
                "cache" => &mut options.cache,
                _ => return Err(reader.unexpected("an option of the sequence")),
            };
            reader.at += 1;
            *place = Some(number(reader)?);
        }
    }
    Ok(AutoIncrement::Identity { always, options })
}

fn read_member(reader: &mut Reader<'_>, end: usize, table: &mut Table) -> Result<(), ParseError> {
    if reader.take_word("pk") {
        let name = name_before_list(reader)?;
        let (columns, parts) = key_columns(reader)?;
        let include = read_include(reader)?;
        let deferrable = read_deferral(reader);
        let conflict = conflict(reader)?;
        let method = if reader.take_word("using") { Some(self::name(reader)?) } else { None };
        let comment = read_comment(reader)?;
        table.primary_key = Some(PrimaryKey { name, columns, include, deferrable, conflict, parts, method, comment });
    } else if reader.take_words(&["unique", "index"]) {
        table.indexes.push(Index { unique: true, ..read_index(reader, end)? });
    } else if reader.take_word("index") {
        table.indexes.push(read_index(reader, end)?);
    } else if reader.take_word("unique") {
        let name = name_before_list(reader)?;
        let (columns, parts) = key_columns(reader)?;
        let include = read_include(reader)?;
        let nulls_not_distinct = reader.take_words(&["nulls", "not", "distinct"]);
        let deferrable = read_deferral(reader);
        let (conflict, comment) = (conflict(reader)?, read_comment(reader)?);
        table.uniques.push(Unique { name, columns, include, nulls_not_distinct, deferrable, conflict, parts, comment });
    } else if reader.take_word("fk") {
        table.foreign_keys.push(read_foreign_key(reader)?);
    } else if reader.take_word("check") {
        let name = if is_expression(reader) { None } else { Some(name(reader)?) };
        let expression = read_expression(reader)?;
        let column = if reader.take_word("of") { Some(self::name(reader)?) } else { None };
        let no_inherit = reader.take_words(&["no", "inherit"]);
        let validated = !reader.take_words(&["not", "valid"]);
        let comment = read_comment(reader)?;
        table.checks.push(Check { name, expression, validated, column, no_inherit, comment });
    } else if reader.take_word("exclude") {
        let name = name(reader)?;
        let definition = Sql::new(reader.engine, free_text(reader)?);
        table.exclusions.push(Exclusion { name, definition, comment: read_comment(reader)? });
    } else if reader.take_word("trigger") {
        let name = name(reader)?;
        let definition = Sql::new(reader.engine, free_text(reader)?);
        let firing = read_firing(reader);
        table.triggers.push(Trigger { name, definition, firing, comment: read_comment(reader)? });
    } else if reader.take_word("rule") {
        let name = name(reader)?;
        let definition = Sql::new(reader.engine, free_text(reader)?);
        let firing = read_firing(reader);
        table.rules.push(Rule { name, definition, firing, comment: read_comment(reader)? });
    } else if reader.take_word("policy") {
        table.policies.push(read_policy(reader)?);
    } else if reader.take_words(&["row", "security"]) {
        table.options.row_security = true;
    } else if reader.take_words(&["force", "row", "security"]) {
        table.options.force_row_security = true;
    } else if reader.take_words(&["replica", "identity"]) {
        table.options.replica_identity = Some(if reader.take_word("full") {
            ReplicaIdentity::Full
        } else if reader.take_word("nothing") {
            ReplicaIdentity::Nothing
        } else {
            reader.expect_word("index", "`full`, `nothing` or `index`")?;
            ReplicaIdentity::Index(name(reader)?)
        });
    } else if reader.take_words(&["clustered", "on"]) {
        table.options.clustered_on = Some(name(reader)?);
    } else if reader.take_word("tablespace") {
        table.options.tablespace = Some(name(reader)?);
    } else if reader.take_words(&["partition", "of"]) {
        let parent = object_name(reader)?;
        table.options.partition_of = Some(Partition { parent, bound: Sql::new(reader.engine, free_text(reader)?) });
    } else if reader.take_word("inherits") {
        table.options.inherits = reader.list("`(` and tables", |reader, _| object_name(reader))?;
    } else if reader.take_word("inherited") {
        table.inherited.columns.extend(names(reader)?);
    } else if reader.take_word("comment") {
        table.comment = Some(free_text(reader)?);
    } else if reader.take_word("opaque") {
        table.opaque.push(free_text(reader)?);
    } else if reader.take_word("strict") {
        table.options.strict = true;
    } else if reader.take_words(&["without", "rowid"]) {
        table.options.without_rowid = true;
    } else if reader.take_word("engine") {
        table.options.engine = Some(name(reader)?);
    } else if reader.take_word("collate") {
        table.options.collation = Some(name(reader)?);
    } else if reader.take_words(&["partition", "by"]) {
        table.options.partition_by = Some(Sql::new(reader.engine, free_text(reader)?));
    } else if reader.take_word("with") {
        table.options.storage.push(free_text(reader)?);
    } else {
        reader.expect_word("unlogged", "a key, constraint, index, trigger or option of the table")?;
        table.options.unlogged = true;
    }
    Ok(())
}

fn read_view(reader: &mut Reader<'_>) -> Result<View, ParseError> {
    let materialized = reader.take_word("materialized");
    reader.expect_word("view", "a table's name and `:`, `namespace`, `enum`, `view`, `object` or `not compared`")?;
    let name = object_name(reader)?;
    let definition = Sql::new(reader.engine, free_text(reader)?);
    let mut view = View { materialized, ..View::new(name, definition) };
    // Members are told like a table's.
    let mut members = Table::new(view.name.clone());
    while reader.take_mark("|") {
        let end = end_of(reader, reader.at, "|", reader.tokens.len());
        if reader.take_word("column") {
            let column = self::name(reader)?;
            reader.expect_word("comment", "`comment` and a text")?;
            view.column_comments.insert(column, free_text(reader)?);
        } else if reader.take_word("unpopulated") {
            view.unpopulated = true;
        } else {
            read_member(reader, end, &mut members)?;
        }
        at_end(reader, end, "`|` or the end of the line")?;
    }
    members.sort();
    view.comment = members.comment;
    view.options = members.options.storage;
    view.indexes = members.indexes;
    view.triggers = members.triggers;
    view.rules = members.rules;
    Ok(view)
}

fn read_comment(reader: &mut Reader<'_>) -> Result<Option<String>, ParseError> {
    if reader.take_word("comment") { free_text(reader).map(Some) } else { Ok(None) }
}

fn read_include(reader: &mut Reader<'_>) -> Result<Vec<String>, ParseError> {
    if reader.take_word("include") { names(reader) } else { Ok(Vec::new()) }
}

fn read_firing(reader: &mut Reader<'_>) -> Firing {
    let all = [Firing::Disabled, Firing::Replica, Firing::Always];
    let found = all.into_iter().find(|firing| firing.word().is_some_and(|word| reader.take_word(word)));
    found.unwrap_or_default()
}

fn read_policy(reader: &mut Reader<'_>) -> Result<Policy, ParseError> {
    let name = name(reader)?;
    let restrictive = reader.take_word("restrictive");
    reader.expect_word("for", "`for` and the command")?;
    let command = self::name(reader)?.to_ascii_uppercase();
    let roles = if reader.take_word("to") { names(reader)? } else { Vec::new() };
    let using = if reader.take_word("using") { Some(read_expression(reader)?) } else { None };
    let check = if reader.take_word("check") { Some(read_expression(reader)?) } else { None };
    Ok(Policy { name, restrictive, command, roles, using, check, comment: read_comment(reader)? })
}

fn read_object(reader: &mut Reader<'_>) -> Result<Object, ParseError> {
    let start = reader.at;
    let Some(kind) = ObjectKind::named(&free_text(reader)?) else {
        reader.at = start;
        return Err(reader.unexpected("the kind of an object in double quotes"));
    };
    let mut id = ObjectId::new(kind, object_name(reader)?);
    if kind.has_arguments() {
        id.arguments = free_text(reader)?;
    }
    let mut object = Object::new(id, Sql::new(reader.engine, free_text(reader)?));
    if reader.take_word("comment") {
        object.comment = Some(free_text(reader)?);
    }
    Ok(object)
}

fn read_index(reader: &mut Reader<'_>, end: usize) -> Result<Index, ParseError> {
    let mut index = Index::on_columns(name(reader)?, &[]);
    if reader.take_word("using") {
        index.method = Some(name(reader)?);
    }
    index.parts = reader.list("`(` and the parts of the index", read_index_part)?;
    if reader.take_word("include") {
        index.include = names(reader)?;
    }
    index.nulls_not_distinct = reader.take_words(&["nulls", "not", "distinct"]);
    if reader.take_word("with") {
        index.storage = reader.list("`(` and storage parameters", |reader, _| free_text(reader))?;
    }
    if reader.take_word("comment") {
        index.comment = Some(free_text(reader)?);
    }
    if reader.take_word("where") {
        let is_quoted = reader.peek().is_some_and(|token| token.is_word("sql")) && is_expression(reader);
        index.predicate = Some(if is_quoted {
            read_expression(reader)?
        } else {
            let start = reader.at;
            reader.at = end;
            let text = reader.source(start, end);
            if !is_balanced(reader.engine, text) {
                return Err(reader.unexpected_at(start, "a condition whose parentheses are closed"));
            }
            Sql::new(reader.engine, text)
        });
    }
    Ok(index)
}

fn read_index_part(reader: &mut Reader<'_>, end: usize) -> Result<IndexPart, ParseError> {
    let mut part = IndexPart::column("");
    let is_call = reader.peek().is_some_and(|token| token.kind == TokenKind::Word)
        && reader.tokens.get(reader.at + 1).is_some_and(|token| token.is_mark("("));
    part.key = if is_call {
        let start = reader.at;
        reader.at = closing(&reader.tokens, start + 1).map_or(end, |close| close + 1);
        IndexKey::Expression(Sql::new(reader.engine, reader.source(start, reader.at)))
    } else if is_expression(reader) {
        IndexKey::Expression(read_expression(reader)?)
    } else {
        IndexKey::Column(name(reader)?)
    };
    while reader.at < end {
        if reader.take_word("prefix") {
            part.prefix = Some(number(reader)?);
        } else if reader.take_word("collate") {
            part.collation = Some(name(reader)?);
        } else if reader.take_word("class") {
            part.operator_class = Some(name(reader)?);
        } else if reader.take_words(&["nulls", "first"]) {
            part.nulls_first = Some(true);
        } else if reader.take_words(&["nulls", "last"]) {
            part.nulls_first = Some(false);
        } else {
            reader.expect_word("desc", "a property of the part, `,` or `)`")?;
            part.descending = true;
        }
    }
    Ok(part)
}

fn read_foreign_key(reader: &mut Reader<'_>) -> Result<ForeignKey, ParseError> {
    let (key_name, columns) = (name_before_list(reader)?, names(reader)?);
    expect_mark(reader, "->", "`->` and the table referred to")?;
    let mut key = ForeignKey {
        name: key_name,
        columns,
        references: object_name(reader)?,
        referenced_columns: names(reader)?,
        on_delete: Action::NoAction,
        on_delete_columns: Vec::new(),
        on_update: Action::NoAction,
        match_full: false,
        deferrable: Deferrable::No,
        validated: true,
        comment: None,
    };
    if reader.take_words(&["on", "delete"]) {
        key.on_delete = action(reader)?;
        if reader.peek().is_some_and(|token| token.is_mark("(")) {
            key.on_delete_columns = names(reader)?;
        }
    }
    if reader.take_words(&["on", "update"]) {
        key.on_update = action(reader)?;
    }
    key.match_full = reader.take_words(&["match", "full"]);
    key.deferrable = read_deferral(reader);
    key.validated = !reader.take_words(&["not", "valid"]);
    key.comment = read_comment(reader)?;
    Ok(key)
}

fn read_enum(reader: &mut Reader<'_>) -> Result<EnumType, ParseError> {
    let name = object_name(reader)?;
    let labels = if reader.tokens.get(reader.at + 1).is_some_and(|token| token.is_mark(")")) {
        reader.at += 2;
        Vec::new()
    } else {
        reader.list("`(` and the labels", |reader, _| free_text(reader))?
    };
    let comment = if reader.take_word("comment") { Some(free_text(reader)?) } else { None };
    Ok(EnumType { name, labels, comment })
}

fn action(reader: &mut Reader<'_>) -> Result<Action, ParseError> {
    let known = [
        (["no", "action"].as_slice(), Action::NoAction),
        (&["restrict"], Action::Restrict),
        (&["cascade"], Action::Cascade),
        (&["set", "null"], Action::SetNull),
        (&["set", "default"], Action::SetDefault),
    ];
    let found = known.into_iter().find(|(words, _)| reader.take_words(words));
    found.map(|(_, action)| action).ok_or_else(|| reader.unexpected("a referential action"))
}

fn read_deferral(reader: &mut Reader<'_>) -> Deferrable {
    if reader.take_word("deferrable") {
        Deferrable::InitiallyImmediate
    } else if reader.take_word("deferred") {
        Deferrable::InitiallyDeferred
    } else {
        Deferrable::No
    }
}

fn conflict(reader: &mut Reader<'_>) -> Result<Option<String>, ParseError> {
    if reader.take_words(&["on", "conflict"]) { name(reader).map(Some) } else { Ok(None) }
}

/// Whether an expression stands here: in parentheses, or `sql` and a text.
fn is_expression(reader: &Reader<'_>) -> bool {
    let is_text = |token: &Token<'_>| token.text.starts_with('"');
    match reader.peek() {
        Some(token) if token.is_mark("(") => true,
        Some(token) if token.is_word("sql") => reader.tokens.get(reader.at + 1).is_some_and(is_text),
        _ => false,
    }
}

fn read_expression(reader: &mut Reader<'_>) -> Result<Sql, ParseError> {
    if !is_expression(reader) {
        return Err(reader.unexpected("an expression in parentheses"));
    }
    if reader.take_word("sql") {
        let start = reader.at;
        let text = free_text(reader)?;
        if is_open(reader.engine, &text) || !is_balanced(reader.engine, &text) {
            return Err(reader.unexpected_at(start, "an expression whose quotes and parentheses are closed"));
        }
        return Ok(Sql::new(reader.engine, text));
    }
    let start = reader.at;
    let Some(close) = closing(&reader.tokens, start) else { return Err(reader.unexpected("a closed parenthesis")) };
    reader.at = close + 1;
    Ok(Sql::new(reader.engine, reader.source(start, close + 1)))
}

/// An expression, or one literal with its sign.
fn read_value(reader: &mut Reader<'_>) -> Result<Sql, ParseError> {
    if is_expression(reader) {
        return read_expression(reader);
    }
    let start = reader.at;
    let _has_sign = reader.take_mark("-") || reader.take_mark("+");
    if reader.peek().is_none_or(|token| token.kind == TokenKind::Mark) {
        return Err(reader.unexpected("a value"));
    }
    reader.at += 1;
    Ok(Sql::new(reader.engine, reader.source(start, reader.at)))
}

fn name_before_list(reader: &mut Reader<'_>) -> Result<Option<String>, ParseError> {
    if reader.peek().is_some_and(|token| token.is_mark("(")) { Ok(None) } else { name(reader).map(Some) }
}

fn names(reader: &mut Reader<'_>) -> Result<Vec<String>, ParseError> {
    reader.list("`(` and names", |reader, end| {
        let found = name(reader)?;
        at_end(reader, end, "`,` or `)`")?;
        Ok(found)
    })
}

/// The columns of a key, and what it says of them.
fn key_columns(reader: &mut Reader<'_>) -> Result<(Vec<String>, Vec<KeyPart>), ParseError> {
    let read = reader.list("`(` and names", |reader, end| {
        let column = name(reader)?;
        let mut part = KeyPart::default();
        while reader.at < end {
            if reader.take_word("prefix") {
                part.prefix = Some(number(reader)?);
            } else if reader.take_word("collate") {
                part.collation = Some(name(reader)?);
            } else {
                reader.expect_word("desc", "a property of the part, `,` or `)`")?;
                part.descending = true;
            }
        }
        Ok((column, part))
    })?;
    let (columns, parts) = read.into_iter().unzip();
    Ok((columns, KeyPart::kept(parts)))
}

fn object_name(reader: &mut Reader<'_>) -> Result<ObjectName, ParseError> {
    let first = name(reader)?;
    if reader.take_mark(".") {
        return Ok(ObjectName { namespace: Some(first), name: name(reader)? });
    }
    Ok(ObjectName::new(first))
}

/// A plain name with hyphens, or one in double quotes.
fn name(reader: &mut Reader<'_>) -> Result<String, ParseError> {
    if reader.peek().is_some_and(|token| token.text.starts_with('"')) {
        return free_text(reader);
    }
    let start = reader.at;
    if !reader.peek().is_some_and(|token| token.kind == TokenKind::Word) {
        return Err(reader.unexpected("a name"));
    }
    reader.at += 1;
    let touches = |reader: &Reader<'_>, at: usize| match (reader.tokens.get(at.wrapping_sub(1)), reader.tokens.get(at))
    {
        (Some(before), Some(token)) => {
            before.end == token.start && (token.kind != TokenKind::Mark || token.text == "-")
        }
        _ => false,
    };
    while touches(reader, reader.at) {
        reader.at += 1;
    }
    Ok(reader.source(start, reader.at).to_owned())
}

/// A text in double quotes.
fn free_text(reader: &mut Reader<'_>) -> Result<String, ParseError> {
    let Some(token) = reader.peek().filter(|token| token.text.starts_with('"')) else {
        return Err(reader.unexpected("a text in double quotes"));
    };
    let quoted = token.name().unwrap_or_default();
    reader.at += 1;
    let mut content = String::with_capacity(quoted.len());
    let mut rest = quoted.chars();
    while let Some(c) = rest.next() {
        content.push(match c {
            '\\' if rest.clone().next() == Some('n') => {
                rest.next();
                '\n'
            }
            '\\' => rest.next().unwrap_or('\\'),
            _ => c,
        });
    }
    Ok(content)
}

fn number<T: std::str::FromStr>(reader: &mut Reader<'_>) -> Result<T, ParseError> {
    let start = reader.at;
    reader.take_mark("-");
    let text = reader.source(start, reader.at + 1);
    let parsed = text.parse().map_err(|_| reader.unexpected("a number"))?;
    reader.at += 1;
    Ok(parsed)
}

fn expect_mark(reader: &mut Reader<'_>, mark: &str, expected: &'static str) -> Result<(), ParseError> {
    if reader.take_mark(mark) { Ok(()) } else { Err(reader.unexpected(expected)) }
}

fn at_end(reader: &Reader<'_>, end: usize, expected: &'static str) -> Result<(), ParseError> {
    if reader.at == end { Ok(()) } else { Err(reader.unexpected(expected)) }
}

/// The next `mark` outside parentheses from `start` on, or `limit`.
fn end_of(reader: &Reader<'_>, start: usize, mark: &str, limit: usize) -> usize {
    let mut at = start;
    while at < limit {
        let token = &reader.tokens[at];
        if token.is_mark("(") {
            at = closing(&reader.tokens, at).unwrap_or(limit);
        } else if token.is_mark(mark) {
            return at;
        }
        at += 1;
    }
    limit
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads the line and prints it again: it must be the same line.
    fn check(engine: Engine, line: &str) -> Table {
        let read = table(engine, line).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(print_table(&read), line);
        read
    }

    #[test]
    fn the_line_of_the_manual() {
        let line = "contacts: id integer pk auto, name varchar(255) not null, email varchar(255) default 'x' \
                    | unique contacts_email_key (email) | index ix (name) | fk f (a) -> b (id) on delete cascade | check ck (age > 0)";
        let read = check(Engine::Sqlite, line);
        assert_eq!(read.columns.len(), 3);
        assert!(!read.columns[0].nullable && read.columns[2].nullable);
        assert_eq!(read.columns[0].auto_increment, Some(AutoIncrement::Keyword));
        assert_eq!(read.columns[2].default, Some(Sql::new(Engine::Sqlite, "'x'")));
        assert_eq!(read.primary_key.map(|key| key.columns), Some(vec!["id".to_owned()]));
        assert_eq!(read.foreign_keys[0].on_delete, Action::Cascade);
        assert_eq!(read.indexes[0], Index::on_columns("ix", &["name"]));
    }

    #[test]
    fn every_property_of_a_column() {
        for line in [
            "t: a",
            "t: a \"\"\"MoodKind\"\"\" of audit.MoodKind",
            "t: a \"not null\" not null on conflict ignore",
            "t: a on conflict fail",
            "t: id bigint pk null",
            "t: id bigint not null identity",
            "t: id bigint not null identity always (start -5 increment 2 min -9 max 9 cache 3 cycle)",
            "t: id bigint not null serial audit.\"t id_seq\"",
            "t: a numeric(12, 4) default -1.50 collate C comment \"it's \"\"so\"\"\\n\\\\n\"",
            "t: a timestamp with time zone default CURRENT_TIMESTAMP, b varchar[] default ('x'::character varying)",
            "t: a text as (b || c), d text as (lower(a)) stored",
            "t: a text default sql \"1 -- one\\n+ 2\"",
            "t: a text default (E'a\\\\b')",
        ] {
            check(Engine::Postgres, line);
        }
        check(Engine::Sqlite, "t: a varchar[]");
        check(
            Engine::MySql,
            "t: a \"enum('x','it''s')\" default 'x' collate utf8mb4_bin, d datetime(3) default (current_timestamp(3)) \
             on update (current_timestamp(3)) attribute \"invisible\" comment \"c\"",
        );
    }

    #[test]
    fn every_property_of_a_member() {
        for line in [
            "t: a | pk k (a, b) on conflict replace",
            "t: a | unique (a) | unique k (a, b) nulls not distinct deferred on conflict abort",
            "t: a | unique k (a) deferrable",
            "t: a | unique index i using gist (a prefix 3 collate \"x.C\" class \"public.ops (n=1)\" desc nulls last, lower(b) nulls first, (a || b)) \
             include (c, \"d e\") nulls not distinct with (\"fillfactor=70\", \"x=y z\") comment \"c\" where a > 0 and b <> 'x'",
            "t: a | index i (a) where (a | 1 > 0)",
            "t: a | index i (a) where sql \"a -- x\\n> 0\"",
            "t: a | index sql (sql) | index where (where)",
            "t: a | fk (a, b) -> x.\"b c\" (id, k) on delete set null on update restrict match full deferred not valid",
            "t: a | fk fk-t-a (a) -> b (id) on delete set default on update cascade deferrable",
            "t: a | check (a > 0) not valid | check sql \"a /* x */ > 0\" | check sql (a)",
            "t: a | trigger tr \"CREATE TRIGGER tr AFTER INSERT ON t BEGIN\\n SELECT 1; END\"",
            "t: a | pk k (a) include (b) deferred comment \"c\" | unique u (a) include (b, c) deferrable comment \"c\"",
            "t: a | fk f (a, b) -> p (x, y) on delete set null (b) on update cascade not valid comment \"c\"",
            "t: a | check c (a > 0) no inherit not valid comment \"c\" | exclude x \"EXCLUDE USING gist (r WITH &&)\" comment \"c\"",
            "t: a | trigger g \"CREATE\" disabled comment \"c\" | policy p for all | policy q restrictive for select to (r, \"a b\") \
             using (a > 0) check (b) comment \"c\" | rule r \"CREATE RULE\" always comment \"c\"",
            "t: a | partition by \"RANGE (a)\" | with \"fillfactor=70\" | row security | force row security | replica identity full \
             | clustered on i | tablespace s | partition of n.p \"FOR VALUES IN (1)\" | inherits (p, n.q) | inherited (a)",
            "t: a | replica identity index \"a b\"",
            "t: a | comment \"it | is\" | strict | without rowid | unlogged | opaque \"virtual\" | opaque \"two\"",
        ] {
            check(Engine::Postgres, line);
        }
        check(
            Engine::MySql,
            "t: a | check (a > 0) of a | check of (a > 0) | engine MyISAM | collate utf8mb4_bin | with \"row_format=FIXED\"",
        );
    }

    #[test]
    fn names_that_are_not_plain_stand_in_quotes() {
        for name in
            ["a b", "a\"b", "a--b", "a-", "1a", "é", "", "a.b", "a|b", "a:b", "a\\nb", "a\nb", "[a]", "`a`", "a,(b"]
        {
            for engine in [Engine::Sqlite, Engine::Postgres, Engine::MySql] {
                let mut wanted = Table::new(ObjectName::within(Some(name), name));
                wanted.columns.push(Column { collation: Some(name.to_owned()), ..Column::new(name, name) });
                wanted.indexes.push(Index::on_columns(name, &[name]));
                let line = print_table(&wanted);
                assert_eq!(table(engine, &line).as_ref(), Ok(&wanted), "{line}");
            }
        }
        check(Engine::Sqlite, "select: from, order_by text | index idx-select-order_by (order_by)");
    }

    #[test]
    fn a_schema_has_a_line_for_each_object() {
        let lines = "namespace audit comment \"n\"\nenum audit.mood (\"it's\", \"b\") comment \"m\"\na: id integer pk\naudit.idx-a-b-c-d: x\n\
                     view v \"SELECT 1\"\nmaterialized view w \"SELECT\\n2\" | with \"fillfactor=70\" | index i (a) | trigger g \"CREATE\" replica | rule r \"CREATE\" | column a comment \"x\" | unpopulated | comment \"c\"\n\
                     object \"domain\" audit.positive \"CREATE DOMAIN\" comment \"d\"\n\
                     object \"function\" f \"integer, text\" \"CREATE FUNCTION\"\n\
                     not compared \"virtual table f\" \"fts5\"";
        let read = schema(Engine::Postgres, lines).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(print_schema(&read), lines);
        assert_eq!((read.tables.len(), read.views.len(), read.enums.len()), (2, 2, 1));
    }

    #[test]
    fn a_schema_in_lines_is_the_same_schema() {
        let lines = "namespace audit\nenum mood (\"a\")\na: id integer pk, n text default 'x' | check (n > 'a, b') | index i (n)\nb: x\n\
                     view v \"SELECT\\n 1\"";
        let read = schema(Engine::Postgres, lines).unwrap_or_else(|error| panic!("{error}"));
        let text = print_schema_in_lines(&read);
        assert!(text.contains("a:\n    id integer pk,\n    n text default 'x'\n  | index i (n)\n  | check"), "{text}");
        let again = schema_in_lines(Engine::Postgres, &format!("# after x\n{text}"));
        assert_eq!(
            again.map(|schema| print_schema(&schema)),
            Ok(lines.replace(" | check (n > 'a, b') | index i (n)", " | index i (n) | check (n > 'a, b')"))
        );
    }

    #[test]
    fn a_mistake_is_shown_where_it_is() {
        for (line, expected) in [
            ("t a", "expected `:` behind the table's name but found `a` at byte 2"),
            ("t: a int fine", ""),
            ("t: a int not nul", "expected a property of the column, `,` or `|` but found `not` at byte 9"),
            ("t: a | fk (a) b", "expected `->` and the table referred to but found `b` at byte 14"),
            ("t: a | index i (a up)", "expected a property of the part, `,` or `)` but found `up` at byte 18"),
            (
                "t: a | shiny",
                "expected a key, constraint, index, trigger or option of the table but found `shiny` at byte 7",
            ),
            ("t: a | check (a > 0) x", "expected `|` or the end of the line but found `x` at byte 21"),
        ] {
            let found = table(Engine::Sqlite, line).map_or_else(|error| error.to_string(), |_| String::new());
            assert!(found.starts_with(expected) && found.is_empty() == expected.is_empty(), "{line}: {found}");
        }
    }
}

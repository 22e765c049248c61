//! Reads the `CREATE TABLE` statement that SQLite keeps for a table: what no pragma tells (checks, collations, names of
//! constraints, deferrable keys, generated expressions) and what the pragmas tell too.
//!
//! Follows the grammar of <https://sqlite.org/lang_createtable.html> and `parse.y`. It is made for statements that SQLite
//! has accepted: it reads those as SQLite does and may let pass what SQLite would refuse. Expressions are slices of the
//! source, not trees. Leaves out `CREATE TABLE … AS SELECT`, which SQLite never stores, and what the parts mean together
//! (see [`super::table`]).

use driftline_schema::sql::{Token, TokenKind, closing, is_keyword, tokens};
use driftline_schema::statement::ParseError;
use driftline_schema::{Action, Deferrable, Engine};

/// A `CREATE TABLE` statement taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateTable<'a> {
    /// The table's name, quotes removed.
    pub name: String,
    /// The columns in order.
    pub columns: Vec<ColumnDefinition>,
    /// Constraints of columns and of the table in the order of the text.
    pub constraints: Vec<Constraint<'a>>,
    /// `STRICT`.
    pub strict: bool,
    /// `WITHOUT ROWID`.
    pub without_rowid: bool,
}

/// A column's name and declared type; what else is said of it stands among the constraints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnDefinition {
    /// The name, quotes removed.
    pub name: String,
    /// The declared type in lower case with single spaces: `varchar(255)`, `decimal(12, 4)`; empty where there is none.
    pub data_type: String,
    /// Whether the type is exactly the bare word `INTEGER`: only such a column can be the rowid itself.
    pub is_bare_integer: bool,
}

/// One constraint and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constraint<'a> {
    /// The name given by `CONSTRAINT`.
    pub name: Option<String>,
    /// The index of the column it belongs to; `None` for a table constraint.
    pub column: Option<usize>,
    /// What it says.
    pub kind: ConstraintKind<'a>,
}

/// What a constraint says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConstraintKind<'a> {
    /// `NOT NULL`, with its conflict action.
    NotNull(Option<String>),
    /// `DEFAULT`: the literal with its sign, or the expression inside the parentheses.
    Default(&'a str),
    /// `COLLATE`.
    Collate(String),
    /// `GENERATED ALWAYS AS`.
    Generated {
        /// What stands inside the parentheses.
        expression: &'a str,
        /// `STORED` instead of `VIRTUAL`.
        stored: bool,
    },
    /// `PRIMARY KEY`.
    PrimaryKey {
        /// What it is made of.
        parts: Vec<KeyPart>,
        /// The conflict action.
        conflict: Option<String>,
        /// `AUTOINCREMENT`.
        autoincrement: bool,
    },
    /// `UNIQUE`.
    Unique {
        /// What it is made of.
        parts: Vec<KeyPart>,
        /// The conflict action.
        conflict: Option<String>,
    },
    /// `CHECK`: what stands inside the parentheses.
    Check(&'a str),
    /// `FOREIGN KEY` or a column's `REFERENCES`.
    ForeignKey(Reference),
}

/// A column in a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyPart {
    /// The column as it is spelt there.
    pub column: String,
    /// `COLLATE`.
    pub collation: Option<String>,
    /// `DESC`.
    pub descending: bool,
}

/// A foreign key as it is spelt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Columns of this table.
    pub columns: Vec<String>,
    /// The table referred to.
    pub table: String,
    /// The columns referred to; empty where they are left to the other table's primary key.
    pub referenced: Vec<String>,
    /// `ON DELETE`.
    pub on_delete: Action,
    /// `ON UPDATE`.
    pub on_update: Action,
    /// `MATCH FULL`.
    pub match_full: bool,
    /// `DEFERRABLE` and what follows.
    pub deferrable: Deferrable,
}

/// Reads one `CREATE TABLE` statement.
///
/// Conflict actions are lower-case words; `abort` is SQLite's default (lang_conflict.html) and counts as none. Names of
/// `NOT NULL`, `DEFAULT`, `COLLATE` and generated columns are kept here although nothing in SQLite ever shows them.
///
/// # Errors
/// [`ParseError`] where the text is no such statement, with the place.
pub fn parse(sql: &str) -> Result<CreateTable<'_>, ParseError> {
    let mut parser = Parser { sql, tokens: tokens(Engine::Sqlite, sql), at: 0 };
    parser.statement()
}

/// Words that cannot be part of a type name because SQLite keeps them for constraints (`parse.y`, `%fallback ID`).
const CONSTRAINT_WORDS: [&str; 11] =
    ["constraint", "default", "not", "null", "primary", "unique", "check", "references", "collate", "as", "deferrable"];

struct Parser<'a> {
    sql: &'a str,
    tokens: Vec<Token<'a>>,
    at: usize,
}

/// What a foreign key says behind the table it refers to.
#[derive(Default)]
struct ReferenceOptions {
    on_delete: Action,
    on_update: Action,
    match_full: bool,
}

impl<'a> Parser<'a> {
    fn statement(&mut self) -> Result<CreateTable<'a>, ParseError> {
        self.expect_word("create", "CREATE")?;
        let _ = self.take_word("temp") || self.take_word("temporary");
        self.expect_word("table", "TABLE")?;
        self.take_words(&["if", "not", "exists"]);
        let mut name = self.name("the table's name")?;
        if self.take_mark(".") {
            name = self.name("the table's name")?;
        }
        let mut table =
            CreateTable { name, columns: Vec::new(), constraints: Vec::new(), strict: false, without_rowid: false };
        self.expect_mark("(", "`(` and the columns")?;
        self.column(&mut table)?;
        while self.take_mark(",") {
            if self.at_table_constraint() {
                self.table_constraints(&mut table)?;
                break;
            }
            self.column(&mut table)?;
        }
        self.expect_mark(")", "`,` or `)`")?;
        self.options(&mut table)?;
        self.take_mark(";");
        if self.peek().is_some() { Err(self.unexpected("the end of the statement")) } else { Ok(table) }
    }

    fn options(&mut self, table: &mut CreateTable<'a>) -> Result<(), ParseError> {
        if self.peek().is_none_or(|token| token.is_mark(";")) {
            return Ok(());
        }
        // A comma may stand in front of the first option too (`parse.y`, table_option_set).
        self.take_mark(",");
        loop {
            if self.take_words(&["without", "rowid"]) {
                table.without_rowid = true;
            } else if self.take_word("strict") {
                table.strict = true;
            } else {
                return Err(self.unexpected("STRICT or WITHOUT ROWID"));
            }
            if !self.take_mark(",") {
                return Ok(());
            }
        }
    }

    fn column(&mut self, table: &mut CreateTable<'a>) -> Result<(), ParseError> {
        let name = self.name("a column's name")?;
        let column = self.data_type(name)?;
        let index = table.columns.len();
        let own = column.name.clone();
        table.columns.push(column);
        let mut name = None;
        // Every constraint begins with a bare word.
        while self.peek().is_some_and(|token| token.kind == TokenKind::Word) {
            if self.take_word("constraint") {
                name = Some(self.name("the constraint's name")?);
            } else if let Some(deferrable) = self.deferrable() {
                defer_last(table, deferrable);
                name = None;
            } else if self.take_word("null") {
                // An explicit NULL says nothing; its conflict action is read and ignored by SQLite too.
                self.conflict()?;
                name = None;
            } else if let Some(kind) = self.column_constraint(&own)? {
                table.constraints.push(Constraint { name: name.take(), column: Some(index), kind });
            } else {
                break;
            }
        }
        Ok(())
    }

    /// The type behind a column's name. `GENERATED ALWAYS` are words a type may be made of; SQLite cuts them off its end
    /// (`sqlite3AddColumn`).
    fn data_type(&mut self, name: String) -> Result<ColumnDefinition, ParseError> {
        let start = self.at;
        while self.peek().is_some_and(is_type_word) {
            self.at += 1;
        }
        let mut words = &self.tokens[start..self.at];
        if let [before @ .., generated, always] = words
            && generated.is_word("generated")
            && always.is_word("always")
        {
            words = before;
        }
        let is_bare_integer = matches!(words, [word] if word.is_word("integer"));
        let mut data_type = words.iter().map(type_word).collect::<Vec<_>>().join(" ");
        let has_arguments = !words.is_empty() && self.take_mark("(");
        if has_arguments {
            data_type.push('(');
            data_type.push_str(&self.signed_number()?);
            if self.take_mark(",") {
                data_type.push_str(", ");
                data_type.push_str(&self.signed_number()?);
            }
            self.expect_mark(")", "`)` behind the type")?;
            data_type.push(')');
        }
        Ok(ColumnDefinition { name, data_type, is_bare_integer: is_bare_integer && !has_arguments })
    }

    fn signed_number(&mut self) -> Result<String, ParseError> {
        let mut number = String::new();
        if self.take_mark("-") {
            number.push('-');
        } else {
            self.take_mark("+");
        }
        match self.peek() {
            Some(token) if token.kind == TokenKind::Number => {
                number.push_str(token.text);
                self.at += 1;
                Ok(number)
            }
            _ => Err(self.unexpected("a number")),
        }
    }

    fn column_constraint(&mut self, own: &str) -> Result<Option<ConstraintKind<'a>>, ParseError> {
        let kind = if self.take_words(&["not", "null"]) {
            ConstraintKind::NotNull(self.conflict()?)
        } else if self.take_word("default") {
            ConstraintKind::Default(self.default()?)
        } else if self.take_words(&["primary", "key"]) {
            let descending = self.direction();
            let parts = vec![KeyPart { column: own.to_owned(), collation: None, descending }];
            let conflict = self.conflict()?;
            ConstraintKind::PrimaryKey { parts, conflict, autoincrement: self.take_word("autoincrement") }
        } else if self.take_word("unique") {
            let parts = vec![KeyPart { column: own.to_owned(), collation: None, descending: false }];
            ConstraintKind::Unique { parts, conflict: self.conflict()? }
        } else if self.take_word("check") {
            ConstraintKind::Check(self.parenthesised("`(` and a condition")?)
        } else if self.take_word("references") {
            ConstraintKind::ForeignKey(self.reference(vec![own.to_owned()])?)
        } else if self.take_word("collate") {
            ConstraintKind::Collate(self.name("a collation")?)
        } else if self.take_words(&["generated", "always", "as"]) || self.take_word("as") {
            self.generated()?
        } else {
            return Ok(None);
        };
        Ok(Some(kind))
    }

    fn generated(&mut self) -> Result<ConstraintKind<'a>, ParseError> {
        let expression = self.parenthesised("`(` and an expression")?;
        let stored = self.take_word("stored");
        if !stored {
            self.take_word("virtual");
        }
        Ok(ConstraintKind::Generated { expression, stored })
    }

    /// What stands behind `DEFAULT`: a literal, a word, a signed literal, or an expression in parentheses.
    fn default(&mut self) -> Result<&'a str, ParseError> {
        if self.peek().is_some_and(|token| token.is_mark("(")) {
            return self.parenthesised("an expression");
        }
        let start = self.at;
        let _ = self.take_mark("-") || self.take_mark("+");
        match self.peek() {
            Some(token) if token.kind != TokenKind::Mark => {
                self.at += 1;
                Ok(self.slice(start, self.at))
            }
            _ => Err(self.unexpected("a value")),
        }
    }

    fn at_table_constraint(&self) -> bool {
        let words = ["constraint", "primary", "unique", "check", "foreign"];
        self.peek().is_some_and(|token| words.iter().any(|word| token.is_word(word)))
    }

    /// The constraints behind the columns; the commas between them are optional.
    fn table_constraints(&mut self, table: &mut CreateTable<'a>) -> Result<(), ParseError> {
        let mut name = None;
        loop {
            if self.take_word("constraint") {
                name = Some(self.name("the constraint's name")?);
            } else if self.take_mark(",") {
                name = None;
                if !self.at_table_constraint() {
                    return Err(self.unexpected("a table constraint"));
                }
            } else if let Some(kind) = self.table_constraint()? {
                table.constraints.push(Constraint { name: name.take(), column: None, kind });
            } else {
                return Ok(());
            }
        }
    }

    fn table_constraint(&mut self) -> Result<Option<ConstraintKind<'a>>, ParseError> {
        let kind = if self.take_words(&["primary", "key"]) {
            let (parts, autoincrement) = self.key_parts()?;
            ConstraintKind::PrimaryKey { parts, conflict: self.conflict()?, autoincrement }
        } else if self.take_word("unique") {
            let (parts, _) = self.key_parts()?;
            ConstraintKind::Unique { parts, conflict: self.conflict()? }
        } else if self.take_word("check") {
            let condition = self.parenthesised("`(` and a condition")?;
            // SQLite reads a conflict action here and ignores it (lang_conflict.html).
            self.conflict()?;
            ConstraintKind::Check(condition)
        } else if self.take_words(&["foreign", "key"]) {
            let columns = self.names()?;
            self.expect_word("references", "REFERENCES")?;
            let mut reference = self.reference(columns)?;
            if let Some(deferrable) = self.deferrable() {
                reference.deferrable = deferrable;
            }
            ConstraintKind::ForeignKey(reference)
        } else {
            return Ok(None);
        };
        Ok(Some(kind))
    }

    /// Columns of a key in parentheses, and whether `AUTOINCREMENT` stands behind them.
    fn key_parts(&mut self) -> Result<(Vec<KeyPart>, bool), ParseError> {
        self.expect_mark("(", "`(` and columns")?;
        let mut parts = Vec::new();
        loop {
            let column = self.name("a column")?;
            let mut collation = None;
            while self.take_word("collate") {
                collation = Some(self.name("a collation")?);
            }
            let descending = self.direction();
            parts.push(KeyPart { column, collation, descending });
            if !self.take_mark(",") {
                break;
            }
        }
        let autoincrement = self.take_word("autoincrement");
        self.expect_mark(")", "`,` or `)`")?;
        Ok((parts, autoincrement))
    }

    fn direction(&mut self) -> bool {
        let descending = self.take_word("desc");
        if !descending {
            self.take_word("asc");
        }
        descending
    }

    fn names(&mut self) -> Result<Vec<String>, ParseError> {
        self.expect_mark("(", "`(` and columns")?;
        let mut names = vec![self.name("a column")?];
        while self.take_mark(",") {
            names.push(self.name("a column")?);
        }
        self.expect_mark(")", "`,` or `)`")?;
        Ok(names)
    }

    /// What stands behind `REFERENCES`.
    fn reference(&mut self, columns: Vec<String>) -> Result<Reference, ParseError> {
        let table = self.name("the table referred to")?;
        let has_columns = self.peek().is_some_and(|token| token.is_mark("("));
        let referenced = if has_columns { self.names()? } else { Vec::new() };
        let ReferenceOptions { on_delete, on_update, match_full } = self.reference_options()?;
        Ok(Reference { columns, table, referenced, on_delete, on_update, match_full, deferrable: Deferrable::No })
    }

    fn reference_options(&mut self) -> Result<ReferenceOptions, ParseError> {
        let mut options = ReferenceOptions::default();
        loop {
            if self.take_word("match") {
                options.match_full = self.name("a kind of match")?.eq_ignore_ascii_case("full");
            } else if self.take_words(&["on", "delete"]) {
                options.on_delete = self.action()?;
            } else if self.take_words(&["on", "update"]) {
                options.on_update = self.action()?;
            } else if self.take_words(&["on", "insert"]) {
                // In the grammar, without any effect (`parse.y`).
                self.action()?;
            } else {
                return Ok(options);
            }
        }
    }

    fn action(&mut self) -> Result<Action, ParseError> {
        const ACTIONS: [(&[&str], Action); 5] = [
            (&["set", "null"], Action::SetNull),
            (&["set", "default"], Action::SetDefault),
            (&["cascade"], Action::Cascade),
            (&["restrict"], Action::Restrict),
            (&["no", "action"], Action::NoAction),
        ];
        for (words, action) in ACTIONS {
            if self.take_words(words) {
                return Ok(action);
            }
        }
        Err(self.unexpected("SET NULL, SET DEFAULT, CASCADE, RESTRICT or NO ACTION"))
    }

    fn deferrable(&mut self) -> Option<Deferrable> {
        let never = self.take_words(&["not", "deferrable"]);
        if !never && !self.take_word("deferrable") {
            return None;
        }
        let deferred = self.take_words(&["initially", "deferred"]);
        if !deferred {
            self.take_words(&["initially", "immediate"]);
        }
        // `NOT DEFERRABLE INITIALLY DEFERRED` is immediate (`parse.y`, defer_subclause).
        Some(match (never, deferred) {
            (true, _) => Deferrable::No,
            (false, true) => Deferrable::InitiallyDeferred,
            (false, false) => Deferrable::InitiallyImmediate,
        })
    }

    /// `ON CONFLICT …` in lower case, unless it is the default.
    fn conflict(&mut self) -> Result<Option<String>, ParseError> {
        if !self.take_words(&["on", "conflict"]) {
            return Ok(None);
        }
        for action in ["abort", "rollback", "fail", "ignore", "replace"] {
            if self.take_word(action) {
                return Ok((action != "abort").then(|| action.to_owned()));
            }
        }
        Err(self.unexpected("ROLLBACK, ABORT, FAIL, IGNORE or REPLACE"))
    }

    /// The text between parentheses, from its first to its last token: a line comment before the closing one would
    /// swallow what is printed behind the text.
    fn parenthesised(&mut self, expected: &'static str) -> Result<&'a str, ParseError> {
        let close = match self.peek() {
            Some(token) if token.is_mark("(") => closing(&self.tokens, self.at),
            _ => None,
        };
        match close {
            Some(close) if close > self.at + 1 => {
                let text = self.slice(self.at + 1, close);
                self.at = close + 1;
                Ok(text)
            }
            _ => Err(self.unexpected(expected)),
        }
    }

    fn slice(&self, start: usize, end: usize) -> &'a str {
        match self.tokens.get(start..end) {
            Some([only]) => only.text,
            Some([first, .., last]) => &self.sql[first.start..last.end],
            _ => "",
        }
    }

    fn name(&mut self, expected: &'static str) -> Result<String, ParseError> {
        match self.peek().and_then(Token::name) {
            Some(name) => {
                self.at += 1;
                Ok(name)
            }
            None => Err(self.unexpected(expected)),
        }
    }

    fn peek(&self) -> Option<&Token<'a>> {
        self.tokens.get(self.at)
    }

    fn take_word(&mut self, word: &str) -> bool {
        let taken = self.peek().is_some_and(|token| token.is_word(word));
        self.at += usize::from(taken);
        taken
    }

    fn take_words(&mut self, words: &[&str]) -> bool {
        let word =
            |(ahead, word): (usize, &&str)| self.tokens.get(self.at + ahead).is_some_and(|token| token.is_word(word));
        let taken = words.iter().enumerate().all(word);
        if taken {
            self.at += words.len();
        }
        taken
    }

    fn take_mark(&mut self, mark: &str) -> bool {
        let taken = self.peek().is_some_and(|token| token.is_mark(mark));
        self.at += usize::from(taken);
        taken
    }

    fn expect_word(&mut self, word: &str, expected: &'static str) -> Result<(), ParseError> {
        if self.take_word(word) { Ok(()) } else { Err(self.unexpected(expected)) }
    }

    fn expect_mark(&mut self, mark: &str, expected: &'static str) -> Result<(), ParseError> {
        if self.take_mark(mark) { Ok(()) } else { Err(self.unexpected(expected)) }
    }

    fn unexpected(&self, expected: &'static str) -> ParseError {
        let (found, offset) = match self.peek() {
            Some(token) => (format!("`{}`", token.text), token.start),
            None => ("end of statement".to_owned(), self.sql.len()),
        };
        ParseError { expected, found, offset, statement: self.sql.to_owned() }
    }
}

/// `DEFERRABLE` as a column constraint belongs to the foreign key written last, whatever stands between
/// (`sqlite3DeferForeignKey`); without one it says nothing.
fn defer_last(table: &mut CreateTable<'_>, deferrable: Deferrable) {
    let last = table.constraints.iter_mut().rev().find_map(|constraint| match &mut constraint.kind {
        ConstraintKind::ForeignKey(reference) => Some(reference),
        _ => None,
    });
    if let Some(reference) = last {
        reference.deferrable = deferrable;
    }
}

fn is_type_word(token: &Token<'_>) -> bool {
    match token.kind {
        TokenKind::Word => !is_constraint_word(token.text),
        TokenKind::QuotedName => true,
        TokenKind::Text => token.text.starts_with('\''),
        TokenKind::Number | TokenKind::Mark => false,
    }
}

fn is_constraint_word(word: &str) -> bool {
    CONSTRAINT_WORDS.iter().any(|reserved| word.eq_ignore_ascii_case(reserved))
}

/// A word of a type in lower case, without quotes where it can be written without them.
fn type_word(token: &Token<'_>) -> String {
    if token.kind == TokenKind::Word {
        return token.text.to_ascii_lowercase();
    }
    let word = token.name().unwrap_or_default().to_ascii_lowercase();
    let plain = !word.is_empty()
        && word.split(' ').all(|part| {
            let mut bytes = part.bytes();
            bytes.next().is_some_and(|b| b.is_ascii_alphabetic() || b == b'_')
                && bytes.all(|b| b.is_ascii_alphanumeric() || b == b'_')
                && !is_constraint_word(part)
                && !is_keyword(Engine::Sqlite, part)
        });
    if plain { word } else { Engine::Sqlite.quote(&word) }
}

#[cfg(test)]
mod tests;

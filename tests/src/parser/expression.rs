//! Random expressions and defaults of the engines' own grammars, each with a sister that means the same or nearly so. The same
//! choices give the same text.

use driftline_schema::Engine;

use super::mutation::Numbers;

/// Columns of the table that expressions speak of, with the engine's type.
#[must_use]
pub fn columns(engine: Engine) -> Vec<(&'static str, &'static str)> {
    let real = if engine == Engine::MySql { "double" } else { "double precision" };
    let flag = if engine == Engine::MySql { "tinyint(1)" } else { "boolean" };
    let when = if engine == Engine::MySql { "datetime" } else { "timestamp" };
    vec![
        ("i", "integer"),
        ("date", "date"),
        ("order", "integer"),
        ("Größe", "numeric(10, 2)"),
        ("v", "varchar(20)"),
        ("text", "text"),
        ("a\"`b", "varchar(9)"),
        ("end", flag),
        ("x", real),
        ("at", when),
    ]
}

/// Makes texts from choices: a list of numbers that runs out into zeros.
#[derive(Clone, Debug)]
pub struct Choices {
    engine: Engine,
    picks: Vec<usize>,
    at: usize,
    /// How the text is written, which changes nothing of what it says.
    style: Numbers,
}

impl Choices {
    /// Choices of a length from a seed.
    #[must_use]
    pub fn new(engine: Engine, numbers: &mut Numbers) -> Self {
        let picks = (0..24).map(|_| numbers.below(1 << 16)).collect();
        Self { engine, picks, at: 0, style: Numbers::new(numbers.below(1 << 30) as u64) }
    }

    /// The same choices but perhaps for one, written in another way.
    #[must_use]
    pub fn sister(&self, numbers: &mut Numbers) -> Self {
        let mut sister = self.clone();
        sister.at = 0;
        sister.style = Numbers::new(numbers.below(1 << 30) as u64);
        if numbers.below(3) > 0 {
            let at = numbers.below(sister.picks.len());
            sister.picks[at] = numbers.below(1 << 16);
        }
        sister
    }

    fn below(&mut self, limit: usize) -> usize {
        let pick = self.picks.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        pick % limit
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        let at = self.below(of.len());
        of[at]
    }

    fn is_spent(&self) -> bool {
        self.at >= self.picks.len()
    }

    /// A word in some letter case.
    fn word(&mut self, word: &str) -> String {
        match self.style.below(3) {
            0 => word.to_lowercase(),
            _ => word.to_owned(),
        }
    }

    /// White space, perhaps with a comment in it.
    fn space(&mut self) -> &'static str {
        ["", " ", "  ", "\n", " /* it's */ "][self.style.below(8) % 5]
    }

    fn name(&mut self, name: &str) -> String {
        let is_plain = ["i", "v", "x"].contains(&name);
        if is_plain && self.style.below(2) == 0 {
            return if self.style.below(2) == 0 { name.to_uppercase() } else { name.to_owned() };
        }
        self.engine.quote(name)
    }

    fn grouped(&mut self, text: String) -> String {
        if self.style.below(4) == 0 { format!("({}{text}{})", self.space(), self.space()) } else { text }
    }

    /// A condition.
    pub fn condition(&mut self) -> String {
        let text = self.plain_condition();
        self.grouped(text)
    }

    fn plain_condition(&mut self) -> String {
        let kind = if self.is_spent() { 4 } else { self.below(13) };
        match kind {
            0 | 1 => {
                let word = self.word("AND");
                format!("{} {word} {}", self.inner(), self.inner())
            }
            2 => {
                let word = self.word("OR");
                format!("({} {word} {})", self.inner(), self.inner())
            }
            3 => format!("{} ({})", self.word("NOT"), self.condition()),
            4 | 5 => {
                let operator = self.one(&["=", "<", ">", "<=", ">=", "<>", "!="]);
                format!("{}{}{operator} {}", self.number(), self.space(), self.number())
            }
            6 => {
                let operator = self.one(&["=", "<>", "<"]);
                format!("{} {operator} {}", self.text(), self.text())
            }
            7 => {
                let words = self.one(&["IS NULL", "IS NOT NULL"]);
                let column = self.one(&["i", "v", "date", "a\"`b", "end"]);
                format!("{} {}", self.name(column), self.word(words))
            }
            8 => {
                let words = self.one(&["BETWEEN", "NOT BETWEEN"]);
                format!(
                    "{} {} {} {} {}",
                    self.number(),
                    self.word(words),
                    self.constant(),
                    self.word("AND"),
                    self.constant()
                )
            }
            9 => {
                let words = self.one(&["IN", "NOT IN"]);
                let column = self.one(&["v", "text", "a\"`b"]);
                format!(
                    "{} {} ({},{} {})",
                    self.name(column),
                    self.word(words),
                    self.literal(),
                    self.space(),
                    self.literal()
                )
            }
            10 => {
                let words = self.one(&["LIKE", "NOT LIKE"]);
                format!("{} {} {}", self.text(), self.word(words), self.one(&["'a%'", "'%\\_%'", "'_'", "'%''%'"]))
            }
            11 => {
                let column = self.name("date");
                let day = self.one(&["'2020-01-02'", "'2024-02-29'"]);
                format!("{column} >= {day}")
            }
            _ => {
                let column = self.name("end");
                if self.engine == Engine::Sqlite {
                    format!("{column} = 1")
                } else {
                    format!("{column} = {}", self.word("TRUE"))
                }
            }
        }
    }

    fn inner(&mut self) -> String {
        let text = self.condition();
        if text.contains(" OR ") || text.contains(" or ") || self.style.below(3) == 0 {
            format!("({text})")
        } else {
            text
        }
    }

    fn number(&mut self) -> String {
        let kind = if self.is_spent() { 0 } else { self.below(10) };
        match kind {
            0 | 1 => self.name("i"),
            2 => self.name("order"),
            3 => self.name("Größe"),
            4 => self.constant(),
            5 => {
                let operator = self.one(&["+", "-", "*"]);
                format!("({} {operator} {})", self.number(), self.number())
            }
            6 => {
                let call = self.word("abs");
                format!("{call}({})", self.number())
            }
            7 => {
                let call = self.word("coalesce");
                format!("{call}({},{} {})", self.number(), self.space(), self.constant())
            }
            8 => {
                let call = self.word("length");
                format!("{call}({})", self.text())
            }
            _ => {
                let [case, when, then, other, end] =
                    ["CASE", "WHEN", "THEN", "ELSE", "END"].map(|word| self.word(word));
                format!("{case} {when} {} {then} {} {other} {} {end}", self.condition(), self.number(), self.constant())
            }
        }
    }

    fn constant(&mut self) -> String {
        self.one(&["0", "1", "-1", "10", "1.5", "1.50", "100", "2", "- 2", "+3"]).to_owned()
    }

    fn literal(&mut self) -> String {
        self.one(&["'a'", "'A'", "''", "'it''s'", "'a  b'", "'\u{17e} \u{1f600}'", "'a,b'", "'x'"]).to_owned()
    }

    fn text(&mut self) -> String {
        let kind = if self.is_spent() { 0 } else { self.below(7) };
        match kind {
            0 | 1 => self.name("v"),
            2 => self.name("text"),
            3 => self.name("a\"`b"),
            4 => self.literal(),
            5 => {
                let call = self.one(&["lower", "upper", "trim"]);
                format!("{}({})", self.word(call), self.text())
            }
            _ if self.engine == Engine::MySql => {
                let call = self.word("concat");
                format!("{call}({},{} {})", self.text(), self.space(), self.text())
            }
            _ => format!("({} || {})", self.text(), self.text()),
        }
    }

    /// A type, and a default that it may take.
    pub fn default(&mut self) -> (&'static str, String) {
        let types: &[(&str, &[&str])] = match self.engine {
            Engine::Sqlite => &[
                (
                    "integer",
                    &[
                        "0", "1", "'1'", "1.0", "0x10", "16", "-1", "- 1", "TRUE", "(1 + 1)", "NULL", "'a'", "1e1",
                        "' 2 '",
                    ],
                ),
                ("real", &["0", "0.0", "'1.5'", "1.50", "-0.0", "1e3", "1000", "NULL"]),
                ("numeric(9, 2)", &["1.5", "1.50", "'1.50'", "2", "2.0", "9007199254740993", "9007199254740993.0"]),
                (
                    "text",
                    &[
                        "'a'",
                        "a",
                        "\"a\"",
                        "'A'",
                        "1",
                        "'1'",
                        "1.0",
                        "TRUE",
                        "x'41'",
                        "current_timestamp",
                        "(datetime('now'))",
                        "CURRENT_DATE",
                    ],
                ),
                ("blob", &["1", "'1'", "1.0", "x'00'", "X'00'", "NULL"]),
                ("", &["1", "'1'", "1.0", "a", "'a'"]),
                ("any", &["1", "1.0", "'1'"]),
            ],
            Engine::Postgres => &[
                (
                    "integer",
                    &[
                        "0",
                        "1",
                        "1 + 1",
                        "2",
                        "'2'",
                        "'-2'",
                        "-2",
                        "(2)",
                        "NULL",
                        "1.0",
                        "'2'::integer",
                        "-(2)",
                        "abs(-2)",
                    ],
                ),
                ("bigint", &["1", "1::smallint", "'1'", "9007199254740993", "NULL"]),
                ("numeric", &["1.5", "1.50", "'1.5'", "1", "1.0", "-1.5", "'NaN'"]),
                ("numeric(10,2)", &["1.5", "1.50", "1.500", "-1.5", "'-1.50'", "0", "0.00", "NULL"]),
                (
                    "varchar(10)",
                    &[
                        "'a'",
                        "'a'::text",
                        "'a '",
                        "NULL",
                        "'it''s'",
                        "E'it\\'s'",
                        "E'a\\\\b'",
                        "'null'",
                        "lower('A')",
                        "'a'::varchar",
                    ],
                ),
                (
                    "text",
                    &[
                        "'a'",
                        "'A'",
                        "''",
                        "NULL",
                        "current_user",
                        "'current_user'",
                        "E'\\n'",
                        "'a'::varchar(1)",
                        "'now()'",
                    ],
                ),
                ("boolean", &["true", "TRUE", "'t'", "'true'", "false", "NOT true", "NULL", "'yes'"]),
                (
                    "timestamptz",
                    &[
                        "now()",
                        "CURRENT_TIMESTAMP",
                        "transaction_timestamp()",
                        "'2020-01-02'",
                        "'2020-01-02 00:00:00+00'",
                        "'epoch'",
                        "now() + '1 day'",
                    ],
                ),
                ("date", &["CURRENT_DATE", "'2020-01-02'", "'2020-1-2'", "now()", "'2020-01-03'"]),
                ("interval", &["'1 day'", "'24:00:00'", "'1 day 00:00'", "'P1D'"]),
                ("jsonb", &["'{}'", "'{ }'", "'[]'", "'{\"a\":1}'", "'{\"a\": 1}'"]),
                ("integer[]", &["'{}'", "ARRAY[]::integer[]", "'{1,2}'", "ARRAY[1,2]", "ARRAY[1, 3]"]),
                ("bytea", &["'\\x00'", "'\\000'", "'\\x01'"]),
                ("double precision", &["1", "1.0", "'1'", "0.1", "1e1", "10", "-1.50", "-1.5"]),
                ("bit(3)", &["B'101'", "'101'", "B'100'"]),
            ],
            Engine::MySql => &[
                ("int", &["0", "1", "'1'", "(1)", "(1 + 1)", "NULL", "-1", "(- 1)", "TRUE", "0x01", "b'1'", "1.0"]),
                (
                    "varchar(20)",
                    &[
                        "'a'",
                        "'A'",
                        "\"a\"",
                        "'it''s'",
                        "'it\\'s'",
                        "'a\\\\b'",
                        "'NULL'",
                        "NULL",
                        "(lower('A'))",
                        "'1'",
                        "1",
                        "_utf8mb4'a'",
                        "('a')",
                        "(uuid())",
                        "'a\\nb'",
                        "current_timestamp",
                        "'current_timestamp()'",
                    ],
                ),
                ("decimal(10,2)", &["1.5", "1.50", "'1.5'", "2", "2.00", "-1.5"]),
                ("double", &["1", "1.0", "1e0", "0.1", "-0"]),
                (
                    "datetime",
                    &[
                        "current_timestamp",
                        "NOW()",
                        "CURRENT_TIMESTAMP()",
                        "'2020-01-02'",
                        "'2020-01-02 00:00:00'",
                        "LOCALTIME",
                        "NULL",
                    ],
                ),
                ("datetime(3)", &["current_timestamp(3)", "NOW(3)", "'2020-01-02'"]),
                ("date", &["'2020-01-02'", "'2020-1-2'", "(curdate())", "'2020-01-03'"]),
                ("enum('a','B','it''s')", &["'a'", "'B'", "'b'", "'it''s'", "1", "2"]),
                ("bit(3)", &["b'101'", "5", "0x05", "b'100'"]),
                ("binary(2)", &["'a'", "'ab'", "0x6162", "x'6100'"]),
                ("text", &["('a')", "(concat('a','b'))", "('it''s')"]),
            ],
        };
        let at = self.below(types.len());
        let (data_type, defaults) = types[at];
        (data_type, self.one(defaults).to_owned())
    }

    /// A literal of the engine with whatever can stand in one.
    pub fn literal_of_pieces(&mut self) -> String {
        let mut body = String::new();
        for _ in 0..=self.below(7) {
            body += self.one(&[
                "a",
                "\\\\",
                "\\'",
                "''",
                "\\n",
                "\\t",
                "\\0",
                "\\x41",
                "\\101",
                "\\%",
                "\\_",
                "\\Z",
                "\\b",
                "\\u00e9",
                "\\U0001F600",
                "\u{17e}",
                "\u{1f600}",
                " ",
                "\\q",
                "\"",
                "\\\"",
                "\n",
                "\\r",
                "\\f",
                "\\v",
                "\\7",
                "\\x4",
                "\\xc3\\xa9",
                "\\8",
            ]);
        }
        let forms: &[&str] = if self.engine == Engine::Postgres { &["'", "E'", "e'", "$a$"] } else { &["'"] };
        match self.one(forms) {
            "$a$" => format!("$a${body}$a$"),
            open => format!("{open}{body}'"),
        }
    }
}

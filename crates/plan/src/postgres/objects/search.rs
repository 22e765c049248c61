//! Text search configurations and dictionaries that change where they stand. Leaves out another parser or template, which makes
//! them anew.

use std::collections::BTreeMap;

use driftline_schema::sql::{closing, tokens};
use driftline_schema::{Object, Sql};

use super::super::ENGINE;
use super::super::print::name;
use super::routine::split;

/// The statements of a configuration: the one that makes it, then one for each kind of token.
pub(super) fn statements(definition: &str) -> Vec<&str> {
    let found = tokens(ENGINE, definition);
    let mut parts = Vec::new();
    let mut start = 0;
    for token in found.iter().filter(|token| token.is_mark(";")) {
        parts.push(definition[start..token.start].trim());
        start = token.end;
    }
    parts.push(definition[start..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

/// What a configuration does with each kind of token.
fn mappings<'a>(statements: &[&'a str]) -> BTreeMap<String, &'a str> {
    (statements.iter().skip(1))
        .filter_map(|statement| {
            let found = tokens(ENGINE, statement);
            let at = found.iter().position(|token| token.is_word("for"))?;
            let with = found.iter().position(|token| token.is_word("with"))?;
            Some((
                statement[found.get(at + 1)?.start..found.get(with)?.start].trim().to_owned(),
                &statement[found.get(with + 1)?.start..],
            ))
        })
        .collect()
}

pub(super) fn alter_configuration(from: &Object, to: &Object) -> Option<Vec<String>> {
    let (old, new) = (statements(from.definition.text()), statements(to.definition.text()));
    if Sql::new(ENGINE, old.first()?) != Sql::new(ENGINE, new.first()?) {
        return None;
    }
    let target = name(&to.id.name);
    let (old, new) = (mappings(&old), mappings(&new));
    let mut made = Vec::new();
    for token in old.keys().filter(|token| !new.contains_key(*token)) {
        made.push(format!("ALTER TEXT SEARCH CONFIGURATION {target} DROP MAPPING FOR {token}"));
    }
    for (token, dictionaries) in &new {
        let verb = match old.get(token) {
            Some(before) if Sql::new(ENGINE, before) == Sql::new(ENGINE, dictionaries) => continue,
            Some(_) => "ALTER",
            None => "ADD",
        };
        made.push(format!("ALTER TEXT SEARCH CONFIGURATION {target} {verb} MAPPING FOR {token} WITH {dictionaries}"));
    }
    Some(made)
}

/// `ALTER TEXT SEARCH DICTIONARY`: an option without a value goes (manual).
pub(super) fn alter_dictionary(from: &Object, to: &Object) -> Option<Vec<String>> {
    let options = |text: &str| -> Option<BTreeMap<String, String>> {
        let found = tokens(ENGINE, text);
        let open = found.iter().position(|token| token.is_mark("("))?;
        let close = closing(&found, open)?;
        let parts = split(&found[open + 1..close]).into_iter().map(|part| {
            let value = text[part.get(2)?.start..part.last()?.end].to_owned();
            Some((part[0].text.to_owned(), value))
        });
        parts.collect()
    };
    let (mut old, mut new) = (options(from.definition.text())?, options(to.definition.text())?);
    if old.remove("TEMPLATE") != new.remove("TEMPLATE") {
        return None;
    }
    let gone = old.keys().filter(|option| !new.contains_key(*option)).cloned();
    let set = new.iter().filter(|(option, value)| old.get(*option) != Some(*value));
    let words: Vec<String> = gone.chain(set.map(|(option, value)| format!("{option} = {value}"))).collect();
    let target = name(&to.id.name);
    Some(if words.is_empty() {
        Vec::new()
    } else {
        vec![format!("ALTER TEXT SEARCH DICTIONARY {target} ({})", words.join(", "))]
    })
}

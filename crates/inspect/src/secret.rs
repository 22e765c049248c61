//! The passwords in a database URL, and texts without them. Leaves out where a URL comes from.

use percent_encoding::percent_decode_str;
use sea_orm::DbErr;

/// What stands in place of a password.
const HIDDEN: &str = "***";

/// The passwords of one URL, in every form they may be printed in.
#[derive(Clone)]
pub(crate) struct Secrets {
    shown: String,
    words: Vec<String>,
}

impl Secrets {
    /// Finds them. A URL that does not parse is read by its marks alone, so that nothing slips through.
    pub(crate) fn of(url: &str) -> Self {
        let mut shown = String::with_capacity(url.len());
        let mut words = Vec::new();
        let (address, query) = split_query(url);
        hide_authority(address, &mut shown, &mut words);
        if let Some(query) = query {
            shown.push('?');
            hide_parameters(query, &mut shown, &mut words);
        }
        let decoded: Vec<String> = words
            .iter()
            .map(|word| percent_decode_str(&word.replace('+', " ")).decode_utf8_lossy().into_owned())
            .collect();
        words.extend(decoded);
        // What the URL shows anyway (the user `postgres` with the password `postgres`) would only garble messages.
        words.retain(|word| !word.is_empty() && !shown.contains(word.as_str()));
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words.dedup();
        Self { shown, words }
    }

    /// The URL with `***` in place of each password.
    pub(crate) fn shown(&self) -> &str {
        &self.shown
    }

    /// A text with `***` in place of each password.
    pub(crate) fn hide(&self, text: &str) -> String {
        self.words.iter().fold(text.to_owned(), |text, word| text.replace(word.as_str(), HIDDEN))
    }

    /// The error, as a text of its own where its text would show a password.
    pub(crate) fn scrub(&self, error: DbErr) -> DbErr {
        let text = error.to_string();
        let hidden = self.hide(&text);
        if hidden == text { error } else { DbErr::Custom(hidden) }
    }
}

/// The URL before its question mark, and what follows. A bare one inside a password is none.
fn split_query(url: &str) -> (&str, Option<&str>) {
    let Some((address, query)) = url.split_once('?') else { return (url, None) };
    let open_password = address.split_once("://").is_some_and(|(_, rest)| rest.contains(':') && !rest.contains('@'));
    match url.rfind('@') {
        Some(at) if open_password && at > address.len() => match url[at..].split_once('?') {
            Some((host, query)) => (&url[..at + host.len()], Some(query)),
            None => (url, None),
        },
        _ => (address, Some(query)),
    }
}

/// `scheme://user:password@host/path`. A bare `@` in a password is not allowed, but common: the last one before the path
/// counts, and the path begins only behind it.
fn hide_authority(address: &str, shown: &mut String, words: &mut Vec<String>) {
    let Some((scheme, rest)) = address.split_once("://") else {
        shown.push_str(address);
        return;
    };
    let Some((user_info, host)) = rest.rsplit_once('@') else {
        shown.push_str(address);
        return;
    };
    shown.push_str(scheme);
    shown.push_str("://");
    match user_info.split_once(':') {
        Some((user, password)) => {
            words.push(password.to_owned());
            shown.push_str(user);
            shown.push(':');
            shown.push_str(HIDDEN);
        }
        None => shown.push_str(user_info),
    }
    shown.push('@');
    shown.push_str(host);
}

fn hide_parameters(query: &str, shown: &mut String, words: &mut Vec<String>) {
    for (index, pair) in query.split('&').enumerate() {
        if index > 0 {
            shown.push('&');
        }
        match pair.split_once('=') {
            Some((name, value)) if is_secret(name) => {
                words.push(value.to_owned());
                shown.push_str(name);
                shown.push('=');
                shown.push_str(HIDDEN);
            }
            _ => shown.push_str(pair),
        }
    }
}

fn is_secret(parameter: &str) -> bool {
    let name = percent_decode_str(parameter).decode_utf8_lossy().to_ascii_lowercase();
    ["pass", "pwd", "secret", "token", "sslkey"].iter().any(|part| name.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(url: &str) -> String {
        Secrets::of(url).shown().to_owned()
    }

    #[test]
    fn a_password_is_not_shown() {
        assert_eq!(shown("postgres://me:hunter2@h:5/d?sslmode=x"), "postgres://me:***@h:5/d?sslmode=x");
        assert_eq!(shown("postgres://h/d?user=me&password=hunter2"), "postgres://h/d?user=me&password=***");
        assert_eq!(shown("postgres://h/d?pass%77ord=hunter2"), "postgres://h/d?pass%77ord=***");
        assert_eq!(shown("postgres://me@h/d"), "postgres://me@h/d");
        assert_eq!(shown("sqlite://a/b:c.db?mode=rwc"), "sqlite://a/b:c.db?mode=rwc");
        assert_eq!(shown("sqlite::memory:"), "sqlite::memory:");
    }

    #[test]
    fn a_password_that_breaks_the_url_is_not_shown_either() {
        assert_eq!(shown("postgres://me:p@ss/w@h/d"), "postgres://me:***@h/d");
        assert_eq!(shown("postgres://me:p:q@[::1"), "postgres://me:***@[::1");
        assert_eq!(shown("postgres://me:p?q@h/d?sslmode=x"), "postgres://me:***@h/d?sslmode=x");
        assert_eq!(shown("postgres://me:p#q@h/d"), "postgres://me:***@h/d");
    }

    #[test]
    fn every_form_is_hidden_in_messages() {
        let secrets = Secrets::of("postgres://me:p%40ss@h/d?password=a+b");
        assert_eq!(secrets.hide("p%40ss, p@ss, a+b and a b"), "***, ***, *** and ***");
    }

    #[test]
    fn a_password_that_the_url_shows_anyway_garbles_nothing() {
        let secrets = Secrets::of("postgres://postgres:postgres@h/d");
        assert_eq!(secrets.hide("role \"postgres\""), "role \"postgres\"");
        assert_eq!(secrets.shown(), "postgres://postgres:***@h/d");
    }
}

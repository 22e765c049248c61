//! Texts that match a pattern: of LIKE, of SQLite's GLOB, and the common part of regular expressions. Pure; whether a text
//! really matches is the engine's to say.

/// How many different texts are made of one pattern.
const VARIANTS: usize = 4;

/// How deep groups of a regular expression are followed; what is deeper is left out.
const DEPTH: usize = 50;

/// The longest text that is made, in bytes: `(x{9999}){9999}` is a short pattern.
const LONGEST: usize = 10_000;

/// Letters that stand for any text, one more for each variant.
const FILLER: &str = "abcdefgh";

/// Texts like the pattern. `%` becomes some letters or none, `_` a letter; a backslash takes the next one as it is.
pub fn like(pattern: &str) -> Vec<String> {
    variants(|variant| {
        let mut text = String::new();
        let mut rest = pattern.chars();
        while let Some(c) = rest.next() {
            match c {
                '%' => text.extend(FILLER.chars().skip(variant).take(1)),
                '_' => text.extend(FILLER.chars().nth(variant)),
                '\\' => text.extend(rest.next()),
                other => text.push(other),
            }
        }
        text
    })
}

/// Texts that match a GLOB pattern.
pub fn glob(pattern: &str) -> Vec<String> {
    let letters: Vec<char> = pattern.chars().collect();
    variants(|variant| {
        let mut text = String::new();
        let mut at = 0;
        while let Some(c) = letters.get(at) {
            at += 1;
            match c {
                '*' => text.extend(FILLER.chars().skip(variant).take(1)),
                '?' => text.extend(FILLER.chars().nth(variant)),
                '[' => {
                    let class = Class::read(&letters, &mut at, false);
                    text.extend(class.member(variant));
                }
                other => text.push(*other),
            }
        }
        text
    })
}

/// Texts that a regular expression matches: anchors, classes, groups, alternatives and quantifiers are understood.
pub fn regex(pattern: &str) -> Vec<String> {
    let letters: Vec<char> = pattern.chars().collect();
    variants(|variant| Regex { letters: &letters, at: 0, variant, depth: 0 }.alternatives())
}

fn variants(make: impl Fn(usize) -> String) -> Vec<String> {
    let mut found = Vec::new();
    for text in (0..VARIANTS).map(make) {
        if !found.contains(&text) {
            found.push(text);
        }
    }
    found
}

/// A set of characters in brackets.
struct Class {
    members: Vec<char>,
    negated: bool,
}

impl Class {
    /// Reads what follows the opening bracket.
    fn read(letters: &[char], at: &mut usize, escapes: bool) -> Class {
        let mut class = Class { members: Vec::new(), negated: false };
        if matches!(letters.get(*at), Some('^' | '!')) {
            class.negated = true;
            *at += 1;
        }
        let start = *at;
        while let Some(c) = letters.get(*at).copied() {
            *at += 1;
            match c {
                ']' if *at > start + 1 => break,
                '[' if letters.get(*at) == Some(&':') => class.named(letters, at),
                '\\' if escapes => {
                    class.members.extend(letters.get(*at).map(|c| escaped(*c)).unwrap_or_default());
                    *at += 1;
                }
                '-' if !class.members.is_empty() && letters.get(*at).is_some_and(|next| *next != ']') => {
                    let (from, to) = (class.members.last().copied().unwrap_or(c), letters[*at]);
                    class.members.extend((from..=to).skip(1).take(64));
                    *at += 1;
                }
                other => class.members.push(other),
            }
        }
        class
    }

    /// `[:alpha:]` and its like.
    fn named(&mut self, letters: &[char], at: &mut usize) {
        let rest: String = letters[*at..].iter().collect();
        let name = rest.trim_start_matches(':').split(':').next().unwrap_or_default().to_owned();
        self.members.extend(match name.as_str() {
            "digit" | "xdigit" => '0'..='9',
            "upper" => 'A'..='Z',
            _ => 'a'..='z',
        });
        *at += name.len() + 3;
    }

    fn member(&self, variant: usize) -> Option<char> {
        if !self.negated {
            return self.members.get(variant % self.members.len().max(1)).copied();
        }
        let others: Vec<char> = (FILLER.chars()).chain('0'..='9').filter(|c| !self.members.contains(c)).collect();
        others.get(variant % others.len().max(1)).copied()
    }
}

fn escaped(c: char) -> Vec<char> {
    match c {
        'd' => ('0'..='9').collect(),
        'w' => ('a'..='z').collect(),
        's' => vec![' '],
        'S' | 'D' => FILLER.chars().collect(),
        'W' => vec!['-'],
        other => vec![other],
    }
}

/// A walk along a regular expression.
struct Regex<'a> {
    letters: &'a [char],
    at: usize,
    variant: usize,
    depth: usize,
}

impl Regex<'_> {
    /// Up to the closing parenthesis or the end; one of the alternatives.
    fn alternatives(&mut self) -> String {
        if self.depth == DEPTH {
            self.at = self.letters.len();
            return String::new();
        }
        self.depth += 1;
        let mut found = vec![String::new()];
        while let Some(c) = self.letters.get(self.at).copied() {
            self.at += 1;
            match c {
                ')' => break,
                '|' => found.push(String::new()),
                '^' | '$' => {}
                _ => {
                    let piece = self.piece(c);
                    let times = self.quantifier();
                    if let Some(last) = found.last_mut() {
                        let fitting = LONGEST.saturating_sub(last.len()) / piece.len().max(1);
                        last.push_str(&piece.repeat(times.min(fitting)));
                    }
                }
            }
        }
        self.depth -= 1;
        let at = self.variant % found.len();
        found.swap_remove(at)
    }

    fn piece(&mut self, c: char) -> String {
        match c {
            '(' => {
                if self.letters.get(self.at) == Some(&'?') {
                    // `(?:` and flags; a look around is not understood, and the engine will say so.
                    while self.letters.get(self.at).is_some_and(|c| !matches!(c, ':' | ')')) {
                        self.at += 1;
                    }
                    self.at += usize::from(self.letters.get(self.at) == Some(&':'));
                }
                self.alternatives()
            }
            '[' => Class::read(self.letters, &mut self.at, true).member(self.variant).into_iter().collect(),
            '.' => FILLER.chars().nth(self.variant).into_iter().collect(),
            '\\' => {
                let members = self.letters.get(self.at).map(|c| escaped(*c)).unwrap_or_default();
                self.at += 1;
                members.get(self.variant % members.len().max(1)).into_iter().collect()
            }
            other => other.to_string(),
        }
    }

    /// How often the piece before it is taken.
    fn quantifier(&mut self) -> usize {
        let count = match self.letters.get(self.at) {
            Some('*' | '?') => 0,
            Some('+') => 1,
            Some('{') => {
                let inside: String = self.letters[self.at + 1..].iter().take_while(|c| **c != '}').collect();
                self.at += inside.chars().count() + 1;
                inside.split(',').next().and_then(|least| least.trim().parse().ok()).unwrap_or(1)
            }
            _ => return 1,
        };
        self.at += 1;
        // A lazy or possessive mark behind it.
        if matches!(self.letters.get(self.at), Some('?' | '+')) {
            self.at += 1;
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_like_the_pattern() {
        assert_eq!(like("%@%.de")[0], "a@a.de");
        assert_eq!(like("_x%")[1], "bxb");
        assert_eq!(like("100\\%"), ["100%"]);
    }

    #[test]
    fn globs_have_classes() {
        assert_eq!(glob("[0-9][0-9]-?*")[0], "00-aa");
        assert_eq!(glob("[^a]b*")[0], "bba");
    }

    #[test]
    fn regular_expressions_are_walked() {
        assert_eq!(regex("^[A-Z]{2}[0-9]{3}$")[1], "BB111");
        assert_eq!(regex(r"^[^@\s]+@[^@]+\.[a-z]{2,}$")[0], "a@a.aa");
        assert_eq!(regex("^(red|green)-?x$")[..2], ["redx", "greenx"]);
        assert_eq!(regex(r"^\+?\d+$")[0], "0");
        assert_eq!(regex("^[[:alpha:]_]+$")[0], "a");
        assert_eq!(regex("(?:a|b)c*d")[0], "ad");
        assert_eq!(regex("[")[0], "");
    }

    #[test]
    fn a_short_pattern_makes_no_endless_text() {
        assert_eq!(regex(&"(".repeat(100_000))[0], "");
        assert_eq!(regex("(a{99999}){99999}")[0].len(), LONGEST);
        assert_eq!(regex("(a|b){3}")[0], "aaa");
    }
}

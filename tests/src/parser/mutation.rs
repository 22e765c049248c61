//! Texts like given ones: the same number gives the same text. A small sister of what a fuzzer does, for ordinary test runs.

/// A generator of numbers (SplitMix64): the same seed gives the same numbers on every machine.
#[derive(Clone, Debug)]
pub struct Numbers(u64);

impl Numbers {
    /// Numbers from a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number below a limit; 0 below 0 and 1.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let limit = u64::try_from(limit.max(1)).unwrap_or(1);
        usize::try_from((mixed ^ (mixed >> 31)) % limit).unwrap_or_default()
    }

    /// One of several.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }
}

/// What readers are likely to stumble over.
const PIECES: [&str; 64] = [
    "'", "''", "\"", "\"\"", "`", "``", "[", "]", "(", ")", "((", "))", ",", ";", ".", "::", "--", "-- \n", "/*", "*/",
    "/*!", "#", "\\", "\\'", "$", "$$", "$a$", "E'", "x'", "_utf8mb4", "=", "==", "!=", "<>", "<@", "||", "|", "->",
    "-", "+", "*", "\n", "\r\n", "\t", " ", "\u{b}", "\u{a0}", "\u{85}", "é", "É", "İ", "漢", "😀", "\u{0}", "0x",
    "1e5", "1_000", ".5", "NULL", "null", "not", "default", "public.", "A",
];

/// A text like one of the texts, with some parts of others.
#[must_use]
pub fn mutated(numbers: &mut Numbers, texts: &[String]) -> String {
    let mut text = numbers.one(texts).cloned().unwrap_or_default();
    for _ in 0..=numbers.below(4) {
        let (start, end) = span(numbers, &text);
        match numbers.below(6) {
            0 => text.replace_range(start..end, ""),
            1 => text.insert_str(start, numbers.one(&PIECES).copied().unwrap_or_default()),
            2 => text.replace_range(start..end, numbers.one(&PIECES).copied().unwrap_or_default()),
            3 => {
                let copied = text[start..end].to_owned();
                text.insert_str(end, &copied);
            }
            4 => {
                let other = numbers.one(texts).cloned().unwrap_or_default();
                let (from, to) = span(numbers, &other);
                text.replace_range(start..end, &other[from..to]);
            }
            _ => {
                let changed = if numbers.below(2) == 0 {
                    text[start..end].to_uppercase()
                } else {
                    text[start..end].to_lowercase()
                };
                text.replace_range(start..end, &changed);
            }
        }
    }
    text
}

/// A short piece of the text, on character boundaries.
fn span(numbers: &mut Numbers, text: &str) -> (usize, usize) {
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = boundary(numbers.below(text.len() + 1));
    let length = numbers.below(16);
    (start, boundary((start + length).min(text.len())).max(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_texts() {
        let texts = ["CREATE TABLE é (a)".to_owned(), "x".to_owned()];
        let made = |seed| (0..200_u64).map(|n| mutated(&mut Numbers::new(seed + n), &texts)).collect::<Vec<_>>();
        assert_eq!(made(7), made(7));
        assert!(made(7).iter().filter(|text| !texts.contains(text)).count() > 150);
    }
}

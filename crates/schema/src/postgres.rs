//! What the words of PostgreSQL stand for: the text behind a literal. Leaves out tokens (`sql`).

/// The text behind a literal (manual 4.1.2.1 to 4.1.2.4): `'…'` with `standard_conforming_strings`, `E'…'` and `$tag$…$tag$`.
/// `None` for what is none or stands for no text: another prefix, half a surrogate pair, NUL.
#[must_use]
pub fn text(literal: &str) -> Option<String> {
    if let Some(inner) = literal.strip_prefix('\'') {
        return plain(inner.strip_suffix('\'')?);
    }
    if let Some(inner) = literal.strip_prefix(['e', 'E']) {
        return escaped(inner.strip_prefix('\'')?.strip_suffix('\'')?);
    }
    let tag = literal.get(..literal.strip_prefix('$')?.find('$')? + 2)?;
    literal.get(tag.len()..)?.strip_suffix(tag).map(str::to_owned)
}

/// Quotes stand doubled.
fn plain(inner: &str) -> Option<String> {
    let text = inner.replace("''", "\u{0}");
    (!text.contains('\'') && !inner.contains('\u{0}')).then(|| text.replace('\u{0}', "'"))
}

fn escaped(inner: &str) -> Option<String> {
    // Octal and hexadecimal escapes are bytes, and only together a character.
    let mut bytes = Vec::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find(['\\', '\'']) {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        let (mark, behind) = rest[at..].split_at(1);
        let next = behind.chars().next()?;
        rest = &behind[next.len_utf8()..];
        match (mark, next) {
            ("'", '\'') => bytes.push(b'\''),
            ("'", _) => return None,
            (_, 'b') => bytes.push(0x08),
            (_, 'f') => bytes.push(0x0c),
            (_, 'n') => bytes.push(b'\n'),
            (_, 'r') => bytes.push(b'\r'),
            (_, 't') => bytes.push(b'\t'),
            (_, '0'..='7') => {
                let length = behind.bytes().take(3).take_while(|b| matches!(b, b'0'..=b'7')).count();
                let number = u32::from_str_radix(&behind[..length], 8).ok()?;
                // The server keeps the low eight bits.
                bytes.push(u8::try_from(number & 0xff).ok()?);
                rest = &behind[length..];
            }
            (_, 'x') if rest.starts_with(|c: char| c.is_ascii_hexdigit()) => {
                let length = rest.bytes().take(2).take_while(u8::is_ascii_hexdigit).count();
                bytes.push(u8::from_str_radix(&rest[..length], 16).ok()?);
                rest = &rest[length..];
            }
            (_, 'u' | 'U') => {
                let mut number = hexadecimal(&mut rest, if next == 'u' { 4 } else { 8 })?;
                if (0xd800..0xdc00).contains(&number) {
                    let (mut low, length) = match (rest.strip_prefix("\\u"), rest.strip_prefix("\\U")) {
                        (Some(low), _) => (low, 4),
                        (_, Some(low)) => (low, 8),
                        _ => return None,
                    };
                    let second = hexadecimal(&mut low, length).filter(|second| (0xdc00..0xe000).contains(second))?;
                    number = 0x10000 + ((number - 0xd800) << 10) + (second - 0xdc00);
                    rest = low;
                }
                bytes.extend_from_slice(char::from_u32(number)?.encode_utf8(&mut [0; 4]).as_bytes());
            }
            (_, other) => bytes.extend_from_slice(other.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).ok().filter(|text| !text.contains('\u{0}'))
}

fn hexadecimal(rest: &mut &str, length: usize) -> Option<u32> {
    let digits = rest.get(..length).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
    *rest = &rest[length..];
    u32::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_stands_for_its_text() {
        for (literal, wanted) in [
            (r"'it''s \n'", r"it's \n"),
            (r"E'it''s\'s \\ \n\t\q'", "it's's \\ \n\tq"),
            (r"e'92\013372 \x41g \u00e9\U0001F600 \uD83D\uDE00 \303\251'", "92\u{b}372 Ag é😀 😀 é"),
            ("$a$it's $$ \\n$a$", "it's $$ \\n"),
            ("$$$$", ""),
        ] {
            assert_eq!(text(literal).as_deref(), Some(wanted), "{literal}");
        }
        for literal in
            ["x'00'", "'a", "'", "''' ''", "E'\\", "E'\\'", "E'\\ud83d'", "E'\\000'", "E'\\377'", "$a$ x $b$", "$", "a"]
        {
            assert_eq!(text(literal), None, "{literal}");
        }
    }
}

//! Values of generated rows: families of types, and texts that each of them takes. Pure; leaves out which engine calls a
//! type what.

/// A value as it is put into an INSERT.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Value {
    /// Left to the engine: a default, a number of its own.
    Omitted,
    /// NULL.
    Null,
    /// A text, which every engine reads as the column's own type.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// SQL that gives the value.
    Sql(String),
    /// The value of another column of the same row: a reference to itself.
    Own(String),
}

/// What a type takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// Whole numbers.
    Integer {
        /// The smallest.
        least: i128,
        /// The largest.
        most: i128,
    },
    /// Numbers of so many digits, so many of them behind the point.
    Decimal {
        /// All digits.
        digits: usize,
        /// Those behind the point.
        scale: usize,
    },
    /// Floating point.
    Float,
    /// True and false, written 1 and 0.
    Boolean,
    /// Text of at most so many characters.
    Text(Option<usize>),
    /// Bytes, at most so many.
    Bytes(Option<usize>),
    /// A day.
    Date,
    /// A time of day.
    Time,
    /// A day with its time.
    Moment {
        /// With an offset.
        zoned: bool,
    },
    /// A UUID.
    Uuid,
    /// JSON.
    Json,
    /// One of these texts and no other.
    Labels(Vec<String>),
    /// PostgreSQL's array.
    List(Box<Family>),
    /// A type of which only some values are known.
    Known(Vec<Value>),
    /// Nothing is known.
    Unknown,
}

/// How many values a family gives at least, where its type has as many.
const MANY: usize = 14;

impl Family {
    /// A type of which these texts are known.
    pub(crate) fn known(texts: &[&str]) -> Family {
        Family::Known(texts.iter().map(|text| Value::Text((*text).to_owned())).collect())
    }

    /// Values the family takes, the plain one first, then those at the edge, then more of the plain.
    pub(crate) fn values(&self) -> Vec<Value> {
        if let Family::Bytes(most) = self {
            let edges: [&[u8]; 3] = [b"\x00\x01\xff", b"'\\\"", b""];
            let more = (1..MANY as u8).map(|n| vec![n]);
            let all = edges.iter().map(|bytes| bytes.to_vec()).chain(more);
            return all.filter(|bytes| most.is_none_or(|most| bytes.len() <= most)).map(Value::Bytes).collect();
        }
        if let Family::Known(values) = self {
            return values.clone();
        }
        let mut values = Vec::new();
        for text in self.texts() {
            let value = Value::Text(text);
            if self.takes(&value) && !values.contains(&value) {
                values.push(value);
            }
        }
        values
    }

    fn texts(&self) -> Vec<String> {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let numbered = |write: &dyn Fn(usize) -> String| (1..=MANY).map(write).collect::<Vec<_>>();
        match self {
            Family::Integer { least, most } => {
                let mut all = vec!["7".to_owned(), most.to_string(), "-1".to_owned(), "0".to_owned()];
                all.extend(numbered(&|n| n.to_string()));
                all.push(least.to_string());
                all
            }
            Family::Decimal { digits, scale } => {
                let nines = |count: usize| "9".repeat(count);
                let whole = digits.saturating_sub(*scale);
                let largest = match (whole, *scale) {
                    (0, _) => format!("0.{}", nines(*scale)),
                    (_, 0) => nines(whole),
                    _ => format!("{}.{}", nines(whole), nines(*scale)),
                };
                let mut all = vec!["7".to_owned(), largest.clone(), format!("-{largest}"), "0".to_owned()];
                all.extend(texts(&["1.5", "0.25"]));
                all.extend(numbered(&|n| n.to_string()));
                all
            }
            Family::Float => {
                let mut all = texts(&["1.5", "-1e10", "0", "0.1"]);
                all.extend(numbered(&|n| n.to_string()));
                all
            }
            Family::Boolean => texts(&["1", "0"]),
            Family::Text(most) => {
                let mut all = texts(&["Ada Lovelace", "it's \"quoted\" \\ 100%_", "Zoë 日本語", ""]);
                all.extend(most.filter(|most| *most <= 2000).map(|most| "m".repeat(most)));
                all.extend(texts(&["line\nbreak", " two  spaces"]));
                all.extend(numbered(&|n| format!("text {n}")));
                all.extend(('a'..='z').map(String::from));
                all
            }
            Family::Bytes(_) | Family::Known(_) | Family::Unknown => Vec::new(),
            Family::Date => {
                let mut all = texts(&["2024-02-29", "1999-12-31", "2000-01-01"]);
                all.extend(numbered(&|n| format!("2011-05-{n:02}")));
                all
            }
            Family::Time => {
                let mut all = texts(&["00:00:00", "23:59:59", "12:34:56"]);
                all.extend(numbered(&|n| format!("{n:02}:30:00")));
                all
            }
            Family::Moment { zoned } => {
                let mut all = texts(&["2024-02-29 00:00:00", "1999-12-31 23:59:59", "2000-01-01 12:34:56"]);
                all.extend(numbered(&|n| format!("2011-05-{n:02} 08:00:00")));
                let offset = if *zoned { "+00:00" } else { "" };
                all.into_iter().map(|moment| format!("{moment}{offset}")).collect()
            }
            Family::Uuid => numbered(&|n| format!("0190163d-8694-739b-aea5-966c26f8ad{n:02}")),
            Family::Json => {
                let mut all = texts(&[
                    "{\"name\": \"Zoë\", \"tags\": [\"a\", null], \"n\": 1.5}",
                    "[]",
                    "{}",
                    "{\"it's\": \"\\\\ \\\"\"}",
                ]);
                all.extend(numbered(&|n| format!("{{\"n\": {n}}}")));
                all
            }
            Family::Labels(labels) => labels.clone(),
            Family::List(of) => {
                let quoted = |value: &Value| match value {
                    Value::Text(text) => Some(format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))),
                    _ => None,
                };
                let items: Vec<String> = of.values().iter().filter_map(quoted).collect();
                let mut all: Vec<String> = items.chunks(2).map(|pair| format!("{{{}}}", pair.join(","))).collect();
                all.insert(all.len().min(1), "{}".to_owned());
                all.extend(items.iter().map(|item| format!("{{{item}}}")));
                all
            }
        }
    }

    /// Whether the family takes the value, as far as that can be said without an engine.
    pub(crate) fn takes(&self, value: &Value) -> bool {
        let text = match (self, value) {
            (_, Value::Omitted | Value::Null | Value::Sql(_) | Value::Own(_)) | (Family::Unknown, _) => return true,
            (Family::Bytes(most), Value::Bytes(bytes)) => return most.is_none_or(|most| bytes.len() <= most),
            (Family::Bytes(most), Value::Text(text)) => return most.is_none_or(|most| text.len() <= most),
            (_, Value::Bytes(_)) => return false,
            (_, Value::Text(text)) => text,
        };
        match self {
            Family::Integer { least, most } => {
                text.parse::<i128>().is_ok_and(|number| (*least..=*most).contains(&number))
            }
            Family::Decimal { digits, scale } => fits_decimal(text, *digits, *scale),
            Family::Float => text.parse::<f64>().is_ok_and(f64::is_finite),
            Family::Boolean => matches!(text.as_str(), "0" | "1"),
            Family::Text(most) => most.is_none_or(|most| text.chars().count() <= most),
            Family::Date => has_shape(text, "0000-00-00"),
            Family::Time => has_shape(text, "00:00:00"),
            Family::Moment { .. } => {
                let day_and_time = text.get(..19).is_some_and(|start| has_shape(start, "0000-00-00 00:00:00"));
                day_and_time || has_shape(text, "0000-00-00")
            }
            Family::Uuid => {
                text.len() == 36 && text.chars().all(|c| c == '-' || c.is_ascii_hexdigit()) && text.contains('-')
            }
            Family::Json => serde_json::from_str::<serde_json::Value>(text).is_ok(),
            Family::Labels(labels) => labels.contains(text),
            Family::Known(values) => values.contains(value),
            Family::List(_) => text.starts_with('{') && text.ends_with('}'),
            Family::Bytes(_) | Family::Unknown => true,
        }
    }

    /// Labels that are all to be used, as far as there are rows.
    pub(crate) fn labels(&self) -> &[String] {
        match self {
            Family::Labels(labels) => labels,
            Family::List(of) => of.labels(),
            _ => &[],
        }
    }
}

/// Values that both of two types take: of what either would give.
pub(crate) fn common(one: &Family, other: &Family) -> Vec<Value> {
    if one == other {
        return one.values();
    }
    let mut values: Vec<Value> = one.values().into_iter().filter(|value| other.takes(value)).collect();
    for value in other.values() {
        if one.takes(&value) && !values.contains(&value) {
            values.push(value);
        }
    }
    values
}

fn fits_decimal(text: &str, digits: usize, scale: usize) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, behind) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let numeric = !whole.is_empty() && (whole.to_owned() + behind).bytes().all(|b| b.is_ascii_digit());
    let significant = whole.trim_start_matches('0').len();
    numeric && behind.len() <= scale && significant + scale <= digits
}

/// Whether the text has digits where the shape has them, and the shape's own marks elsewhere.
fn has_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(found, wanted)| match wanted {
            b'0' => found.is_ascii_digit(),
            mark => found == mark,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_takes_what_it_gives_and_gives_each_once() {
        let int = Family::Integer { least: i128::from(i16::MIN), most: i128::from(i16::MAX) };
        let families = [
            int.clone(),
            Family::Integer { least: 0, most: 255 },
            Family::Decimal { digits: 5, scale: 2 },
            Family::Decimal { digits: 2, scale: 2 },
            Family::Float,
            Family::Text(None),
            Family::Text(Some(1)),
            Family::Text(Some(3)),
            Family::Bytes(Some(2)),
            Family::Date,
            Family::Time,
            Family::Moment { zoned: true },
            Family::Uuid,
            Family::Json,
            Family::List(Box::new(int)),
        ];
        for family in families {
            let values = family.values();
            assert!(values.len() >= 4, "{family:?}: {values:?}");
            for (at, value) in values.iter().enumerate() {
                assert!(family.takes(value), "{family:?} does not take {value:?}");
                assert!(!values[..at].contains(value), "{family:?} gives {value:?} twice");
            }
        }
    }

    #[test]
    fn the_narrower_type_decides() {
        let small = Family::Integer { least: i128::from(i16::MIN), most: i128::from(i16::MAX) };
        let large = Family::Integer { least: i128::from(i64::MIN), most: i128::from(i64::MAX) };
        let both = common(&large, &small);
        assert!(both.contains(&Value::Text("32767".into())), "the narrower type's largest: {both:?}");
        assert!(both.iter().all(|value| small.takes(value)));
        let texts = common(&Family::Text(Some(320)), &Family::Text(Some(5)));
        assert!(texts.contains(&Value::Text("mmmmm".into())) && texts.len() > 5, "{texts:?}");
        let numbers = common(&Family::Text(Some(20)), &small);
        assert!(numbers.contains(&Value::Text("-1".into())), "{numbers:?}");
        let labels = common(&Family::Labels(vec!["a".into(), "b".into()]), &Family::Labels(vec!["b".into()]));
        assert_eq!(labels, [Value::Text("b".into())]);
    }

    #[test]
    fn decimals_have_room_for_so_many_digits() {
        assert!(fits_decimal("999.99", 5, 2) && fits_decimal("-0.5", 5, 2));
        assert!(!fits_decimal("1000", 5, 2) && !fits_decimal("0.125", 5, 2) && !fits_decimal("x", 5, 2));
    }
}

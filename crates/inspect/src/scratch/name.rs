//! Names of throw-away databases, which tell their age. Leaves out who makes and drops them.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::time::{SystemTime, UNIX_EPOCH};

use super::PREFIX;

/// A leftover younger than this may belong to a run that has not connected to it yet, in seconds.
const YOUNG: u64 = 600;

/// A name nobody else uses: `driftline_scratch_<seconds since 1970>_<random>`.
pub(super) fn new() -> String {
    format!("{PREFIX}{:010x}_{:016x}", now(), random())
}

/// Whether a database of that name is one of ours, and too old for anybody to be about to use it.
pub(super) fn is_leftover(name: &str) -> bool {
    made_at(name).is_some_and(|made| made + YOUNG < now())
}

/// A number that no other process has.
pub(super) fn random() -> u64 {
    // The standard library's hasher is keyed by the system's random numbers.
    let mut hasher = RandomState::new().build_hasher();
    hasher.write_u32(std::process::id());
    hasher.write_u128(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_nanos()));
    hasher.finish()
}

/// Seconds since 1970.
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs())
}

/// When a database of our naming was made, in seconds since 1970.
fn made_at(name: &str) -> Option<u64> {
    let (made, random) = name.strip_prefix(PREFIX)?.split_once('_')?;
    let is_ours = made.len() == 10 && random.len() == 16 && u64::from_str_radix(random, 16).is_ok();
    if is_ours { u64::from_str_radix(made, 16).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_names_tell_their_age() {
        assert_eq!(made_at("driftline_scratch_0065000000_0123456789abcdef"), Some(0x6500_0000));
        assert_eq!(made_at("driftline_scratch_of_mine"), None);
        assert_eq!(made_at("driftline_scratch_0065000000_mine"), None);
        assert!(is_leftover("driftline_scratch_0065000000_0123456789abcdef"));
        assert!(!is_leftover(&new()) && made_at(&new()).is_some());
    }
}

//! `setup`: what is missing is made, what is there stays, what is no database is moved away and never written over.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use crate::support::{Family, Place};

fn mode(path: &std::path::Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test]
async fn what_is_missing_is_made_and_stays() {
    let place = Place::new();
    place.run(Family, "setup").await.ok().prints("made, at head");
    let folder = place.file().parent().unwrap().to_owned();
    let credentials = folder.join("credentials.env");
    let first = fs::read_to_string(&credentials).unwrap();
    assert!(first.contains("SECRET_KEY=") && first.trim_end().len() > 100, "{first}");
    assert_eq!((mode(&credentials), mode(&place.file())), (0o600, 0o600));
    place.fill();
    let said = place.run(Family, "setup").await.ok();
    assert!(said.out.contains("there, at head") && !said.out.contains("made"), "{said:?}");
    assert!(place.run(Family, "setup --quiet").await.ok().out.is_empty());
    assert_eq!(fs::read_to_string(&credentials).unwrap(), first);
    place.run(Family, "setup --force").await.ok().prints("old credentials are kept");
    assert_ne!(fs::read_to_string(&credentials).unwrap(), first);
    let kept = fs::read_dir(&folder)
        .unwrap()
        .flatten()
        .find(|entry| entry.file_name().to_string_lossy().starts_with("credentials.env.2"));
    let kept = kept.unwrap().path();
    assert_eq!((fs::read_to_string(&kept).unwrap(), mode(&kept)), (first, 0o600));
    place.assert_filled();
}

#[tokio::test]
async fn a_file_that_is_no_sound_database_is_moved_away_whole() {
    let place = Place::new();
    place.run(Family, "setup --quiet").await.ok();
    place.fill();
    let mut broken = fs::read(place.file()).unwrap();
    let end = broken.len();
    broken[4200..end].iter_mut().for_each(|byte| *byte = 0x5a);
    for content in [b"Dear all, this is a letter. ".repeat(300), broken] {
        fs::write(place.file(), &content).unwrap();
        let said = place.run(Family, "setup --quiet").await.ok();
        assert!(said.err.contains("no sound database") && said.err.contains("moved to"), "{said:?}");
        let folder = place.file().parent().unwrap().join("backups");
        let moved = fs::read_dir(folder).unwrap().flatten().any(|entry| fs::read(entry.path()).unwrap() == content);
        assert!(moved, "nothing of it is lost");
        assert_eq!(place.ask("SELECT count(*) FROM contacts"), "0");
    }
}

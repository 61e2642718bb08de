//! Reads a folder into memory, as the disk does for planmark, for tests of what comes after.

use std::path::Path;
use std::sync::Arc;

use planmark::text::{Content, SourceFile, SourceSet};

/// All files below a folder of the repository.
pub(crate) fn sources(folder: &str) -> SourceSet {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files = Vec::new();
    gather(&root, &root, &mut files);
    SourceSet::new(files)
}

/// The same files and more texts; one of a known path stands in its place.
pub(crate) fn with_texts(sources: &SourceSet, texts: &[(&str, &str)]) -> SourceSet {
    let is_kept = |file: &&SourceFile| !texts.iter().any(|(path, _)| *path == file.path);
    let kept = sources.files().map(|(_, file)| file).filter(is_kept).cloned();
    let new = texts
        .iter()
        .map(|(path, text)| SourceFile { path: (*path).to_owned(), content: Content::Text(Arc::from(*text)) });
    SourceSet::new(kept.chain(new).collect())
}

fn gather(root: &Path, folder: &Path, files: &mut Vec<SourceFile>) {
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            gather(root, &path, files);
            continue;
        }
        let bytes = std::fs::read(&path).expect("the file can be read");
        let inner = path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
        let is_text = [".md", ".yml", ".yaml", ".toml", "status.json"].iter().any(|ending| inner.ends_with(ending));
        let content = if is_text {
            Content::Text(Arc::from(String::from_utf8(bytes).expect("the plan is text")))
        } else {
            Content::Bytes(Arc::from(bytes))
        };
        files.push(SourceFile { path: inner, content });
    }
}

/// Compares a committed file with what is generated now; `SNAPSHOTS=overwrite` writes it.
pub(crate) fn check_generated(path: &str, text: &str) {
    let whole = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var("SNAPSHOTS").is_ok_and(|word| word == "overwrite") {
        std::fs::create_dir_all(whole.parent().expect("a folder")).expect("the folder can be made");
        std::fs::write(&whole, text).expect("the file can be written");
        return;
    }
    let committed = std::fs::read_to_string(&whole).unwrap_or_default().replace("\r\n", "\n");
    let place = committed.lines().zip(text.lines()).position(|(old, new)| old != new);
    let line_number = place.unwrap_or(committed.lines().count().min(text.lines().count())) + 1;
    assert!(
        committed == text,
        "{path} is out of date from line {line_number}: run `SNAPSHOTS=overwrite cargo test` and read the difference"
    );
}

//! What was read: names and bytes, nothing else.

use std::sync::Arc;

use super::{FileId, Span};

/// Why a file's bytes are not here. The finding that follows says so at the file.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ReadProblem {
    /// Larger than the limit; the limit in bytes.
    TooLarge(u64),
    /// Not UTF-8, or with a NUL byte; the first bad byte.
    NotText(usize),
    /// A symbolic link, which is never followed.
    Link,
    /// Another repository inside of this one, which is never entered.
    Submodule,
    /// A pipe, a socket or a device.
    SpecialFile,
    /// A name that is not UTF-8 or has control characters; the path is an escaped form of it.
    BadName,
    /// Deeper in folders than the limit.
    TooDeep(usize),
    /// More files than the limit; reading stopped here.
    TooMany(usize),
    /// All files together hold more bytes than the limit; reading stopped here.
    TooMuch(u64),
    /// The disk refused; what it said.
    Refused(String),
}

/// What a file holds.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Content {
    /// Text of the plan (`.md`, `.yml`, `.toml`, `status.json`), valid UTF-8, as it stands on disk, a byte order mark included.
    Text(Arc<str>),
    /// An attachment, or a file that is not the plan's: its bytes, for link and leak checks.
    Bytes(Arc<[u8]>),
    /// The file is there but could not be read.
    Unreadable(ReadProblem),
}

/// One file: its path below the root (`/` between parts, on every machine) and what it holds.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SourceFile {
    /// Such as `northgate/tasks.md`; never absolute, never with `..`.
    pub path: String,
    /// What it holds.
    pub content: Content,
}

impl SourceFile {
    /// The bytes, where the file could be read.
    #[must_use]
    pub fn bytes(&self) -> Option<&[u8]> {
        match &self.content {
            Content::Text(text) => Some(text.as_bytes()),
            Content::Bytes(bytes) => Some(bytes),
            Content::Unreadable(_) => None,
        }
    }

    /// The text, empty where there is none.
    #[must_use]
    pub fn text(&self) -> &str {
        match &self.content {
            Content::Text(text) => text,
            Content::Bytes(_) | Content::Unreadable(_) => "",
        }
    }
}

/// All files below a root, sorted by path: the whole input of an analysis.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct SourceSet {
    files: Vec<SourceFile>,
    focus: Vec<String>,
}

impl SourceSet {
    /// Sorts the files, so that the order in which they were found never matters.
    #[must_use]
    pub fn new(mut files: Vec<SourceFile>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { files, focus: Vec::new() }
    }

    /// A set from texts in memory, for tests and examples.
    #[must_use]
    pub fn of_texts(texts: &[(&str, &str)]) -> Self {
        let file = |(path, text): &(&str, &str)| SourceFile {
            path: (*path).to_owned(),
            content: Content::Text(Arc::from(*text)),
        };
        Self::new(texts.iter().map(file).collect())
    }

    /// Limits what findings are shown for to these folders (`""` is the root). All files are read all the same.
    #[must_use]
    pub fn with_focus(mut self, folders: Vec<String>) -> Self {
        self.focus = folders;
        self
    }

    /// The set without one file.
    #[must_use]
    pub fn without(mut self, path: &str) -> Self {
        self.files.retain(|file| file.path != path);
        self
    }

    /// Whether findings in this path were asked for.
    #[must_use]
    pub fn is_in_focus(&self, path: &str) -> bool {
        self.focus.is_empty()
            || self.focus.iter().any(|folder| {
                folder.is_empty() || path.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'))
            })
    }

    /// The folders that findings are limited to; none means all.
    #[must_use]
    pub fn focus(&self) -> &[String] {
        &self.focus
    }

    /// All files with their ids, in the order of their paths.
    pub fn files(&self) -> impl ExactSizeIterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(index, file)| (FileId(index as u32), file))
    }

    /// The file of an id that this set gave out.
    #[must_use]
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The file at a path.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<(FileId, &SourceFile)> {
        let index = self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
        Some((FileId(index as u32), &self.files[index]))
    }

    /// The files below a folder (`""` is the root), in the order of their paths.
    pub fn below<'a>(&'a self, folder: &str) -> impl Iterator<Item = (FileId, &'a SourceFile)> + use<'a> {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let start = self.files.partition_point(|file| file.path.as_str() < prefix.as_str());
        let rest = self.files[start..].iter().enumerate();
        rest.take_while(move |(_, file)| file.path.starts_with(&prefix))
            .map(move |(index, file)| (FileId((start + index) as u32), file))
    }

    /// The files whose paths are wanted, in a set of their own with numbers of their own.
    #[must_use]
    pub fn only(&self, is_wanted: impl Fn(&str) -> bool) -> Self {
        Self { files: self.files.iter().filter(|file| is_wanted(&file.path)).cloned().collect(), ..Self::default() }
    }

    /// The text of a span; empty if it lies outside of its file.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        self.file(span.file).text().get(span.range()).unwrap_or("")
    }

    /// Puts another content into a file.
    pub fn replace(&mut self, id: FileId, content: Content) {
        self.files[id.0 as usize].content = content;
    }

    /// Takes equal contents from another set, so that both hold the same bytes once.
    pub fn share_with(&mut self, other: &Self) {
        for file in &mut self.files {
            if let Some((_, known)) = other.find(&file.path)
                && known.content == file.content
            {
                file.content = known.content.clone();
            }
        }
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

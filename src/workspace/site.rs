//! What makes a folder a site of planmark: the manifest in it, which lists every file with its hash. What the
//! manifest does not list, or lists otherwise, is somebody else's and never touched.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};
use serde::{Deserialize, Serialize};
use walkdir::WalkDir;

use super::handles::Folder;
use super::{Error, SafeRel, walk};
use crate::value::sha256_hex;

/// The name of the manifest, which marks a folder as planmark's.
pub(super) const MARKER: &str = ".planmark-site.json";
/// The name of the list of what a site that is being built will hold.
pub(super) const JOURNAL: &str = ".planmark-building";
/// How every such list begins.
const JOURNAL_START: &[u8] = b"planmark site, being built\n";
/// How every manifest begins.
const MARKER_START: &[u8] = b"{\n  \"planmark_site\": 1,";
/// The largest manifest that is read.
pub(super) const MARKER_BYTES: u64 = 100_000_000;

/// The files of a site. The same site has the same manifest, byte for byte.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
struct Written {
    planmark_site: u32,
    files: BTreeMap<String, Fact>,
}

/// What a file of a site holds.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub(super) struct Fact {
    bytes: u64,
    sha256: String,
}

impl Fact {
    /// What a file of these bytes holds.
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self { bytes: bytes.len() as u64, sha256: sha256_hex(bytes) }
    }
}

/// The files of a site, by path.
pub(super) type Manifest = BTreeMap<SafeRel, Fact>;

/// The manifest as it is written.
pub(super) fn print(manifest: &Manifest) -> Vec<u8> {
    let files = manifest.iter().map(|(path, fact)| (path.as_str().to_owned(), fact.clone())).collect();
    let mut text =
        serde_json::to_vec_pretty(&Written { planmark_site: 1, files }).expect("strings and numbers are JSON");
    text.push(b'\n');
    text
}

/// The manifest of a folder; nothing if it has none that can be read.
pub(super) fn read_manifest(folder: &Folder) -> Option<Manifest> {
    let mut text = Vec::new();
    let file = folder.file(MARKER).ok()?;
    let is_whole = file.metadata().ok()?.is_file() && file.take(MARKER_BYTES).read_to_end(&mut text).is_ok();
    let written: Written = serde_json::from_slice(&text).ok().filter(|_| is_whole)?;
    let safe = |(path, fact): (String, Fact)| Some((SafeRel::new(&path)?, fact));
    written.files.into_iter().map(safe).collect::<Option<Manifest>>().filter(|_| written.planmark_site == 1)
}

/// Whether a folder is a site with every file as the manifest says.
pub(super) fn is_whole(folder: &Folder) -> bool {
    let is_written = |(path, fact): (&SafeRel, &Fact)| {
        let bytes = read_fact(folder, path, fact).ok().flatten();
        bytes.is_some_and(|bytes| sha256_hex(&bytes) == fact.sha256)
    };
    read_manifest(folder).is_some_and(|manifest| manifest.par_iter().all(is_written))
}

/// Whether the folder at a path below another is a site.
pub(super) fn is_marked(folder: &Folder, path: &str) -> bool {
    let mut start = Vec::new();
    let read = |file: fs::File| match file.metadata()?.is_file() {
        true => file.take(MARKER_START.len() as u64).read_to_end(&mut start),
        false => Ok(0),
    };
    folder.file(&format!("{path}/{MARKER}")).and_then(read).is_ok() && start == MARKER_START
}

/// Whether a file's bytes begin as a manifest does.
pub(super) fn starts_as_marker(bytes: &[u8]) -> bool {
    bytes.starts_with(MARKER_START)
}

/// Whether a name at the top of a site is planmark's own.
pub(super) fn is_own_name(name: &str) -> bool {
    name == MARKER || name == JOURNAL
}

/// The list of what is about to be written into a site that is not whole yet, so that what a kill leaves behind can be
/// told from a user's folder.
#[derive(Debug)]
pub(super) struct Journal(fs::File);

impl Journal {
    /// Begins the list.
    pub(super) fn start(folder: &Folder) -> io::Result<Self> {
        let mut file = folder.new_file(JOURNAL)?;
        file.write_all(JOURNAL_START)?;
        Ok(Self(file))
    }

    /// Notes files before they are there.
    pub(super) fn note<'a>(&self, paths: impl Iterator<Item = &'a SafeRel>) -> io::Result<()> {
        let lines: String = paths.map(|path| format!("{path}\n")).collect();
        (&self.0).write_all(lines.as_bytes())
    }

    /// Takes the list away, once the manifest is there.
    pub(super) fn remove(&self, folder: &Folder) -> io::Result<()> {
        folder.remove_file(JOURNAL)
    }
}

/// The files that planmark wrote into a folder, or was about to write there.
pub(super) fn listed(folder: &Folder) -> BTreeSet<SafeRel> {
    let mut text = Vec::new();
    if let Ok(file) = folder.file(JOURNAL)
        && file.metadata().is_ok_and(|about| about.is_file())
    {
        // A list that cannot be read to its end names what was read.
        let _ = file.take(MARKER_BYTES).read_to_end(&mut text);
    }
    let lines = text.strip_prefix(JOURNAL_START).map(|lines| String::from_utf8_lossy(lines).into_owned());
    // A line that was cut off names no file that was written: all lines come before the first file.
    let noted = lines.iter().flat_map(|lines| lines.lines()).filter_map(SafeRel::new);
    noted.chain(read_manifest(folder).into_iter().flat_map(Manifest::into_keys)).collect()
}

/// All folders that paths need, outer ones first.
pub(super) fn folders<'a>(paths: impl Iterator<Item = &'a SafeRel>) -> BTreeSet<&'a str> {
    paths.flat_map(|path| path.as_str().match_indices('/').map(|(end, _)| &path.as_str()[..end])).collect()
}

/// What an output folder is now.
#[derive(Debug)]
pub(super) enum Standing {
    /// There is none.
    Absent,
    /// There is one with nothing in it.
    Empty,
    /// It is a site, with nothing in it that its manifest does not list.
    Site(Manifest),
}

/// Looks at an output folder.
///
/// # Errors
/// If anything in it is not planmark's.
pub(super) fn inspect(parent: &Folder, output: &Path, name: &str) -> Result<Standing, Error> {
    let refused = |error: io::Error| Error::disk("cannot read", output, &error);
    match fs::symlink_metadata(output) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Standing::Absent),
        Err(error) => return Err(refused(error)),
        Ok(about) if about.is_dir() => {}
        Ok(about) => {
            let what = if about.is_symlink() { "a link" } else { "not a folder" };
            return Err(Error::new(format!("`{}` is {what}", output.display()), "name the folder itself"));
        }
    }
    let folder = parent.folder(name).map_err(refused)?;
    let manifest = read_manifest(&folder);
    match foreign(output, manifest.as_ref()).map_err(refused)? {
        Some(path) => Err(not_ours(output, &path)),
        None => Ok(manifest.map_or(Standing::Empty, Standing::Site)),
    }
}

/// The first thing in an output folder that the manifest does not know.
fn foreign(output: &Path, manifest: Option<&Manifest>) -> io::Result<Option<String>> {
    let known = manifest.map(|manifest| folders(manifest.keys())).unwrap_or_default();
    for entry in WalkDir::new(output).min_depth(1).follow_links(false).sort_by_file_name() {
        let entry = entry.map_err(walk::of_disk)?;
        let path = entry.path().strip_prefix(output).unwrap_or(entry.path());
        let path = path.to_string_lossy().replace('\\', "/");
        let is_known = match manifest {
            Some(_) if entry.file_type().is_dir() => known.contains(path.as_str()),
            Some(manifest) if entry.file_type().is_file() => {
                path == MARKER || SafeRel::new(&path).is_some_and(|path| manifest.contains_key(&path))
            }
            _ => false,
        };
        if !is_known {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

/// Whether a file of a site holds what it is to hold; an error if it is not even what planmark wrote.
pub(super) fn is_same(
    folder: &Folder,
    output: &Path,
    path: &SafeRel,
    fact: &Fact,
    new: Option<&[u8]>,
) -> Result<bool, Error> {
    let bytes = match read_fact(folder, path, fact) {
        Ok(bytes) => bytes,
        // A file that somebody took away is written again.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(Error::disk("cannot read", &output.join(path.as_str()), &error)),
    };
    match bytes {
        Some(bytes) if new.is_some_and(|new| *new == bytes) => Ok(true),
        Some(bytes) if sha256_hex(&bytes) == fact.sha256 => Ok(false),
        _ => Err(changed(output, path)),
    }
}

/// Copies a file of a site that was found unchanged.
pub(super) fn copy(from: &Folder, to: &Folder, path: &SafeRel) -> io::Result<()> {
    let mut bytes = Vec::new();
    from.file(path.as_str())?.read_to_end(&mut bytes)?;
    to.new_file(path.as_str())?.write_all(&bytes)
}

/// The bytes of a file of a site, if it is a file of the size that planmark wrote.
fn read_fact(folder: &Folder, path: &SafeRel, fact: &Fact) -> io::Result<Option<Vec<u8>>> {
    let file = folder.file(path.as_str())?;
    let about = file.metadata()?;
    let mut bytes = Vec::new();
    if about.is_file() && about.len() == fact.bytes {
        file.take(fact.bytes).read_to_end(&mut bytes)?;
    }
    Ok((bytes.len() as u64 == fact.bytes && about.is_file()).then_some(bytes))
}

fn not_ours(output: &Path, path: &str) -> Error {
    let message = format!("`{}` holds `{path}`, which planmark did not make", output.display());
    Error::new(message, "name another folder, or move what is yours out of it; nothing was changed")
}

fn changed(output: &Path, path: &SafeRel) -> Error {
    let message = format!("`{path}` in `{}` was changed since planmark wrote it", output.display());
    Error::new(message, "move the changed file out of the folder; nothing was changed")
}

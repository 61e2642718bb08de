//! One file written whole or not at all: into a neighbour of another name first, then renamed. And the names of such
//! neighbours, of which a site that is being built is one too.

use std::fs::Permissions;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Write};

use super::handles::Folder;

/// What the names of neighbours end in.
const ENDING: &str = ".planmark";
/// How much of a name goes into its neighbour's, in bytes: so that names of every length have one.
const NAME_BYTES: usize = 200;

/// Whether a file of the new name may be there already.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Target {
    /// It is replaced.
    Replace,
    /// Writing fails.
    MustBeNew,
}

/// Writes a file in a folder in one step; `permissions` are those of the file that it replaces.
pub(super) fn write_whole(
    folder: &Folder,
    name: &str,
    bytes: &[u8],
    permissions: Option<Permissions>,
    target: Target,
) -> io::Result<()> {
    let neighbour = neighbour(name);
    let outcome = write_new(folder, &neighbour, bytes, permissions).and_then(|()| match target {
        Target::Replace => folder.rename(&neighbour, name),
        Target::MustBeNew => folder.rename_new(&neighbour, name),
    });
    match outcome {
        Ok(()) => {
            // The file stands already; a disk that does not confirm its name changes nothing of that.
            let _ = folder.flush_names();
            Ok(())
        }
        Err(error) => {
            // The first error is the one to tell.
            let _ = folder.remove_file(&neighbour);
            Err(error)
        }
    }
}

fn write_new(folder: &Folder, name: &str, bytes: &[u8], permissions: Option<Permissions>) -> io::Result<()> {
    let mut file = folder.new_file(name)?;
    if let Some(permissions) = permissions {
        file.set_permissions(permissions)?;
    }
    file.write_all(bytes)?;
    file.sync_all()
}

/// A name beside another that nobody else uses, such as `.site.0123456789abcdef.planmark`.
pub(super) fn neighbour(name: &str) -> String {
    let random = RandomState::new().hash_one(std::process::id());
    format!("{}{random:016x}{ENDING}", start(name))
}

/// Whether `candidate` is a name that `neighbour` could have given.
pub(super) fn is_neighbour(name: &str, candidate: &str) -> bool {
    let random = candidate.strip_prefix(&start(name)).and_then(|rest| rest.strip_suffix(ENDING));
    random.is_some_and(|random| random.len() == 16 && random.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

fn start(name: &str) -> String {
    format!(".{}.", &name[..name.floor_char_boundary(NAME_BYTES)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_recognised_and_others_are_not() {
        let long = "ü".repeat(120);
        for name in ["site", "a.b", &long] {
            assert!(is_neighbour(name, &neighbour(name)), "{name}");
            assert!(neighbour(name).len() < 255);
            assert_ne!(neighbour(name), neighbour(name));
        }
        for candidate in ["site", ".site.planmark", ".site.x.planmark", ".site2.0123456789abcdef.planmark"] {
            assert!(!is_neighbour("site", candidate), "{candidate}");
        }
    }
}

//! A tree or the index as the files of a plan: the same rules of what is read as on the disk.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::limits::Limits;
use super::super::read::{content, is_text, limit_of};
use super::super::site;
use super::super::walk::{Entry, Ground, IGNORE_BYTES, IGNORE_NAME, Kind, Next, Place, Walk};
use super::LIST_BYTES;
use super::object::{FOLDER, LINK, ObjectId, SUBMODULE};
use super::problem::Problem;
use super::store::{Found, Store};
use crate::text::{Content, ReadProblem, SourceFile};

/// How many ignore files and markers of sites are looked at.
const LOOKED_AT: usize = 4_000;

/// Something in a tree or in the index.
#[derive(Clone, Debug)]
struct Item {
    path: Vec<u8>,
    kind: Kind,
    id: ObjectId,
}

/// All that stands below a folder, sorted by the names of the parts.
#[derive(Debug, Default)]
pub(super) struct Listing {
    items: Vec<Item>,
    /// Ignore files and markers of sites.
    marks: Vec<Item>,
}

impl Listing {
    fn add(&mut self, item: Item) {
        let name = item.path.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
        if name == IGNORE_NAME.as_bytes() || name == site::MARKER.as_bytes() {
            self.marks.push(item);
        } else {
            self.items.push(item);
        }
    }

    fn sorted(mut self) -> Self {
        for items in [&mut self.items, &mut self.marks] {
            let parts = |item: &Item| item.path.split(|byte| *byte == b'/').map(<[u8]>::to_vec).collect::<Vec<_>>();
            items.sort_by_cached_key(parts);
            items.dedup_by(|one, other| one.path == other.path);
        }
        self
    }
}

/// What a tree holds, level by level; nothing below hidden folders and below the deepest level.
pub(super) fn of_tree(store: &Store, tree: ObjectId, limits: &Limits) -> Result<Listing, Problem> {
    let mut listing = Listing::default();
    let mut level = vec![(Vec::new(), tree)];
    for depth in 0..=limits.depth {
        let ids: Vec<ObjectId> = level.iter().map(|(_, id)| *id).collect();
        store.load_trees(&ids)?;
        let mut next = Vec::new();
        for (folder, id) in level {
            for entry in store.known_tree(id).iter() {
                let path =
                    if folder.is_empty() { entry.name.clone() } else { [&folder, &b"/"[..], &entry.name].concat() };
                let kind = kind(entry.mode);
                if kind == Kind::Folder && depth < limits.depth && !entry.name.starts_with(b".") {
                    next.push((path.clone(), entry.id));
                }
                listing.add(Item { path, kind, id: entry.id });
            }
            // Twice, because what is ignored does not count on the disk.
            if listing.items.len() > 2 * limits.files {
                return Err(Problem::TooMuch);
            }
        }
        level = next;
    }
    Ok(listing.sorted())
}

/// What the index holds below the folder that git is asked from.
pub(super) fn of_index(store: &Store) -> Result<Listing, Problem> {
    let answer = store.ask(&["ls-files", "--stage", "-z"], LIST_BYTES)?;
    let mut listing = Listing::default();
    let mut folders = BTreeSet::new();
    for line in answer.bytes.split(|byte| *byte == 0).filter(|line| !line.is_empty()) {
        let Some((item, stage)) = of_stage(line) else { continue };
        if stage != "0" {
            return Err(Problem::Unmerged(String::from_utf8_lossy(&item.path).into_owned()));
        }
        let ends = item.path.iter().enumerate().filter(|(_, byte)| **byte == b'/');
        for (end, _) in ends {
            if folders.insert(item.path[..end].to_vec()) {
                listing.add(Item { path: item.path[..end].to_vec(), kind: Kind::Folder, id: item.id });
            }
        }
        listing.add(item);
    }
    Ok(listing.sorted())
}

/// `MODE HASH STAGE<tab>PATH`
fn of_stage(line: &[u8]) -> Option<(Item, String)> {
    let tab = line.iter().position(|byte| *byte == b'\t')?;
    let head = str::from_utf8(&line[..tab]).ok()?;
    let mut words = head.split(' ');
    let mode = u32::from_str_radix(words.next()?, 8).ok()?;
    let id = ObjectId::of_hex(words.next()?)?;
    Some((Item { path: line[tab + 1..].to_vec(), kind: kind(mode), id }, words.next()?.to_owned()))
}

fn kind(mode: u32) -> Kind {
    match mode {
        FOLDER => Kind::Folder,
        LINK => Kind::Link,
        SUBMODULE => Kind::Submodule,
        _ => Kind::File,
    }
}

/// The names on the way to a folder, and a file in it.
pub(super) type Way = (Vec<Vec<u8>>, ObjectId);

/// All folders of a tree that hold a file of this name, each with the way to it and the file.
pub(super) fn folders_with(store: &Store, top: ObjectId, name: &str, limits: &Limits) -> Result<Vec<Way>, Problem> {
    let file_in = |tree: ObjectId| {
        let entries = store.known_tree(tree);
        entries.iter().find(|entry| entry.is_file() && entry.name == name.as_bytes()).map(|entry| entry.id)
    };
    let listing = of_tree(store, top, limits)?;
    let folders = listing.items.iter().filter(|item| item.kind == Kind::Folder);
    let way = |item: &Item| item.path.split(|byte| *byte == b'/').map(<[u8]>::to_vec).collect();
    let below = folders.filter_map(|item| Some((way(item), file_in(item.id)?)));
    Ok(file_in(top).map(|file| (Vec::new(), file)).into_iter().chain(below).collect())
}

/// The texts of a plan in a tree, with their blobs.
pub(super) fn texts(store: &Store, tree: ObjectId, limits: &Limits) -> Result<Vec<(String, ObjectId)>, Problem> {
    let places = places(store, &of_tree(store, tree, limits)?, limits)?;
    let text = |(place, id): (Place, Option<ObjectId>)| {
        (place.problem.is_none() && is_text(&place.path)).then_some((place.path, id?))
    };
    Ok(places.into_iter().filter_map(text).collect())
}

/// The ignore files and sites of a listing.
struct Marks {
    ignores: BTreeMap<String, String>,
    sites: BTreeSet<String>,
}

impl Ground for Marks {
    fn ignore_text(&self, path: &str) -> Option<String> {
        self.ignores.get(path).cloned()
    }

    fn is_site(&self, folder: &str) -> bool {
        self.sites.contains(folder)
    }
}

fn marks(store: &Store, listing: &Listing) -> Result<Marks, Problem> {
    let files: Vec<&Item> = listing.marks.iter().filter(|item| item.kind == Kind::File).take(LOOKED_AT).collect();
    let (ignores, sites): (Vec<&Item>, Vec<&Item>) =
        files.into_iter().partition(|item| item.path.ends_with(IGNORE_NAME.as_bytes()));
    let ids = |items: &[&Item]| items.iter().map(|item| item.id).collect::<Vec<_>>();
    let ignore_texts = store.shared_blobs(&ids(&ignores), IGNORE_BYTES)?;
    let site_texts = store.shared_blobs(&ids(&sites), site::MARKER_BYTES)?;
    let path = |item: &Item| String::from_utf8(item.path.clone()).ok();
    let text =
        |(item, bytes): (&&Item, Option<Arc<[u8]>>)| Some((path(item)?, str::from_utf8(&bytes?).ok()?.to_owned()));
    let folder = |(item, bytes): (&&Item, Option<Arc<[u8]>>)| {
        let path = path(item).filter(|_| bytes.is_some_and(|bytes| site::starts_as_marker(&bytes)))?;
        path.rsplit_once('/').map(|(folder, _)| folder.to_owned())
    };
    Ok(Marks {
        ignores: ignores.iter().zip(ignore_texts).filter_map(text).collect(),
        sites: sites.iter().zip(site_texts).filter_map(folder).collect(),
    })
}

/// Files that were read, by their objects and whether they are text: what two revisions share is read once.
#[derive(Debug, Default)]
pub(super) struct Contents(BTreeMap<(ObjectId, bool), Known>);

/// A file that was read.
#[derive(Clone, Debug)]
struct Known {
    content: Content,
    bytes: u64,
}

/// The files that a plan reads of a listing, with what they hold.
pub(super) fn read(
    store: &Store,
    listing: &Listing,
    limits: &Limits,
    known: &mut Contents,
) -> Result<Vec<SourceFile>, Problem> {
    let places = places(store, listing, limits)?;
    known.fill(store, &places, limits)?;
    let mut files = Vec::with_capacity(places.len());
    let mut total = 0;
    for (Place { path, problem }, id) in places {
        let content = match (problem, id) {
            (Some(problem), _) => Content::Unreadable(problem),
            (None, None) => Content::Unreadable(ReadProblem::SpecialFile),
            (None, Some(id)) => match known.0.get(&(id, is_text(&path))) {
                Some(one) if total + one.bytes <= limits.total_bytes => {
                    total += one.bytes;
                    one.content.clone()
                }
                _ => Content::Unreadable(ReadProblem::TooMuch(limits.total_bytes)),
            },
        };
        let is_end = content == Content::Unreadable(ReadProblem::TooMuch(limits.total_bytes));
        files.push(SourceFile { path, content });
        if is_end {
            break;
        }
    }
    Ok(files)
}

impl Contents {
    /// Reads what is not known yet, until all of it together is too much.
    fn fill(&mut self, store: &Store, places: &[(Place, Option<ObjectId>)], limits: &Limits) -> Result<(), Problem> {
        let mut seen = BTreeSet::new();
        let mut unread: Vec<(ObjectId, &str)> = Vec::new();
        for (place, id) in places.iter().filter(|(place, _)| place.problem.is_none()) {
            let Some(id) = id else { continue };
            let key = (*id, is_text(&place.path));
            if !self.0.contains_key(&key) && seen.insert(key) {
                unread.push((*id, &place.path));
            }
        }
        let ids: Vec<ObjectId> = unread.iter().map(|(id, _)| *id).collect();
        let (mut next, mut total) = (unread.iter(), 0);
        let mut take = |found: Found| {
            let Some((id, path)) = next.next() else { return false };
            let one = known(path, found, limits);
            total += one.bytes;
            self.0.insert((*id, is_text(path)), one);
            total <= limits.total_bytes
        };
        store.objects(&ids, "blob", &|index| limit_of(unread[index].1, limits), &mut take)
    }
}

fn known(path: &str, found: Found, limits: &Limits) -> Known {
    let unreadable = |problem| Known { content: Content::Unreadable(problem), bytes: 0 };
    match found {
        Found::Bytes(bytes) => Known { bytes: bytes.len() as u64, content: content(path, bytes) },
        Found::TooLarge => unreadable(ReadProblem::TooLarge(limit_of(path, limits))),
        Found::Missing => unreadable(ReadProblem::Refused("the object is not in this clone".to_owned())),
    }
}

/// The places of a listing, each file with its object.
fn places(store: &Store, listing: &Listing, limits: &Limits) -> Result<Vec<(Place, Option<ObjectId>)>, Problem> {
    let marks = marks(store, listing)?;
    let mut walk = Walk::new(&marks, limits);
    let mut ids = Vec::new();
    let mut skipped: Option<&[u8]> = None;
    for item in &listing.items {
        let is_below = |folder: &[u8]| item.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with(b"/"));
        if skipped.is_some_and(is_below) {
            continue;
        }
        skipped = None;
        let next = walk.step(&Entry { path: &item.path, kind: item.kind });
        ids.resize(walk.places.len(), (item.kind == Kind::File).then_some(item.id));
        match next {
            Next::Enter => {}
            Next::Skip => skipped = Some(&item.path),
            Next::Stop => break,
        }
    }
    Ok(walk.places.into_iter().zip(ids).collect())
}

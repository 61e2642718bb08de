//! planmark: a project plan as a folder of Markdown, checked like code, reviewed like code, published like a site.
//!
//! # The house
//!
//! Each folder here is a floor. Imports run down only, and a test holds that. From the ground up:
//!
//! | floor | what lives there | what it never knows |
//! | --- | --- | --- |
//! | [`value`] | dates, durations, money, ids: what a single value can be | files, plans |
//! | [`text`] | files as names and bytes, places in them, edits | plans, YAML, the disk |
//! | [`finding`] | what is wrong, where, what to do | which rules there are, how findings are printed |
//! | [`document`] | one file: front matter as a tree with places, body as Markdown; the table of keys | other files |
//! | [`config`] | `planmark.toml`, type profiles, the words of the site | rules |
//! | [`model`] | [`model::Project`]: typed values, every id looked up once | the disk, today's date |
//! | [`schedule`], [`money`], [`agreed`], [`status`] | pure maths: dates and float, earned value, what was agreed, colours with reasons | text, output |
//! | [`diff`] | two revisions: what differs in meaning, what follows, which approved change covers it | text, output |
//! | [`rule`], [`rules`] | what a rule is; the shelf, one file a rule | each other, settings, printing |
//! | [`lint`] | runs the shelf: levels, stages, waivers, gates | how findings are printed |
//! | [`analysis`] | [`analysis::analyze`], the one function that every door calls | disk, git, clock, terminal |
//! | [`audience`] | [`audience::PublicPlan`]: what the client may see, listed field by field; the leak check | templates |
//! | [`view`] | pages as plain words, figures and addresses | HTML |
//! | [`render`] | one file an output: terminal, JSON, SARIF, HTML | computing anything |
//! | [`workspace`] | the disk and git: bounded reading of folders and revisions, whole publishing, safe writes | what a task is |
//! | `serve` | pages on loopback, kept new while a plan is written | what a page shows |
//! | [`cli`] | the doors: read the request, call the analysis, hand to a renderer | rules of planning |
//!
//! ```text
//! files -> SourceSet -> Documents -> Project -> findings
//!                                            -> redact -> PublicPlan -> view::Site -> files of the site
//! ```
//!
//! # What always holds
//!
//! - Reading never fails: it gives what it understood and a finding for each slip. One bad field costs that field,
//!   one bad file never hides the others, and a panic in one file's reading costs that file and never passes as clean.
//! - Everything up to [`render`] is a pure function of its arguments. The clock is an argument, maps are ordered,
//!   parallel work is sorted: the same files and the same day give the same bytes.
//! - Money is decimal, times are whole minutes; neither is ever a float.
//! - Everything in a plan's folder is hostile. No link is followed, all reading is bounded, every writer escapes, and
//!   only [`workspace`] touches the disk.
//! - The client's site is made of a `PublicPlan` and nothing else; no type on that way can hold an internal field.
//! - Nothing that somebody wrote is lost: edits change the bytes they mean to, are proven by reading again, and are
//!   written whole or not at all; a site is published whole, into a folder that is planmark's own.
//!
//! # Words
//!
//! - *finding*: one thing that is wrong or worth knowing, at its place. *Rule*: what looks for it. *Check*: a rule's
//!   function. We *lint* by running rules.
//! - *document*: one file of a plan. *Register*: a map from id to item. *Item*: one task, risk, window and so on.
//!   *Kind*: what sort of item. *Singleton*: the project and its scope.
//! - *span*: a range of bytes in a file. *Label*: a second span that matters to a finding.
//! - *gate*: the end of a stage, with its conditions and a signature. *Window*: hours in which something is down, or
//!   nothing may change. *Waiver*: a rule that does not count, with the reason.

#![forbid(unsafe_code)]

pub mod agreed;
pub mod analysis;
pub mod audience;
pub mod cli;
pub mod config;
pub mod diff;
pub mod document;
pub mod finding;
pub mod lint;
pub mod model;
pub mod money;
pub mod render;
pub mod rule;
pub mod rules;
pub mod schedule;
#[cfg(feature = "serve")]
pub mod serve;
pub mod status;
pub mod text;
pub mod value;
pub mod view;
pub mod workspace;

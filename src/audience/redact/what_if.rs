//! What open change requests would bring, computed by carrying each of them out in memory.

use std::collections::BTreeMap;

use super::Redactor;
use crate::analysis;
use crate::audience::figures::PublicWhatIf;
use crate::audience::plan::Linked;
use crate::diff::{Effect, Standing};
use crate::document::keys::Register;
use crate::document::keys::words::ChangeStatus;
use crate::model::control::Change;
use crate::model::item::Item;
use crate::model::read::Proposed;
use crate::value::Date;

impl Redactor<'_> {
    pub(super) fn what_ifs(&self, today: Date) -> BTreeMap<String, PublicWhatIf> {
        let is_open = |change: &&Change| change.state() == ChangeStatus::Proposed && change.delta.is_some();
        let open = self.seen(&self.project.changes).filter(is_open);
        open.filter_map(|change| Some((change.id().to_owned(), self.what_if(change, today)?))).collect()
    }

    fn what_if(&self, change: &Change, today: Date) -> Option<PublicWhatIf> {
        let folder = self.project.folder.clone();
        let proposed = Proposed { folder: folder.clone(), change: change.id().to_owned() };
        // Where no other project is named, those beside it change nothing, and there may be hundreds.
        let own = self.project.path("");
        let rests_on = |path: &str| self.project.reaches || path.starts_with(&own) || path == "portfolio.md";
        let then = analysis::read(&self.sources.only(rests_on), &[proposed]).portfolio;
        let project = then.projects.iter().find(|project| project.folder == folder)?;
        let now = Standing::of(self.portfolio, self.project, today);
        let effect = Effect::between(now, Standing::of(&then, project, today), &|_, id| id.to_owned());
        let milestones = effect.milestones.iter().filter_map(|(moved, _)| {
            Some((self.visible_of(Register::Milestones, &moved.id)?, moved.before?, moved.after?))
        });
        let buffers = effect.buffers.iter().filter_map(|moved| {
            Some((self.visible_of(Register::Windows, &moved.id)?, moved.before?.days, moved.after?.days))
        });
        Some(PublicWhatIf {
            finish: effect.base.finish.zip(effect.head.finish),
            milestones: milestones.collect(),
            buffers: buffers.collect(),
            overall: (effect.base.overall(), effect.head.overall()),
        })
    }

    /// An item of the plan as it is, if the audience may see it.
    fn visible_of(&self, register: Register, id: &str) -> Option<Linked> {
        self.visible(self.project.find(register, id)?)
    }
}

//! What a plan says to somebody who is well again: how to stay so, what to do on bad days, and when
//! to come back (pathway g and h).

use lumbago_guideline::follow_up::{Recovery, RecoverySection};
use lumbago_guideline::urgency::Urgency;

use super::blocks::{list, text};
use super::build::Draft;
use super::cite::plain;
use crate::plan::{Audience, Block};

impl<'a> Draft<'a> {
    /// What holds for somebody who is well again; none for everybody else.
    pub fn well_again(&self) -> Option<&'a Recovery> {
        let recovered = self.engine.compiled.care.recovered;
        let holds = self.decision.values.get(recovered).is_certain();
        holds.then_some(&self.engine.guideline.follow_up.recovery)
    }

    /// The same where nobody has to be seen: it then stands on top.
    pub fn simply_well(&self) -> Option<&'a Recovery> {
        let calm = self.decision.urgency == Some(Urgency::SelfCare);
        self.well_again().filter(|_| calm)
    }

    /// What a section is called for a person who is well again.
    pub fn heading_when_well(&self, key: &str) -> Option<&'a RecoverySection> {
        let for_person = self.context.audience == Audience::Person;
        let recovery = self.well_again().filter(|_| for_person)?;
        recovery.section.iter().find(|section| section.key == key)
    }

    /// What to expect once the person is well.
    pub fn outlook_when_well(&mut self) -> Option<Block> {
        self.well_again()?;
        let activity = &self.engine.guideline.texts.activity;
        Some(text(&self.citer.say(activity, &activity.relapse.person)))
    }

    /// What to do when the pain comes back, how to stay well, and the plan for bad days.
    pub fn steps_when_well(&mut self) -> Option<Vec<Block>> {
        self.well_again()?;
        let activity = &self.engine.guideline.texts.activity;
        let stay = activity.prevention.iter();
        let stay = stay.map(|advice| (advice.what.clone(), advice.person.clone()));
        let flare = &activity.flare;
        Some(vec![
            Block::List { ordered: true, items: Self::names(&activity.relapse.steps) },
            Block::Fields { rows: stay.collect() },
            text(&self.citer.say(activity, &flare.message)),
            list(Self::names(&flare.days)),
            text(&plain(&*self.engine.guideline.texts.summary.say.when_to_ask)),
            list(Self::names(&flare.ask_for_help)),
        ])
    }
}

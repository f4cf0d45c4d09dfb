//! One episode as a request sees it: its log, the answers that count today, and what they decide.

use std::sync::Arc;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use jiff::civil::Date;
use lumbago_decision::decide::{Decision, Outcome};
use lumbago_decision::facts::{FactSheet, State, Value};
use lumbago_decision::outline::Outline;
use lumbago_decision::plan::{Audience, Context, Plan, UrgencyWord, release};
use lumbago_episode::carry;
use lumbago_episode::log::Shown;
use lumbago_episode::way::{Step, next_step, pages_left};
use lumbago_episode::{Course, Entry, What};
use lumbago_guideline::fact::Who;
use lumbago_guideline::texts::care::Contradiction;
use lumbago_guideline::texts::edition::Region;
use lumbago_guideline::urgency::Urgency;
use uuid::Uuid;

use super::App;
use super::folded::{Folded, Key, Plans};
use super::refusal::Refusal;
use super::scores;
use super::visit::Visit;
use crate::store::{Written, episode};

/// One episode.
pub struct Episode {
    /// The visit.
    pub visit: Visit,
    /// What its log comes to.
    folded: Arc<Folded>,
}

impl std::ops::Deref for Episode {
    type Target = Folded;

    fn deref(&self) -> &Folded {
        &self.folded
    }
}

impl Episode {
    /// Loads it, or takes what its log came to when it was last asked for.
    ///
    /// # Errors
    /// When there is no such episode, or the store fails.
    pub async fn load(visit: Visit, id: Uuid) -> Result<Self, Refusal> {
        let (today, language) = (visit.today(), visit.language.clone());
        let last = visit.store.last_entry(id).await?;
        let asked = Key { episode: id, last, today, language };
        if let Some(folded) = visit.kept.get(&asked) {
            return Ok(Self { visit, folded });
        }
        let Some(row) = visit.store.episode(id).await? else {
            return Err(Refusal::nowhere());
        };
        // More may have been written since.
        let (log, last) = visit.store.log_and_last(id).await?;
        let folded = Arc::new(fold(&visit, row, log, today));
        visit.kept.put(Key { last, ..asked }, folded.clone());
        Ok(Self { visit, folded })
    }

    /// Writes down what happened, and reads everything anew. While help must be called, nothing is
    /// taken that could hide it: a page that was still open in another tab, or a new round.
    ///
    /// # Errors
    /// When help must be called, or the store fails: then nothing was written.
    pub async fn write(self, form: &str, what: Vec<What>) -> Result<(Self, Written), Refusal> {
        let app = self.visit.app.clone();
        // One at a time: nothing may be told between this look and what is written.
        let _turn = app.turn.lock().await;
        if could_hide_danger(&what) && Self::load(self.visit.clone(), self.id).await?.is_emergency()
        {
            return Err(Refusal::Danger(self.id));
        }
        let at = Timestamp::now();
        let entries: Vec<Entry> =
            what.into_iter().map(|what| Entry { at, day: self.today, what }).collect();
        let written = self.visit.store.append(self.id, form, &entries).await?;
        let again = Self::load(self.visit.clone(), self.id).await?;
        Ok((again, written))
    }

    /// What is decided.
    pub fn decision(&self) -> Decision<'_> {
        self.visit.engine.decide(&self.sheet)
    }

    /// Who answers.
    pub fn reader(&self) -> Who {
        match self.chosen("role") {
            Some("clinician") => Who::Clinician,
            _ => Who::Person,
        }
    }

    /// For whom the plan is written.
    pub fn audience(&self) -> Audience {
        match self.reader() {
            Who::Clinician => Audience::Clinician,
            _ => Audience::Person,
        }
    }

    /// The option that was chosen for a fact.
    pub fn chosen(&self, name: &str) -> Option<&str> {
        let (id, fact) = self.visit.engine.guideline.facts.find(name)?;
        match self.sheet.state(id) {
            State::Known(Value::Choice(option)) => {
                fact.kind.options().get(usize::from(*option)).map(String::as_str)
            }
            _ => None,
        }
    }

    /// The person's country.
    pub fn region(&self) -> Option<&Region> {
        self.visit.engine.guideline.texts.region(self.chosen("region"))
    }

    /// The plan for a reader.
    pub fn plan(&self, audience: Audience) -> &Plan {
        self.plans.of(audience, || self.made_plan(audience))
    }

    /// The plan, as the safety check let it out; then the scores of this course are put into their
    /// own section. They are added after the check, which knows no course, and can change nothing
    /// else of the plan: see [`Plan::add_scores`].
    fn made_plan(&self, audience: Audience) -> Plan {
        let pause = i32::from(self.visit.engine.guideline.follow_up.latest.acute);
        let begun = self.course.begun(self.urgency, pause);
        let context = Context { audience, today: Some(self.today), begun: Some(&begun) };
        let plan = release(&self.visit.engine, &self.sheet, context).plan;
        match scores::table(self) {
            Some((head, rows)) => plan.add_scores(head, rows),
            None => plan,
        }
    }

    /// The next page of questions.
    pub fn next_step(&self) -> Option<Step> {
        next_step(&self.visit.engine, &self.course, &self.sheet, self.reader())
    }

    /// About how many pages of questions are left.
    pub fn pages_left(&self) -> usize {
        pages_left(&self.visit.engine, &self.course, &self.sheet, self.reader())
    }

    /// Whether a question has to be answered before a plan can be made.
    pub fn is_open(&self) -> bool {
        !self.clashes.is_empty() || self.next_step().is_some()
    }

    /// What was decided, to be written down as shown.
    pub fn shown(&self) -> Shown {
        let decision = self.decision();
        let plan = self.plan(self.audience());
        Shown {
            urgency: plan.urgency,
            within_days: plan.within_days,
            edition: plan.edition.content.clone(),
            red_flags: plan.red_flags.iter().map(|flag| flag.id.clone()).collect(),
            outline: Outline::of(&self.visit.engine, &decision).names(),
        }
    }

    /// Whether help must be called now.
    pub fn is_emergency(&self) -> bool {
        self.outcome == Outcome::Emergency
    }

    /// Where the person must go before any page of the plan: an emergency, or open questions.
    pub fn must_go(&self) -> Option<Response> {
        match self.outcome {
            Outcome::Emergency => Some(self.go("emergency")),
            // After an emergency was looked into, the rest of the questions is still open.
            Outcome::Incomplete => Some(self.go("q")),
            _ if self.course.is_asking() || !self.clashes.is_empty() => Some(self.go("q")),
            _ => None,
        }
    }

    /// The address of one of its pages.
    pub fn path(&self, page: &str) -> String {
        format!("/e/{}/{page}", self.id)
    }

    /// A redirect to one of its pages.
    pub fn go(&self, page: &str) -> Response {
        Redirect::to(&self.path(page)).into_response()
    }
}

/// What a log comes to on a day.
fn fold(visit: &Visit, row: episode::Model, log: Vec<Entry>, today: Date) -> Folded {
    let course = Course::of(log);
    let told = facts_of(visit, &course, today);
    let clashes: Vec<Contradiction> =
        visit.engine.contradictions(&told).into_iter().cloned().collect();
    let sheet = if clashes.is_empty() { told } else { visit.engine.doubting(&told) };
    let Decision { outcome, urgency, .. } = visit.engine.decide(&sheet);
    Folded {
        id: row.id,
        person: row.person_id,
        code: row.code,
        today,
        course,
        sheet,
        clashes,
        outcome,
        urgency,
        plans: Plans::default(),
    }
}

/// Whether something of this could take the place of an answer for which help must be called. Only
/// what somebody who saw the person writes down may end that, and an answer that is corrected.
fn could_hide_danger(what: &[What]) -> bool {
    let is_correction = what.iter().any(|what| matches!(what, What::Corrected { .. }));
    !is_correction
        && what.iter().any(|what| match what {
            What::Asked { .. }
            | What::Answered { .. }
            | What::Skipped { .. }
            | What::Withdrawn { .. }
            | What::Recovered => true,
            What::Shown(shown) => shown.urgency != UrgencyWord::Emergency,
            _ => false,
        })
}

/// The facts that count today. As days go by, a question can open that nobody was asked yet, such
/// as one for pain that lasts: until the next check asks it, the plan stays as it was shown; but
/// not when what is known by now asks for help sooner.
fn facts_of(visit: &Visit, course: &Course, today: Date) -> FactSheet {
    let told = carry::sheet(&visit.engine, course, today);
    let Some((shown, day)) = course.round().and_then(|round| round.shown.as_ref()) else {
        return told;
    };
    let now = visit.engine.decide(&told);
    if shown.urgency == UrgencyWord::Emergency || now.outcome != Outcome::Incomplete {
        return told;
    }
    let held = carry::sheet(&visit.engine, course, *day);
    // An ordinary visit that time alone brings waits for the next check, which asks anew.
    let is_sooner =
        now.already > Some(Urgency::Routine) && now.already > visit.engine.decide(&held).urgency;
    if is_sooner { told } else { held }
}

impl FromRequestParts<Arc<App>> for Episode {
    type Rejection = Response;

    async fn from_request_parts(
        parts: &mut Parts,
        app: &Arc<App>,
    ) -> Result<Self, Self::Rejection> {
        let visit =
            Visit::from_request_parts(parts, app).await.map_err(IntoResponse::into_response)?;
        let found = RawPathParams::from_request_parts(parts, app).await.ok().and_then(|params| {
            let id = params.iter().find(|(name, _)| *name == "episode");
            id.and_then(|(_, id)| id.parse().ok())
        });
        let Some(id) = found else { return Err(Refusal::nowhere().page(&visit)) };
        Self::load(visit.clone(), id).await.map_err(|refusal| refusal.page(&visit))
    }
}

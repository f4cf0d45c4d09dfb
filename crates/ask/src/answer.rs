//! The answer to a question: danger first, then statements with their sources, or that nothing
//! fits and whom to ask.

use std::collections::{BTreeMap, BTreeSet};

use lumbago_decision::decide::MedicineState;
use lumbago_decision::plan::{Plan, SourceNote, UrgencyWord};
use lumbago_guideline::Guideline;
use lumbago_guideline::question::AskedQuestion;
use lumbago_guideline::texts::danger::UrgencyText;
use lumbago_guideline::texts::edition::{Region, Resource};
use lumbago_guideline::texts::words as texts;
use lumbago_guideline::urgency::Urgency;
use serde::Serialize;

use crate::danger::{Danger, DangerFound};
use crate::doubt::Doubts;
use crate::fitted::{Sentences, comes_first, fit};
use crate::gates::gate_facts;
use crate::phrase::{Gap, Lexicon, Phrase};
use crate::search::Search;
use crate::statement::{Held, Kind, statements};
use crate::words::{Vocabulary, words};

/// For whom a question is answered.
#[derive(Debug, Clone, Copy, Default)]
pub struct Person<'p> {
    /// The plan of this person, when there is an episode.
    pub plan: Option<&'p Plan>,
    /// The code of the country, such as `gb`, for whom to call; a plan knows its own number.
    pub region: Option<&'p str>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// What the words may tell of, the most urgent first. It may only raise the urgency.
    pub danger: Vec<DangerFound>,
    /// What to ask again at once because of it.
    pub ask_now: Vec<FactAsked>,
    /// What to do at once; then nothing else is told.
    pub emergency: Option<EmergencyTold>,
    /// Sentences before the statements, in this order.
    pub notes: Vec<String>,
    /// The statements that answer, the best first.
    pub statements: Vec<AnswerStatement>,
    /// The sources that the statements name by number.
    pub sources: Vec<SourceNote>,
    /// Places to find help that stand beside the danger.
    pub help: Vec<String>,
    /// Set when the guideline holds no answer.
    pub not_held: Option<NotHeld>,
    /// Whether the words may tell of what nobody else must read: then the words themselves, and
    /// what they may tell of, are not shown, and the questions wait for a private moment.
    pub private: bool,
    /// What is told under each answer: no list of words knows every way to tell of danger.
    pub always: String,
}

/// A question to be answered by the person at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FactAsked {
    /// The fact.
    pub fact: String,
    /// The question.
    pub ask: String,
    /// Why it is asked.
    pub why: String,
}

/// What to do in an emergency.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EmergencyTold {
    /// In one line.
    pub title: String,
    /// What to do.
    pub action: String,
    /// What to say to whoever answers or comes.
    pub what_to_say: Vec<String>,
    /// What to do meanwhile.
    pub meanwhile: String,
    /// The number to call, or words for it.
    pub number: String,
    /// Whether that is a number, not words.
    pub is_number: bool,
}

/// One statement of an answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AnswerStatement {
    /// Its name, such as `recommendation/heat`.
    pub id: String,
    /// What kind it is.
    pub kind: Kind,
    /// Its heading.
    pub title: String,
    /// What is told before it: what the plan says of it, or what must come first.
    pub first: Option<String>,
    /// What it says.
    pub text: String,
    /// Why the plan blocks a medicine, or what it says must be asked.
    pub why: Vec<String>,
    /// Limits and cautions, as names and values: only of a medicine that the plan offers.
    pub fields: Vec<(String, String)>,
    /// What must be asked before a medicine, when there is no plan.
    pub asked_first: Vec<FactAsked>,
    /// Whether the plan holds it; none without a plan, or where a plan says nothing of it.
    pub on_plan: Option<bool>,
    /// The numbers of its sources.
    pub cites: Vec<u16>,
    /// The review status of its file.
    pub status: String,
    /// The parts that no source was read for.
    pub unconfirmed: Vec<String>,
    /// The disagreement that settled it, such as `X06`.
    pub disagreement: Option<String>,
    /// Its page in the library, such as `library/recommendation/heat`.
    pub link: String,
}

/// That the guideline holds no answer, and whom to ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotHeld {
    /// The subject, when it is one that is known to be out of scope.
    pub topic: Option<String>,
    /// What is said.
    pub say: String,
    /// Whom to ask: heading, and what they can do.
    pub ask: Vec<(String, String)>,
    /// The short check of the body, where the question tells of the asker's own.
    pub check: Option<BodyCheck>,
}

/// Questions about the whole body, offered where nothing answers a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BodyCheck {
    /// What is said before them, with the number to call.
    pub say: String,
    /// The questions.
    pub facts: Vec<FactAsked>,
}

/// A subject that is out of scope.
struct Topic {
    id: String,
    say: String,
    ask: Vec<String>,
    phrases: Vec<Phrase>,
    unless: Vec<Phrase>,
}

/// Everything that is needed to answer questions; made once for a guideline.
pub struct Index {
    held: Vec<Held>,
    /// In the first language, and in each other one.
    searches: Vec<Search>,
    /// Every word that is no slip of a word of danger.
    known: Vocabulary,
    danger: Danger,
    doubts: Doubts,
    /// The subject that is told of where the person is too young for a plan.
    young: String,
    topics: Vec<Topic>,
    topic_words: Lexicon,
    check: texts::BodyCheck,
    check_words: Lexicon,
    check_phrases: Vec<Phrase>,
    sentences: Sentences,
    nobody: Vec<String>,
    resources: Vec<Resource>,
    regions: Vec<(String, Region)>,
    emergency: UrgencyText,
    number_unknown: String,
    sources: BTreeMap<String, SourceNote>,
    facts: BTreeMap<String, FactAsked>,
    /// What stands in the way of a medicine: the facts behind its gates.
    gate_facts: BTreeMap<String, Vec<String>>,
}

impl Index {
    /// Reads a guideline.
    pub fn new(guideline: &Guideline) -> Self {
        Self::told_in(guideline, guideline)
    }

    /// Reads a guideline, and tells its texts in the words of `told`: the same guideline in
    /// another language. What is found in a question does not hang on the language.
    pub fn told_in(guideline: &Guideline, told: &Guideline) -> Self {
        Self::made(guideline, told, &|_| true)
    }

    /// Reads a guideline; the widest net for danger learns from no question for which `left_out`
    /// holds, so that these measure it as unseen ones do.
    pub fn leaving_out(guideline: &Guideline, left_out: &dyn Fn(&AskedQuestion) -> bool) -> Self {
        Self::made(guideline, guideline, &|question| !left_out(question))
    }

    fn made(
        guideline: &Guideline,
        told: &Guideline,
        learns: &dyn Fn(&AskedQuestion) -> bool,
    ) -> Self {
        let mut held = statements(guideline);
        let searches = searches(guideline, &held);
        let mut known = Vocabulary::default();
        searches.iter().for_each(|search| known.join(search.vocabulary()));
        let danger = Danger::new(guideline, told, &held, learns);
        danger.texts().for_each(|text| known.add(text));
        let doubts = Doubts::new(guideline);
        doubts.texts().for_each(|text| known.add(text));
        let mut topic_words = Lexicon::default();
        let topics = guideline.texts.answering.topic.iter().zip(&told.texts.answering.topic);
        let topics = topics.map(|(topic, spoken)| Topic {
            id: topic.id.clone(),
            say: spoken.person.clone(),
            ask: topic.ask.clone(),
            phrases: topic_words.phrases(&topic.phrases, &[], Gap::Wide),
            unless: topic_words.phrases(&topic.unless, &[], Gap::Wide),
        });
        let topics = topics.collect();
        topic_words.texts().for_each(|text| known.add(text));
        let mut check_words = Lexicon::default();
        let check_phrases =
            check_words.phrases(&guideline.texts.answering.body_check.words, &[], Gap::Narrow);
        for (own, spoken) in held.iter_mut().zip(statements(told)) {
            own.tell_as(spoken);
        }
        let texts = &told.texts;
        let sources = told.sources.iter().map(|source| {
            (source.id.clone(), SourceNote::of(source, 0)) // numbered in each answer
        });
        let asked = told.facts.iter().filter(|(_, fact)| !fact.ask.is_empty());
        let facts = asked.map(|(_, fact)| {
            let (ask, why) = (fact.ask.clone(), fact.why.clone());
            (fact.id.clone(), FactAsked { fact: fact.id.clone(), ask, why })
        });
        Self {
            searches,
            known,
            danger,
            doubts,
            young: guideline.texts.danger_words.age.topic.clone(),
            topics,
            topic_words,
            check: texts.answering.body_check.clone(),
            check_words,
            check_phrases,
            sentences: Sentences::new(told),
            nobody: texts.answering.ask.clone(),
            resources: texts.support.resource.clone(),
            regions: texts.regions.clone(),
            emergency: texts.urgencies.of(Some(Urgency::Emergency)).clone(),
            number_unknown: texts.urgencies.number_unknown.clone(),
            sources: sources.collect(),
            facts: facts.collect(),
            gate_facts: gate_facts(guideline),
            held,
        }
    }

    /// Answers a question. Total: any text gets an answer.
    pub fn answer(&self, question: &str, person: Person<'_>) -> Answer {
        let is_young = self.danger.is_young(question, &self.known);
        let mut answer = self.begun(self.danger.look(question, &self.known), person);
        let say = &self.sentences.say;
        let plan = person.plan;
        if let Some(found) = answer.danger.iter().find(|found| found.emergency) {
            answer.notes.push(say.emergency.replace("{about}", &found.about));
            answer.emergency = Some(self.emergency_told(found.action.as_deref(), person));
            return answer;
        }
        answer.notes.extend(self.notes(&answer.danger));
        if let Some(plan) = plan.filter(|plan| plan.urgency == UrgencyWord::Emergency) {
            answer.notes.push(say.plan_emergency.clone());
            answer.emergency = Some(told_by_plan(plan));
            return answer;
        }
        let urgent = Urgency::SameDay.rank();
        let danger_waits = is_young || answer.danger.iter().any(|found| found.rank >= urgent);
        let plan_waits = plan.is_some_and(comes_first);
        if danger_waits {
            answer.notes.push(say.waits.clone());
        }
        if plan_waits {
            answer.notes.push(say.plan_urgent.clone());
        }
        let young = self.topics.iter().find(|topic| is_young && topic.id == self.young);
        if let Some(topic) = young.or_else(|| self.topic(question)) {
            answer.not_held = Some(NotHeld {
                topic: Some(topic.id.clone()),
                say: topic.say.clone(),
                ask: self.people(&topic.ask),
                // What a danger asks comes instead.
                check: self
                    .body_check(question, Some(&topic.id), person)
                    .filter(|_| answer.danger.is_empty()),
            });
            return answer;
        }
        let search = self.search(question);
        let mut hits = search.map(|search| search.find(question)).unwrap_or_default();
        // Beside a danger, what a part of the words names may calm where nothing should.
        if hits.is_empty() && answer.danger.is_empty() {
            hits = search.map(|search| search.find_named(question)).unwrap_or_default();
        }
        let found = hits.iter().filter_map(|hit| self.held.get(hit.at));
        let waits = danger_waits || plan_waits;
        let doubts = self.doubts.opened(question, &self.known);
        let mut open: Vec<&String> = Vec::new();
        for held in found.filter(|held| !waits || held.kind.only_explains() || held.against) {
            let doubted = self.doubted(held, plan, &doubts);
            answer.statements.extend(self.statement(held, plan, &doubted, &mut answer.sources));
            open.extend(doubted);
        }
        // What this person's own plan says of it comes before what holds for others.
        answer.statements.sort_by_key(|statement| statement.on_plan != Some(true));
        for asked in self.asked(open.into_iter()) {
            if !answer.ask_now.contains(&asked) {
                answer.ask_now.push(asked);
            }
        }
        if answer.statements.is_empty() && !waits && answer.danger.is_empty() {
            answer.not_held = Some(NotHeld {
                topic: None,
                say: say.nothing_fits.clone(),
                ask: self.people(&self.nobody),
                check: self.body_check(question, None, person),
            });
        }
        answer
    }

    /// What must be answered again after a question whose words were not kept, as they are private:
    /// `flags` are the red flags that they pointed to.
    pub fn again(&self, flags: &[String], person: Person<'_>) -> Answer {
        let mut answer = self.begun(self.danger.again(flags), person);
        answer.notes = self.notes(&answer.danger);
        answer
    }

    /// An answer with what its dangers ask. Of what is private nothing is told but that it is so.
    fn begun(&self, mut danger: Vec<DangerFound>, person: Person<'_>) -> Answer {
        danger.iter_mut().filter(|found| found.private).for_each(DangerFound::withhold);
        let region = self.region(person.region);
        Answer {
            ask_now: self.asked(danger.iter().flat_map(|found| &found.facts)),
            help: self.told(danger.iter().flat_map(|found| &found.support), region),
            private: danger.iter().any(|found| found.private),
            danger,
            emergency: None,
            notes: Vec::new(),
            statements: Vec::new(),
            sources: Vec::new(),
            not_held: None,
            always: self.sentences.say.always.clone(),
        }
    }

    /// How near a question is to danger by the widest net alone, as a logarithm, with the red flags
    /// of the nearest dangers by their specification ids.
    pub fn nearness(&self, question: &str) -> Option<(f64, Vec<&str>)> {
        self.danger.near(question, &self.known)
    }

    /// That each danger must be answered now. Beside one that is private, the others are asked
    /// without telling what was written: it might tell of that one, too.
    fn notes(&self, danger: &[DangerFound]) -> Vec<String> {
        let say = &self.sentences.say;
        if danger.iter().any(|found| found.private) {
            return vec![say.private.clone()];
        }
        let found = danger.iter().filter(|found| !found.alike);
        let mut notes: Vec<String> =
            found.map(|found| say.danger.replace("{about}", &found.about)).collect();
        if notes.is_empty() && !danger.is_empty() {
            notes.push(say.alike.clone());
        }
        notes
    }

    /// The names of all statements.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.held.iter().map(|held| held.id.as_str())
    }

    /// The facts on which a medicine rests and which the question leaves in doubt. What a plan
    /// keeps from the person stays so, with its reason.
    fn doubted(&self, held: &Held, plan: Option<&Plan>, doubts: &BTreeSet<&str>) -> Vec<&String> {
        let is_kept = |plan: &Plan| {
            let mut notes = plan.medicines.iter();
            notes.any(|note| note.id == held.name() && note.state == MedicineState::Blocked)
        };
        if held.kind != Kind::Medicine || held.against || plan.is_some_and(is_kept) {
            return Vec::new();
        }
        let behind = self.gate_facts.get(&held.id).into_iter().flatten();
        behind.filter(|fact| doubts.contains(fact.as_str())).collect()
    }

    fn statement(
        &self,
        held: &Held,
        plan: Option<&Plan>,
        doubted: &[&String],
        sources: &mut Vec<SourceNote>,
    ) -> Option<AnswerStatement> {
        let mut fitted = fit(held, plan, &self.sentences)?;
        if !doubted.is_empty() {
            fitted.first = Some(self.sentences.say.medicine_doubt.clone());
            fitted.text.clone_from(&held.text);
            fitted.fields.clear();
        }
        let mut cites: Vec<u16> =
            held.sources.iter().filter_map(|id| self.cite(id, sources)).collect();
        cites.sort_unstable();
        cites.dedup();
        let unasked = held.kind == Kind::Medicine && !held.against && plan.is_none();
        let behind = self.gate_facts.get(&held.id).filter(|_| unasked);
        Some(AnswerStatement {
            id: held.id.clone(),
            kind: held.kind,
            title: held.title.clone(),
            first: fitted.first,
            text: fitted.text,
            why: fitted.why,
            fields: fitted.fields,
            asked_first: self.asked(behind.into_iter().flatten()),
            on_plan: fitted.on_plan,
            cites,
            status: held.status.clone(),
            unconfirmed: held.unconfirmed.clone(),
            disagreement: held.disagreement.clone(),
            link: format!("library/{}", held.id),
        })
    }

    /// The number of a source in this answer.
    fn cite(&self, id: &str, sources: &mut Vec<SourceNote>) -> Option<u16> {
        if let Some(known) = sources.iter().find(|source| source.id == id) {
            return Some(known.number);
        }
        let number = u16::try_from(sources.len() + 1).ok()?;
        sources.push(SourceNote { number, ..self.sources.get(id)?.clone() });
        Some(number)
    }

    /// The search in the language that knows most of the words of a question; where two know as
    /// many, the first.
    fn search(&self, question: &str) -> Option<&Search> {
        let heard = words(question);
        let knows =
            |search: &&Search| heard.iter().filter(|word| search.vocabulary().holds(word)).count();
        self.searches.iter().rev().max_by_key(knows)
    }

    /// The subject that a question names by the longest phrase.
    fn topic(&self, question: &str) -> Option<&Topic> {
        let heard = self.topic_words.hear(question, &self.known);
        let longest = |phrases: &[Phrase]| {
            let stands =
                |phrase: &&Phrase| phrase.find(&self.topic_words, &heard, &|_| true).is_some();
            phrases.iter().filter(stands).map(Phrase::places).max()
        };
        let named = self.topics.iter().filter(|topic| longest(&topic.unless).is_none());
        // Of two phrases of one length the one of the first subject.
        let named = named.rev().filter_map(|topic| Some((longest(&topic.phrases)?, topic)));
        named.max_by_key(|(places, _)| *places).map(|(_, topic)| topic)
    }

    /// The check of the body, where a question that nothing answers tells of the asker's own.
    fn body_check(
        &self,
        question: &str,
        topic: Option<&str>,
        person: Person<'_>,
    ) -> Option<BodyCheck> {
        let is_topic = topic.is_some_and(|topic| self.check.topics.iter().any(|own| own == topic));
        let tells = || {
            let heard = self.check_words.hear(question, &self.known);
            let stands = |own: &Phrase| own.find(&self.check_words, &heard, &|_| true).is_some();
            topic.is_none() && self.check_phrases.iter().any(stands)
        };
        (is_topic || tells()).then(|| {
            let (number, _) = self.number(person);
            let say = self.check.say.replace("{number}", number);
            BodyCheck { say, facts: self.asked(self.danger.general_facts().iter()) }
        })
    }

    /// The number to call, and whether it is a number.
    fn number<'a>(&'a self, person: Person<'a>) -> (&'a str, bool) {
        let region = self.region(person.region).filter(|region| !region.generic);
        match (person.plan, region) {
            (Some(plan), _) => {
                (plan.bottom_line.emergency_number.as_str(), plan.bottom_line.is_number)
            }
            (None, Some(region)) => (region.emergency.as_str(), true),
            (None, None) => (self.number_unknown.as_str(), false),
        }
    }

    fn asked<'a>(&self, facts: impl Iterator<Item = &'a String>) -> Vec<FactAsked> {
        let mut asked: Vec<FactAsked> = Vec::new();
        for fact in facts.filter_map(|fact| self.facts.get(fact)) {
            if !asked.contains(fact) {
                asked.push(fact.clone());
            }
        }
        asked
    }

    fn region(&self, code: Option<&str>) -> Option<&Region> {
        let (_, region) = self.regions.iter().find(|(known, _)| Some(known.as_str()) == code)?;
        Some(region)
    }

    fn told<'a>(
        &self,
        ids: impl Iterator<Item = &'a String>,
        region: Option<&Region>,
    ) -> Vec<String> {
        let mut told: Vec<String> = ids
            .filter_map(|id| self.resources.iter().find(|resource| resource.id == *id))
            .map(|resource| resource.told(region))
            .collect();
        told.dedup();
        told
    }

    fn people(&self, ids: &[String]) -> Vec<(String, String)> {
        let named = ids.iter().filter_map(|id| self.resources.iter().find(|one| one.id == *id));
        named.map(|one| (one.title.clone(), one.person.trim().to_owned())).collect()
    }

    fn emergency_told(&self, own: Option<&str>, person: Person<'_>) -> EmergencyTold {
        let (number, is_number) = self.number(person);
        let filled = |text: &str| text.trim().replace("{number}", number);
        let say = &self.emergency;
        EmergencyTold {
            title: filled(&say.title),
            action: filled(own.unwrap_or(&say.person)),
            what_to_say: say.what_to_say.iter().map(|line| filled(line)).collect(),
            meanwhile: filled(&say.meanwhile),
            number: number.to_owned(),
            is_number,
        }
    }
}

/// A search in each language: the same statements, found by their words in it.
fn searches(guideline: &Guideline, held: &[Held]) -> Vec<Search> {
    let languages = guideline.languages.iter();
    let translated = languages.filter_map(|language| guideline.in_language(&language.id));
    let spoken = translated.map(|translated| {
        Search::new(&translated.guideline.texts.synonyms, &statements(&translated.guideline))
    });
    let first = Search::new(&guideline.texts.synonyms, held);
    std::iter::once(first).chain(spoken).collect()
}

fn told_by_plan(plan: &Plan) -> EmergencyTold {
    let line = &plan.bottom_line;
    EmergencyTold {
        title: line.title.clone(),
        action: line.action.clone(),
        what_to_say: line.what_to_say.clone(),
        meanwhile: line.meanwhile.clone(),
        number: line.emergency_number.clone(),
        is_number: line.is_number,
    }
}

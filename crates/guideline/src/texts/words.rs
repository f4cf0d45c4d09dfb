//! The words that people use: those that tell of danger (`danger-words.toml`), sentences that do
//! (`danger-sentences.toml`), those that mean what the guideline calls otherwise (`synonyms.toml`), and what it holds no answer to
//! (`not-held.toml`).
//!
//! A phrase is a line of plain words. Its words stand in this order, with at most a few others
//! between them; `+` stands between parts that may stand anywhere; `a/b` is either word; `<name>`
//! is any word or phrase of a `[[same]]` group. In a `near` phrase the parts stand near each other.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::standing::with_standing;
use crate::urgency::Urgency;

with_standing! {
    /// Words that tell of danger (pathway k46, k47): they may raise the urgency, never lower it.
    pub struct DangerWords {
        /// Its title.
        pub title: String,
        /// Words that deny what stands right behind them, such as `no`.
        pub denies: Vec<String>,
        /// Words that make a denial doubtful, such as `but`: in its clause, or first in the next.
        pub doubt: Vec<String>,
        /// Words that are never taken for a slip of a word of danger, such as `hills` for `chills`.
        pub no_slip: Vec<String>,
        /// Everyday expressions whose words tell of no danger, such as `hot water bottle`.
        pub everyday: Vec<String>,
        /// Expressions that say that something is well, such as `bladder is fine`.
        pub well: Vec<String>,
        /// Words before them in their clause that undo them, such as `cant`.
        pub undoes: Vec<String>,
        /// Words shortly before a phrase of `sure` that leave a doubt, such as `what if`.
        pub unsure: Vec<String>,
        /// Words anywhere in its clause that do, too, such as `years ago`.
        pub long_ago: Vec<String>,
        /// The same, whatever else stands there, such as `lol`.
        pub softens: Vec<String>,
        /// Words that count in a phrase, and not where words add up, such as `kids`.
        pub plain: Vec<String>,
        /// How a question tells of somebody whom it is not about.
        pub others: OthersTold,
        /// How an age is told that is too young for a plan.
        pub age: AgeTold,
        /// How many words after the first one a `near` phrase may end.
        pub near_within: usize,
        /// When words that stand in a question of the interview ask that question again.
        pub asked: NearWords,
        /// When words that stand in the phrases of one danger tell of it, though in no phrase.
        pub own: NearWords,
        /// The danger that asks about the whole body, and when a question calls for it.
        pub general: GeneralCheck,
        /// Words that stand for each other in phrases.
        pub same: Vec<SameWords>,
        /// What is looked for.
        pub danger: Vec<DangerPhrases>,
    }
}

/// When the words of a question are near enough to a text for its danger to be asked about again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NearWords {
    /// The least number of different words that stand in both.
    pub words: usize,
    /// The least sum of what they count: the rarer a word, the more, as natural logarithm of how
    /// many texts there are for each that has it.
    pub weight: u32,
    /// How many words after the first one the last may stand.
    pub within: usize,
}

/// When a question tells a story in which anything may hide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GeneralCheck {
    /// The danger that is asked about then.
    pub danger: String,
    /// The least number of different words that stand in phrases of any danger.
    pub words: usize,
    /// The least sum of what they count, as in [`NearWords::weight`].
    pub weight: u32,
    /// From this many words on a question is asked about whatever it says.
    pub story: usize,
}

/// A clause such as "my neighbour had cancer" tells of somebody else, when it begins with one of
/// `who` and one of `did`, and the question goes on to speak of the person alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OthersTold {
    /// Such as `my neighbour`.
    pub who: Vec<String>,
    /// Right behind, such as `had`.
    pub did: Vec<String>,
    /// Words of the person's own that must stand in the rest of the question.
    pub own: Vec<String>,
    /// Words that may mean the other one: where one stands in the rest, everything counts.
    pub theirs: Vec<String>,
    /// Words that end what is told of the other one, such as `but`.
    pub ends: Vec<String>,
}

/// How an age is told: a word of `before` and a number, or a number and a word of `behind`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgeTold {
    /// The danger that such an age tells of.
    pub danger: String,
    /// The subject of `answering.toml` that is told then.
    pub topic: String,
    /// The first age that is old enough for a plan.
    pub under: u8,
    /// Words before an age, such as `i am`.
    pub before: Vec<String>,
    /// Words that may stand between them and the number, such as `only`.
    pub between: Vec<String>,
    /// Words before them that tell of the past, such as `since`.
    pub past: Vec<String>,
    /// Words before an age that count only with a word of `years` behind it, such as `tengo`.
    pub leads: Vec<String>,
    /// Such as `anos`.
    pub years: Vec<String>,
    /// Words behind them that make it the time that something lasts, such as `con`.
    pub lasting: Vec<String>,
    /// Words behind an age, such as `years old`.
    pub behind: Vec<String>,
    /// Words behind a number that make it no age, such as `weeks`.
    pub units: Vec<String>,
    /// Words behind "years old" that make it the age of a thing, such as `mattress`.
    pub things: Vec<String>,
    /// The numbers in words, from one on, in one row for each language.
    pub numbers: Vec<Vec<String>>,
    /// Words that tell of such an age without a number, such as `year 9`.
    pub school: Vec<String>,
}

/// Words and phrases that stand for each other; a phrase names them as `<name>`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SameWords {
    /// Its name.
    pub name: String,
    /// The words and phrases.
    pub words: Vec<String>,
}

/// How people tell one danger in another language (`languages/LANGUAGE/danger-words.toml`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpokenDanger {
    /// Its name in `danger-words.toml`, which says what it points to and what is asked.
    pub id: String,
    /// As in [`DangerPhrases::sure`].
    #[serde(default)]
    pub sure: Vec<String>,
    /// As in [`DangerPhrases::maybe`].
    #[serde(default)]
    pub maybe: Vec<String>,
    /// As in [`DangerPhrases::near`].
    #[serde(default)]
    pub near: Vec<String>,
    /// As in [`ToldDanger::sentences`].
    #[serde(default)]
    pub sentences: Vec<String>,
}

/// One danger, and how people tell it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DangerPhrases {
    /// Its name.
    pub id: String,
    /// The red flags that it points to, by file name.
    pub flags: Vec<String>,
    /// The facts that are asked again.
    pub facts: Vec<String>,
    /// How urgent it is when it is so: a level of one of those flags.
    pub level: Urgency,
    /// What was written about, in plain words, after "You wrote about".
    pub about: String,
    /// Phrases that leave no doubt: the action of that level is told at once.
    #[serde(default)]
    pub sure: Vec<String>,
    /// Phrases after which the facts are asked again.
    #[serde(default)]
    pub maybe: Vec<String>,
    /// Parts that stand near each other, in any order: a net for words that no phrase holds.
    #[serde(default)]
    pub near: Vec<String>,
}

with_standing! {
    /// Sentences as people write them, by which a question is weighed whose words no phrase of
    /// danger holds (pathway k46, k47): what is near to danger is asked about, and never told.
    pub struct DangerSentences {
        /// Its title.
        pub title: String,
        /// From which nearness on a question is asked about where nothing else was found: the
        /// logarithm of how much more often its words stand in sentences of danger, about 0 where
        /// they are as much at home in both.
        pub least: f64,
        /// The same where a danger was found already.
        pub least_beside: f64,
        /// How much nearer one sentence of a question must be than a whole question.
        pub alone: f64,
        /// The most dangers that are asked about so.
        pub most: usize,
        /// The same beside a danger that was found.
        pub most_beside: usize,
        /// Sentences of each danger.
        pub told: Vec<ToldDanger>,
        /// Sentences that tell of none.
        pub harmless: HarmlessSentences,
    }
}

/// Sentences that tell of one danger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToldDanger {
    /// Its name in `danger-words.toml`.
    pub danger: String,
    /// The sentences.
    pub sentences: Vec<String>,
}

/// Sentences that tell of no danger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HarmlessSentences {
    /// The sentences.
    pub sentences: Vec<String>,
}

with_standing! {
    /// Lay words, brands and slips, and what they mean here.
    pub struct Synonyms {
        /// Its title.
        pub title: String,
        /// Words that say nothing of what a question is about.
        pub empty: Vec<String>,
        /// Words that never stand for another of the same stem: `ten` is not `tens`.
        pub numbers: Vec<String>,
        /// Words that mean one of ours.
        pub word: Vec<LayWord>,
        /// Words by which somebody asks what a word means, such as `what is`.
        pub meaning: Vec<String>,
        /// Names and phrases by which a statement is asked for.
        pub called: Vec<Called>,
    }
}

/// Words that mean one of ours.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LayWord {
    /// The word as the guideline uses it.
    pub ours: String,
    /// The words that people use.
    pub lay: Vec<String>,
}

/// Names and phrases by which statements are asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Called {
    /// The statements, such as `recommendation/heat`.
    pub statements: Vec<String>,
    /// Their names, such as brands, and words that people ask with.
    pub names: Vec<String>,
}

with_standing! {
    /// How a follow-up question is answered (`answering.toml`).
    pub struct Answering {
        /// Its title.
        pub title: String,
        /// Whom to ask when nothing fits: resources of `support.toml`.
        pub ask: Vec<String>,
        /// The fixed sentences.
        pub say: AnsweringSaid,
        /// The short check of the body that is offered where nothing is held.
        pub body_check: BodyCheck,
        /// The headings of statements whose file gives them none, by the names of these.
        pub heading: BTreeMap<String, String>,
        /// What is out of scope by its subject.
        pub topic: Vec<NotHeldTopic>,
        /// Words after which a medicine may be unsafe.
        pub doubt: Vec<MedicineDoubt>,
    }
}

/// The fixed sentences around an answer; `{about}` is what was written about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnsweringSaid {
    /// Under each answer, as no list of words knows every way to tell of danger.
    pub always: String,
    /// Nothing in the guideline answers the question.
    pub nothing_fits: String,
    /// The words may tell of danger: the facts are asked again.
    pub danger: String,
    /// The words are near to sentences of danger: the facts are asked, to be safe.
    pub alike: String,
    /// The words may tell of what must stay private: says nothing of what it is.
    pub private: String,
    /// The words leave no doubt.
    pub emergency: String,
    /// Treatments wait until the danger is answered.
    pub waits: String,
    /// The plan of this person is an emergency.
    pub plan_emergency: String,
    /// The plan of this person sends them to somebody first, or is not finished.
    pub plan_urgent: String,
    /// The plan of this person holds it.
    pub on_plan: String,
    /// The plan of this person does not hold it.
    pub not_on_plan: String,
    /// The plan of this person does not offer this medicine.
    pub medicine_not_offered: String,
    /// There is no plan: what must be asked before this medicine comes first.
    pub medicine_unasked: String,
    /// The words of the question may tell of something that makes this medicine unsafe.
    pub medicine_doubt: String,
}

/// A question that tells of the asker's own body, though nothing answers it, is offered the facts
/// of the danger that asks about the whole body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyCheck {
    /// What is said before the questions; `{number}` is the one to call.
    pub say: String,
    /// Words that tell of somebody's own body, such as `my` or `since`.
    pub words: Vec<String>,
    /// The subjects after which it is offered whatever the words are.
    pub topics: Vec<String>,
}

/// Words of a question after which a medicine may be unsafe for whoever asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MedicineDoubt {
    /// The words, of every language.
    pub phrases: Vec<String>,
    /// The facts that must be answered again before a dose is told.
    pub facts: Vec<String>,
}

/// One subject that the guideline holds no answer to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotHeldTopic {
    /// Its name.
    pub id: String,
    /// Phrases that tell of it.
    pub phrases: Vec<String>,
    /// Phrases that show that the question is about something else after all.
    #[serde(default)]
    pub unless: Vec<String>,
    /// What is said, in plain words.
    pub person: String,
    /// Whom to ask: resources of `support.toml`.
    pub ask: Vec<String>,
}

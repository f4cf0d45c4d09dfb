//! Advice in the short form that stands on paper.

use lumbago_guideline::texts::small_words::Words;

/// How many sentences tell what to do, or what is not advised and why.
const FIRST: usize = 2;

/// What of some advice stands on paper behind its name: its first sentences, and of the rest each
/// that protects. What is not advised is told by its name, so there the first are left off.
pub(super) fn on_paper(words: &Words, is_for: bool, text: &str) -> String {
    let kept = sentences(text).into_iter().enumerate().filter(|(at, sentence)| match *at < FIRST {
        true => is_for,
        false => words.is_protecting(sentence),
    });
    kept.map(|(_, sentence)| sentence).collect::<Vec<_>>().join(" ")
}

/// The sentences of a text, each with its mark.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut from = 0;
    for (at, mark) in text.match_indices(['.', '?', '!']) {
        let end = at + mark.len();
        let after = text.get(end..).unwrap_or_default();
        if after.is_empty() || after.starts_with(char::is_whitespace) {
            found.extend(text.get(from..end));
            from = end;
        }
    }
    found.extend(text.get(from..));
    found.into_iter().map(str::trim).filter(|sentence| !sentence.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_at_its_mark_and_a_number_does_not() {
        assert_eq!(sentences("Walk 2.5 km. Rest?  Go on"), ["Walk 2.5 km.", "Rest?", "Go on"]);
        assert!(sentences("  ").is_empty());
    }
}

//! How hard a text is to read.
//!
//! The counter of syllables is our own: the crates that offer one count groups of vowels as well,
//! so that a dependency would bring nothing but itself.

/// How old a reader must be for a text, in years: the US school grade of Flesch and Kincaid
/// (Kincaid et al. 1975), and 5. Nothing when there are fewer than `least_words` words.
///
/// What does not end with a full stop, a question mark or the like is a label and not a sentence;
/// it is left out, because lists of short labels would make any text look easy.
pub(super) fn reading_age<'t>(
    texts: impl IntoIterator<Item = &'t str>,
    least_words: usize,
) -> Option<f64> {
    let (mut sentences, mut words, mut syllables) = (0usize, 0usize, 0usize);
    for text in texts {
        let mut sentence: Vec<usize> = Vec::new();
        for part in text.split_whitespace() {
            sentence.extend(words_of(part).map(|word| syllables_of(&word)));
            if part.trim_end_matches(['"', '\'', ')']).ends_with(['.', '?', '!']) {
                sentences += 1;
                words += sentence.len();
                syllables += sentence.drain(..).sum::<usize>();
            }
        }
    }
    if words < least_words || sentences == 0 {
        return None;
    }
    let words_in_sentence = words as f64 / sentences as f64;
    let syllables_in_word = syllables as f64 / words as f64;
    let grade = 0.39 * words_in_sentence + 11.8 * syllables_in_word - 15.59;
    Some(grade + 5.0)
}

/// The words of a text in small letters; what is joined by hyphens is several.
pub(super) fn words_of(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|mark: char| !mark.is_alphanumeric() && mark != '\'');
    words.filter(|word| word.chars().any(char::is_alphanumeric)).map(str::to_lowercase)
}

/// About how many syllables a word has: its groups of vowels, without the silent endings of
/// English, and with the pairs that are spoken apart. A number counts as one.
fn syllables_of(word: &str) -> usize {
    let letters: Vec<char> = word.chars().filter(|letter| letter.is_alphabetic()).collect();
    let is_vowel = |letter: char| matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let mut count = 0usize;
    let mut before = [' ', ' '];
    for letter in &letters {
        let [second, last] = before;
        if is_vowel(*letter) && (!is_vowel(last) || spoken_apart(second, last, *letter)) {
            count += 1;
        }
        before = [last, *letter];
    }
    if count > 1 && ends_silently(&letters) {
        count -= 1;
    }
    count.max(1)
}

/// Two vowels that belong to two syllables, as in `period` and `usual`, but not in `option`,
/// `special` or `quality`.
fn spoken_apart(before: char, first: char, second: char) -> bool {
    match (first, second) {
        ('i', 'a' | 'o' | 'u') => !matches!(before, 't' | 'c' | 's' | 'x' | 'g'),
        ('u', 'a') => !matches!(before, 'q' | 'g'),
        _ => false,
    }
}

/// A last `e`, `es` or `ed` that is not spoken.
fn ends_silently(letters: &[char]) -> bool {
    match letters {
        [.., before, 'l', 'e'] => matches!(before, 'a' | 'e' | 'i' | 'o' | 'u'),
        [.., before, 'e'] => !matches!(before, 'a' | 'e' | 'i' | 'o' | 'u' | 'y'),
        [.., before, 'e', 'd'] => !matches!(before, 't' | 'd' | 'e' | 'i' | 'a' | 'o' | 'u' | 'y'),
        [.., before, 'l', 'e', 's'] => matches!(before, 'a' | 'e' | 'i' | 'o' | 'u'),
        [.., 'c' | 's', 'h', 'e', 's'] => false,
        [.., before, 'e', 's'] => {
            !matches!(before, 's' | 'x' | 'z' | 'c' | 'g' | 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_counted_as_they_are_spoken() {
        let spoken = [
            (1, "pain walked moves changed strength breathe eased legs 85 quick fruit whole you"),
            (2, "doctor needed noises people little table bladder muscles started special"),
            (3, "exercise previous medicine general usual serious period"),
            (4, "inflammation situation introducing"),
        ];
        for (expected, words) in spoken {
            for word in words.split(' ') {
                assert_eq!(syllables_of(word), expected, "{word}");
            }
        }
    }

    #[test]
    fn long_words_in_long_sentences_are_for_older_readers() {
        let age = |text| reading_age([text], 1).unwrap();
        let plain = age("Walk a little each day. Rest when you need to. Then walk again.");
        let hard =
            age("Individuals experiencing persistent neuropathic symptoms should immediately \
             communicate with an appropriately qualified healthcare professional.");
        assert!(plain < 8.0, "{plain}");
        assert!(hard > 18.0, "{hard}");
        assert_eq!(reading_age(["Very severe limit"], 1), None, "a label is no sentence");
    }
}

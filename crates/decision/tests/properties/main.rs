//! Properties of the decision: what must hold for every input, tried on people whom nobody thought
//! of (`samples`) and, where that is possible, in every combination (`tables`).
//!
//! The same people are tried every time. `PROPTEST_CASES=100000 cargo test --test properties`
//! tries that many new ones.
//!
//! # Where each invariant of pathway (k) is tried
//!
//! `released::every_plan_passes_its_safety_check` holds the checker's own reading of 1 to 50
//! against every sample; `tampered` shows that the checker finds each breach that it names. Beside
//! that, apart from the checker:
//!
//! | invariant | test |
//! |---|---|
//! | 1 | `care::an_urgent_plan_shows_nothing_but_what_is_urgent` |
//! | 2 | the same |
//! | 3 | `monotone::a_danger_sign_that_turns_from_no_to_yes_never_lowers_the_urgency`, `monotone::one_more_thing_on_a_list_never_lowers_the_urgency`, `monotone::a_worse_number_never_lowers_what_the_flags_say`, `tables` |
//! | 4 | `monotone::any_answer_that_turns_from_no_to_not_sure_never_lowers_the_urgency`, `tables` |
//! | 5 | `sameness::a_person_and_a_clinician_are_told_the_same_urgency`, `sameness::role_language_reading_level_and_country_leave_the_urgency_alone`, `languages::every_language_decides_the_same` |
//! | 6 | `released::an_unfinished_interview_treats_nothing`, `tampered::a_possible_emergency_that_ends_low_is_found` |
//! | 7 | `care::nobody_is_called_ordinary_while_a_serious_sign_is_open` |
//! | 8 | by types: a sheet holds no override. Closing is another thing: `tests/closing.rs` |
//! | 9 | `care::every_plan_has_its_card_its_number_and_a_day_on_which_somebody_looks_again`, `care::the_emergency_number_is_that_of_the_country_or_none` |
//! | 10 | `care::no_child_gets_a_plan_of_care_and_nobody_under_18_a_dose`, `thresholds::a_plan_of_care_begins_at_16_and_a_dose_at_18` |
//! | 11, 12 | `care::an_overdose_and_a_plan_to_end_life_are_emergencies_with_a_way_to_help` |
//! | 13 | `input`; that a named contradiction is then refused is the app's part |
//! | 14, 15, 16 | `caps::no_plan_shows_more_than_the_table_allows`, `caps::the_guideline_holds_the_table_of_the_pathway` |
//! | 17 | `medicines::a_plan_offers_one_of_a_kind_and_never_what_is_never_recommended` |
//! | 18, 19, 20 | `medicines::nothing_is_offered_to_whom_it_could_harm`, `medicines::each_thing_that_blocks_an_nsaid_for_everyone_does_so_alone`, `medicines::each_thing_that_blocks_an_nsaid_for_a_person_does_so_alone` |
//! | 21 | `medicines::a_plan_offers_one_of_a_kind_and_never_what_is_never_recommended` |
//! | 22, 23, 24 | `medicines::nothing_is_offered_to_whom_it_could_harm`, `caps` |
//! | 25 | `medicines::whatever_is_offered_comes_with_an_end_a_watch_and_company` |
//! | 26 | `caps::no_plan_shows_more_than_the_table_allows` |
//! | 27 | `medicines::nobody_is_told_to_stop_at_once_what_must_be_stopped_slowly` |
//! | 28 | `medicines::a_plan_offers_one_of_a_kind_and_never_what_is_never_recommended` |
//! | 29 | `caps::whoever_may_weigh_less_than_50_kg_is_shown_the_lower_limits` and its neighbours |
//! | 30 | not yet: the guideline holds no local label |
//! | 31 | `care::care_of_ones_own_is_active_and_never_what_does_not_help`, `care::two_days_in_bed_are_seen_the_same_day` |
//! | 32 | `care::scans_have_a_cause_and_none_is_advised_early_without_a_flag`, `thresholds::the_advice_on_scans_changes_on_day_42` |
//! | 33, 34, 38 | `care::care_of_ones_own_is_active_and_never_what_does_not_help` |
//! | 35 | `care::no_hands_work_on_a_back_with_an_open_flag_or_an_open_question` |
//! | 36 | `care::warmth_and_cold_never_go_on_numb_or_sore_skin` |
//! | 37 | `care::no_exercise_is_suggested_that_a_weak_bone_or_an_unsteady_leg_forbids` |
//! | 39 | `care::every_plan_has_its_card_its_number_and_a_day_on_which_somebody_looks_again` |
//! | 40 | `crates/episode/tests/course`: what is overdue is known only where records are kept |
//! | 41 | `care::low_mood_and_high_risk_are_answered_with_care` |
//! | 42 | `care::nobody_is_called_ordinary_while_a_serious_sign_is_open` |
//! | 43 | the linter reads every text (`check`, rule on words) |
//! | 44 | `information::every_claim_rests_on_a_source_that_the_plan_lists` |
//! | 45 | `information::what_was_due_for_review_is_marked_once_the_day_has_passed`, `information::a_plan_says_that_no_clinician_approved_it_as_long_as_none_has`; refusing to serve it is the web's part |
//! | 46 | `crates/ask/tests/danger.rs`: follow-up questions are answered there |
//! | 47 | `released::words_of_the_persons_own_never_lower_the_urgency` |
//! | 48 | `sameness::the_same_answers_give_the_same_plan_again`, `sameness::the_plan_names_the_edition_that_decided` |
//! | 49 | `information::a_whole_plan_has_its_20_sections_in_order`, `care::an_urgent_plan_shows_nothing_but_what_is_urgent` |
//! | 50 | `information::an_answer_on_safety_at_home_is_printed_nowhere`; consent is the web's part |
//! | 51 | `information::the_disclaimer_comes_last_and_not_at_all_in_an_urgent_plan` |
//! | 52 | `information::a_rule_that_nobody_confirmed_says_so`; release notes are written elsewhere |

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at once when something is not as it says"
)]

mod bearing;
mod caps;
mod card;
mod care;
mod information;
mod input;
mod languages;
mod medicines;
mod monotone;
mod released;
mod sameness;
mod samples;
#[path = "../support/mod.rs"]
mod support;
mod tables;
mod tampered;
mod thresholds;
mod told;

//! What every store does: each test runs against each of them.

mod activities;
mod children;
mod claims;
mod commits;
mod map_redrives;
mod messages;
mod queries;
mod races;
mod redrives;
mod retention;
mod starts;
pub(super) mod support;
mod tokens;
mod versions;

use std::sync::Arc;

use super::{MemoryStore, Store};

/// Runs each test with each store, as its engine.
macro_rules! suite {
    ($($file:ident { $($test:ident)* })*) => {
        suite!(@store memory, in_memory, $($file { $($test)* })*);
        #[cfg(feature = "sqlite")]
        suite!(@store sqlite, in_a_file, $($file { $($test)* })*);
    };
    (@store $name:ident, $open:ident, $($file:ident { $($test:ident)* })*) => {
        mod $name {
            $(mod $file {
                $(
                    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
                    async fn $test() {
                        let folder = crate::store::tests::support::Folder::new();
                        let store = crate::store::tests::$open(&folder);
                        store.attach().await.expect("a seat");
                        crate::store::tests::$file::$test(store).await;
                    }
                )*
            })*
        }
    };
}

suite! {
    starts {
        starts_are_kept_as_they_were_asked_for
        an_equal_start_gives_the_same_execution
        another_start_of_the_same_name_is_refused
        express_executions_are_never_the_same
        the_same_start_is_the_same_execution
    }
    claims {
        one_worker_at_a_time
        what_is_due_is_claimed_once
        the_longest_due_come_first
        messages_come_before_times
        what_is_released_can_be_claimed_again
        unknown_definitions_are_left_alone
        old_claims_are_worth_nothing
        a_new_worker_finds_everything_free
        definitions_can_be_told_again
        what_is_set_aside_waits_for_another_worker
        what_is_set_aside_can_be_ended
    }
    commits {
        a_step_is_kept_whole
        a_step_replaces_what_it_names
        frames_go_with_all_that_is_theirs
        large_texts_come_back
        times_are_kept_to_the_millisecond
        an_old_version_is_a_conflict
        what_is_refused_changes_nothing
        commits_take_effect_in_their_order
        an_end_closes_what_is_open
        unknown_executions_are_told
    }
    map_redrives {
        those_that_failed_are_listed
        they_run_again
        only_what_has_failed_runs_again
    }
    children {
        children_start_with_the_step
        the_end_of_a_child_is_told
        an_end_is_told_to_whoever_is_not_held
        an_end_that_came_before_is_told_at_once
        several_can_wait_for_one
        the_end_of_a_parent_stops_its_children
        a_child_that_is_given_up_stops
        an_end_that_nobody_wants_is_not_heard
        another_of_the_same_name_is_a_conflict
        the_same_child_is_started_once
        map_runs_are_described
        children_of_a_map_run_are_listed
        results_of_children_come_by_pages
        a_child_is_deleted_with_its_end
        many_messages_come_little_by_little
        children_of_map_runs_are_deleted_with_their_execution
    }
    messages {
        messages_come_in_their_order
        what_is_consumed_is_gone
        nobody_to_send_to
        a_worker_sees_messages_of_what_it_holds
        changes_are_told
        answers_beyond_the_first_messages_are_told
    }
    tokens {
        a_token_is_answered_once
        failures_are_answers
        an_answer_may_come_before_the_engine_looks
        an_answer_beats_a_void
        a_void_beats_an_answer
        signs_of_life_replace_each_other
        waiting_tokens_are_listed
        the_secret_stays
    }
    queries {
        an_execution_is_described
        executions_are_listed_by_pages
        lists_are_filtered
        history_comes_by_pages
        unknown_names_are_told
    }
    races {
        equal_starts_make_one_execution
        different_starts_make_one_execution
        one_answer_of_many_counts
        an_answer_or_a_void
        many_executions_commit_at_once
        what_refuses_one_step_touches_no_other
    }
    redrives {
        what_failed_runs_again
        what_can_not_be_redriven_is_told
        the_same_token_is_the_same_redrive
        the_last_tokens_are_known_for_a_while
        one_redrive_of_many_counts
    }
    activities {
        what_the_engine_has_is_told
        the_longest_offered_is_taken_first
        what_is_over_is_not_taken
        a_task_is_taken_once
        who_waits_is_told_of_each_task
    }
    versions {
        an_execution_goes_to_another_definition
        children_of_map_runs_begin_where_they_are
    }
    retention {
        what_ended_long_ago_is_swept
        what_has_ended_can_be_deleted
        a_name_is_free_again
    }
}

fn in_memory(_: &support::Folder) -> Arc<dyn Store> {
    Arc::new(MemoryStore::new().expect("random numbers"))
}

#[cfg(feature = "sqlite")]
fn in_a_file(folder: &support::Folder) -> Arc<dyn Store> {
    Arc::new(super::Sqlite::open(folder.path("workflows.db")).expect("a store"))
}

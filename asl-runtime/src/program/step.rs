//! What the functions of a state see of the frame and the execution that they work for.

use std::cell::RefCell;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value};

use super::{KeptInput, Payload, Probe, Retry, StateData, Variables};
use crate::time::Timestamp;

/// A state's surroundings while one of its functions runs.
///
/// Time, random numbers and ids come from here and so from the host: a step with equal surroundings
/// gives an equal result.
#[derive(Debug)]
pub struct Step<'a> {
    /// The raw input of the state.
    pub(crate) input: &'a mut StateData,
    /// The effective input of a Map while its items are made.
    pub(crate) effective_input: Option<&'a Value>,
    pub(crate) execution: &'a ExecutionContext,
    pub(crate) state_name: &'static str,
    pub(crate) entered_time: Timestamp,
    /// Retries of this visit by all retriers (CTX-4); `None` for states without Retry.
    pub(crate) retry_count: Option<u32>,
    /// Retries of this visit, by retrier.
    pub(crate) retry_counters: &'a [u32],
    pub(crate) task_token: Option<&'a str>,
    pub(crate) item: Option<ItemOf<'a>>,
    /// Whether the raw input has to stay.
    pub(crate) holding: Holding,
    /// As they were when the state was entered (VAR-5).
    pub(crate) variables: &'a Variables,
    pub(crate) now: Timestamp,
    /// Where a test looks.
    pub(crate) probe: Probe<'a>,
    /// Behind a cell because values borrowed from the step live while an intrinsic function draws; functions
    /// of the data flow (intrinsic ones too) take `&Step`.
    pub(crate) random: &'a RefCell<fastrand::Rng>,
}

/// The item that a state works for.
#[derive(Debug)]
pub(crate) enum ItemOf<'a> {
    /// It is looked at.
    Shared(&'a ItemContext),
    /// Nobody looks at it after this step: its value may be moved out.
    Last(&'a mut ItemContext),
    /// An element of an array, by its index: it stays there.
    Element(u64, &'a Value),
}

/// What the context object says of an item.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ItemView<'a> {
    pub(crate) index: u64,
    pub(crate) value: &'a Value,
    pub(crate) key: Option<&'a str>,
    pub(crate) source: Option<&'a str>,
}

impl ItemOf<'_> {
    fn view(&self) -> ItemView<'_> {
        let item: &ItemContext = match self {
            Self::Shared(item) => item,
            Self::Last(item) => item,
            Self::Element(index, value) => {
                return ItemView { index: *index, value, key: None, source: None };
            }
        };
        let ItemContext { index, value, key, source } = item;
        ItemView { index: *index, value, key: key.as_deref(), source: source.as_deref() }
    }

    /// What an iteration gets where there is no ItemSelector: the item, or the pair of a member (MAP-3, MAP-5).
    pub(crate) fn value(&mut self) -> Value {
        let (key, value) = match self {
            Self::Shared(item) => (&item.key, item.value.clone()),
            Self::Last(item) => (&item.key, item.value.take()),
            Self::Element(_, value) => return value.clone(),
        };
        match key {
            None => value,
            Some(key) => serde_json::json!({ "Key": key, "Value": value }),
        }
    }
}

/// Whether the raw input of a state has to stay as it is until the state is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holding {
    /// A store may have to give it to the state again, or a test shows it.
    Input,
    /// Only the functions of the state look at it.
    Nothing,
}

/// What the context object says of an execution (CTX-2).
#[derive(Debug)]
pub struct ExecutionContext {
    /// The ARN.
    pub id: String,
    /// The name.
    pub name: String,
    /// The input.
    pub input: Arc<Value>,
    /// When it started.
    pub start_time: Timestamp,
    /// The role.
    pub role_arn: String,
    /// How often it was redriven; nothing where it can't be.
    pub redrive_count: Option<u32>,
    /// When it was redriven last.
    pub redrive_time: Option<Timestamp>,
    /// The ARN of the state machine.
    pub state_machine_id: String,
    /// The name of the state machine.
    pub state_machine_name: String,
    /// Values of substitutions that the definition left open.
    pub substitutions: Vec<(String, String)>,
}

/// `Map.Item` of the context object (CTX-2, CTX-5).
#[derive(Debug, Clone, PartialEq)]
pub struct ItemContext {
    /// The index, from 0.
    pub index: u64,
    /// The item.
    pub value: Value,
    /// The member's key, iterating an object.
    pub key: Option<String>,
    /// Where a distributed Map read the item.
    pub source: Option<String>,
}

/// A retrier's numbers (RETRY-1).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Retrier {
    /// Seconds before the first retry.
    pub interval_seconds: u32,
    /// How many retries.
    pub max_attempts: u32,
    /// What multiplies the delay with every retry.
    pub backoff_rate: f64,
    /// The longest delay, in seconds.
    pub max_delay_seconds: Option<u32>,
    /// Whether the delay is drawn from a range.
    pub jitter: Jitter,
}

/// `JitterStrategy` (RETRY-3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Jitter {
    /// The delay as computed.
    None,
    /// Uniform between 0 and the computed delay.
    Full,
}

impl<'a> Step<'a> {
    /// A workflow variable, if it was ever assigned on the way here.
    #[inline]
    pub fn variable(&self, name: &str) -> Option<&'a Value> {
        self.variables.get(name)
    }

    /// The raw input.
    pub fn input(&self) -> &Value {
        self.input.json()
    }

    /// The raw input as what the state is left with in this very step. It stays where it is.
    #[inline]
    pub fn keep_input(&self) -> KeptInput {
        KeptInput
    }

    /// Takes the raw input out, for a state that is left in this very step.
    pub fn take_input(&mut self) -> StateData {
        self.input.take()
    }

    /// The raw input as the payload of a state none of whose functions reads it after that: it is moved, not copied.
    pub fn hand_over(&mut self) -> Payload {
        match self.holding {
            Holding::Input => Payload::Input,
            Holding::Nothing => Payload::Own(self.input.take()),
        }
    }

    /// The same for a state that goes on with nothing but its result, which ResultPath puts into the raw input and
    /// OutputPath takes out again. For that an empty object does as well as another one.
    pub fn hand_over_members(&mut self) -> Payload {
        if self.holding == Holding::Input || !self.input.json().is_object() {
            return Payload::Input;
        }
        Payload::Own(std::mem::replace(self.input, Value::Object(Map::new()).into()))
    }

    /// The item, if there is one.
    pub(crate) fn item(&self) -> Option<ItemView<'_>> {
        self.item.as_ref().map(ItemOf::view)
    }

    /// The Map's effective input, while an item is made.
    pub fn effective_input(&self) -> &Value {
        self.effective_input.unwrap_or(self.input.json())
    }

    /// What an iteration gets where there is no ItemSelector: the item, or the pair of a member (MAP-3, MAP-5).
    pub fn item_value(&mut self) -> Value {
        self.item.as_mut().map_or(Value::Null, ItemOf::value)
    }

    /// The retry that the retrier at `index` grants, or `None` when its attempts are used up (RETRY-2 to
    /// RETRY-5).
    pub fn retry(&self, index: Option<u16>, retriers: &[Retrier]) -> Option<Retry> {
        let index = index?;
        self.probe.saw_retrier(index);
        let retrier = retriers.get(usize::from(index))?;
        let used = self.retry_counters.get(usize::from(index)).copied().unwrap_or(0);
        if used >= retrier.max_attempts {
            return None;
        }
        let seconds = f64::from(retrier.interval_seconds) * retrier.backoff_rate.powf(f64::from(used));
        let longest = f64::from(retrier.max_delay_seconds.unwrap_or(99_999_999));
        let seconds = seconds.min(longest);
        let seconds = match retrier.jitter {
            Jitter::None => seconds,
            Jitter::Full => seconds * self.random.borrow_mut().f64(),
        };
        Some(Retry { retrier: index, delay: Duration::try_from_secs_f64(seconds).unwrap_or_default() })
    }
}

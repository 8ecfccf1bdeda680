//! The outputs of a state's children, in the order of the children (PAR-3, MAP-9).

use std::collections::BTreeMap;

use serde_json::Value;

/// The outputs of children that have ended, each in its place.
///
/// Most children end in order, so most outputs stand where they will stand in the result; those that come before others
/// wait for them apart.
#[derive(Debug, Default)]
pub(super) struct Outputs {
    /// How many children have a place.
    places: usize,
    /// Those of the first children.
    in_order: Vec<Value>,
    /// Those of children behind one that has none yet.
    ahead: BTreeMap<usize, Value>,
}

impl Outputs {
    /// Places for so many children.
    pub(super) fn with_places(places: usize) -> Self {
        Self { places, in_order: Vec::with_capacity(places), ahead: BTreeMap::new() }
    }

    /// A place for one more.
    pub(super) fn add_place(&mut self) {
        self.places += 1;
    }

    /// How many children have a place.
    pub(super) fn places(&self) -> usize {
        self.places
    }

    /// Keeps an output; that of a child without a place is for nobody.
    pub(super) fn keep(&mut self, index: usize, output: Value) {
        if index >= self.places {
            return;
        }
        let next = self.in_order.len();
        if index > next {
            self.ahead.insert(index, output);
        } else if let Some(place) = self.in_order.get_mut(index) {
            *place = output;
        } else {
            self.in_order.push(output);
            while !self.ahead.is_empty()
                && let Some(waited) = self.ahead.remove(&self.in_order.len())
            {
                self.in_order.push(waited);
            }
        }
    }

    /// How many there are.
    #[cfg(any(feature = "durable", test))]
    pub(super) fn count(&self) -> usize {
        self.in_order.len() + self.ahead.len()
    }

    /// All that there are, in order; those of children that have none are left out.
    pub(super) fn into_values(self) -> Vec<Value> {
        let Self { mut in_order, ahead, .. } = self;
        in_order.extend(ahead.into_values());
        in_order
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn outputs_stand_in_order_however_they_come() {
        let cases: &[(&[usize], &[usize])] = &[
            (&[], &[]),
            (&[0, 1, 2, 3], &[0, 1, 2, 3]),
            (&[3, 2, 1, 0], &[0, 1, 2, 3]),
            (&[2, 0, 3], &[0, 2, 3]),
            (&[1, 0, 1, 0, 3], &[0, 1, 3]),
            // A place that nobody has.
            (&[4, 0], &[0]),
        ];
        for (come, expected) in cases {
            let mut outputs = Outputs::with_places(3);
            outputs.add_place();
            assert_eq!(outputs.places(), 4);
            for index in *come {
                outputs.keep(*index, json!(index));
            }
            assert_eq!(outputs.count(), expected.len(), "{come:?}");
            let expected: Vec<Value> = expected.iter().map(|index| json!(index)).collect();
            assert_eq!(outputs.into_values(), expected, "{come:?}");
        }
    }
}

//! The children of a join that run.

use std::collections::VecDeque;

use super::frame::FrameId;

/// The children that run, by branch or item, in order.
///
/// They start in order and most often end so, which makes a queue cheaper than a tree.
#[derive(Debug, Default)]
pub(super) struct Running(VecDeque<(usize, FrameId)>);

impl Running {
    /// None, and room for so many.
    pub(super) fn with_room(children: usize) -> Self {
        Self(VecDeque::with_capacity(children))
    }

    pub(super) fn insert(&mut self, index: usize, child: FrameId) {
        match self.place(index) {
            Ok(place) => self.0[place].1 = child,
            Err(place) => self.0.insert(place, (index, child)),
        }
    }

    pub(super) fn remove(&mut self, index: usize) {
        if let Ok(place) = self.place(index) {
            self.0.remove(place);
        }
    }

    /// Where a child stands, or would stand: the first and the last are looked at before all others.
    fn place(&self, index: usize) -> Result<usize, usize> {
        match (self.0.front(), self.0.back()) {
            (Some((first, _)), _) if *first == index => Ok(0),
            (_, Some((last, _))) if *last < index => Err(self.0.len()),
            _ => self.0.binary_search_by_key(&index, |(index, _)| *index),
        }
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The children with their branches or items.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = (usize, FrameId)> + '_ {
        self.0.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_stand_in_order_however_they_come_and_go() {
        let id = |index| FrameId::new(index, 1);
        let mut running = Running::default();
        for index in [3, 1, 7, 5, 1] {
            running.insert(index, id(index as u32));
        }
        let indices = |running: &Running| running.iter().map(|(index, _)| index).collect::<Vec<_>>();
        assert_eq!(indices(&running), [1, 3, 5, 7]);
        for gone in [5, 1, 9, 1] {
            running.remove(gone);
        }
        assert_eq!(indices(&running), [3, 7]);
        assert_eq!((running.len(), running.is_empty()), (2, false));
        running.clear();
        assert!(running.is_empty());
    }
}

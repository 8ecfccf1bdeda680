//! Loops of a graph.

/// Where every node leads.
pub(super) struct Graph(pub(super) Vec<Vec<usize>>);

impl Graph {
    /// Nodes that lead to each other, and single ones that lead to themselves; each group in ascending order.
    pub(super) fn loops(&self) -> Vec<Vec<usize>> {
        let order = finish_order(&self.0);
        let mut back = vec![Vec::new(); self.0.len()];
        for (from, targets) in self.0.iter().enumerate() {
            targets.iter().for_each(|to| back[*to].push(from));
        }
        let mut seen = vec![false; self.0.len()];
        let mut loops = Vec::new();
        for start in order.into_iter().rev() {
            let mut group = collect(start, &back, &mut seen);
            if group.len() > 1 || group.iter().any(|node| self.0[*node].contains(node)) {
                group.sort_unstable();
                loops.push(group);
            }
        }
        loops.sort();
        loops
    }
}

/// The nodes in the order in which all that they lead to is done.
fn finish_order(graph: &[Vec<usize>]) -> Vec<usize> {
    let mut seen = vec![false; graph.len()];
    let mut order = Vec::with_capacity(graph.len());
    for start in 0..graph.len() {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        // A node with how many of its targets have been followed.
        let mut stack = vec![(start, 0)];
        while let Some((node, followed)) = stack.pop() {
            match graph[node].get(followed) {
                None => order.push(node),
                Some(&target) => {
                    stack.push((node, followed + 1));
                    if !std::mem::replace(&mut seen[target], true) {
                        stack.push((target, 0));
                    }
                }
            }
        }
    }
    order
}

/// All that can be reached and has not been seen.
fn collect(start: usize, graph: &[Vec<usize>], seen: &mut [bool]) -> Vec<usize> {
    let mut group = Vec::new();
    let mut stack = vec![start];
    while let Some(node) = stack.pop() {
        if !std::mem::replace(&mut seen[node], true) {
            group.push(node);
            stack.extend(&graph[node]);
        }
    }
    group
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_loop_once() {
        for (graph, loops) in [
            (vec![vec![1], vec![2], vec![]], vec![]),
            (vec![vec![1], vec![0]], vec![vec![0, 1]]),
            (vec![vec![0]], vec![vec![0]]),
            (vec![vec![1], vec![2], vec![1, 3], vec![3, 4], vec![]], vec![vec![1, 2], vec![3]]),
            (vec![vec![1], vec![2], vec![3], vec![1, 4], vec![0]], vec![vec![0, 1, 2, 3, 4]]),
        ] {
            assert_eq!(Graph(graph.clone()).loops(), loops, "{graph:?}");
        }
    }

    #[test]
    fn a_long_chain_needs_no_deep_stack() {
        let chain: Vec<_> = (0..200_000).map(|node| vec![(node + 1) % 200_000]).collect();
        assert_eq!(Graph(chain).loops().len(), 1);
    }
}

//! Figures out of samples.

/// The value below which that share of the samples lies; 0 without samples.
///
/// ```text
/// quantile(&[3.0, 1.0, 2.0], 0.5) = 2.0
/// ```
pub fn quantile(samples: &[f64], share: f64) -> f64 {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().saturating_sub(1);
    let index = (last as f64 * share.clamp(0.0, 1.0)).round() as usize;
    sorted.get(index).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles() {
        let samples = [5.0, 1.0, 4.0, 2.0, 3.0];
        for (share, expected) in [(0.0, 1.0), (0.25, 2.0), (0.5, 3.0), (1.0, 5.0), (2.0, 5.0)] {
            assert_eq!(quantile(&samples, share), expected, "{share}");
        }
        assert_eq!(quantile(&[], 0.5), 0.0);
    }
}

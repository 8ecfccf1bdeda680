//! Reads path data back as points.

use super::super::scene::Point;

/// Points on a path, close together.
pub(super) fn points(path: &str) -> Vec<Point> {
    let mut points = Vec::new();
    let mut at = Point { x: 0.0, y: 0.0 };
    for (command, numbers) in commands(path) {
        let point = |index: usize| Point { x: numbers[index], y: numbers[index + 1] };
        let through: Vec<Point> = match command {
            'M' => {
                at = point(0);
                points.push(at);
                continue;
            }
            'V' => vec![at, Point { y: numbers[0], ..at }],
            'H' => vec![at, Point { x: numbers[0], ..at }],
            'Q' => vec![at, point(0), point(2)],
            'C' => vec![at, point(0), point(2), point(4)],
            other => panic!("`{other}` in {path}"),
        };
        let steps = 40;
        points.extend((1..=steps).map(|step| bezier(&through, f64::from(step) / f64::from(steps))));
        at = through[through.len() - 1];
    }
    points
}

fn commands(path: &str) -> Vec<(char, Vec<f64>)> {
    let mut commands = Vec::new();
    for (start, letter) in path.char_indices().filter(|(_, character)| character.is_ascii_alphabetic()) {
        let rest = &path[start + 1..];
        let end = rest.find(|character: char| character.is_ascii_alphabetic()).unwrap_or(rest.len());
        let number = |text: &str| text.parse().unwrap_or_else(|_| panic!("`{text}` in {path}"));
        commands.push((letter, rest[..end].split_whitespace().map(number).collect()));
    }
    commands
}

/// A point of a curve, by De Casteljau.
fn bezier(through: &[Point], at: f64) -> Point {
    match through {
        [only] => *only,
        more => {
            let between = |pair: &[Point]| Point {
                x: pair[0].x + (pair[1].x - pair[0].x) * at,
                y: pair[0].y + (pair[1].y - pair[0].y) * at,
            };
            bezier(&more.windows(2).map(between).collect::<Vec<_>>(), at)
        }
    }
}

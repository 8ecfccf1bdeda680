//! Prints a scene. All colours are the page's own text colour, or half transparent.

use std::fmt::Write as _;

use super::boxes::{CAPTION_LINE, CAPTION_SIZE, NAME_LINE, NAME_SIZE, PADDING};
use super::layered::LABEL_LINE;
use super::scene::{Align, Label, MARK_RADIUS, Mark, MarkKind, Scene, StateBox};
use super::shapes::{ARROW, At, Rounded, cornered, pointed};
use super::text::escaped;
use crate::graph::view::{Line, Shape};

/// The whole SVG.
pub(super) fn document(scene: &Scene<'_>) -> String {
    let (width, height) = (Rounded(scene.size.width), Rounded(scene.size.height));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" style=\"max-width:100%;height:auto\" role=\"img\" \
         aria-label=\"workflow\" font-family=\"Helvetica,Arial,sans-serif\" font-size=\"{NAME_SIZE}\" \
         text-anchor=\"middle\" fill=\"currentColor\">\n"
    );
    content(scene, &mut svg);
    svg.push_str("</svg>");
    svg
}

fn content(scene: &Scene<'_>, svg: &mut String) {
    for line in [Line::Solid, Line::Dotted] {
        draw_lines(scene, line, svg);
    }
    draw_arrows(scene, svg);
    for mark in &scene.marks {
        draw_mark(mark, svg);
    }
    for state in &scene.states {
        draw_state(state, svg);
    }
    for label in &scene.labels {
        draw_label(label, svg);
    }
}

/// All lines of a kind are one path: where they run together they are not darker than elsewhere.
fn draw_lines(scene: &Scene<'_>, line: Line, svg: &mut String) {
    let lines: String = scene
        .strokes
        .iter()
        .filter(|stroke| stroke.line == line)
        .map(|stroke| stroke.path.as_str())
        .collect();
    let dashes = match line {
        Line::Solid => "",
        Line::Dotted => " stroke-dasharray=\"2 3\"",
    };
    if !lines.is_empty() {
        let _ = writeln!(
            svg,
            "<path d=\"{lines}\" fill=\"none\" stroke=\"currentColor\" stroke-opacity=\".6\"{dashes}/>"
        );
    }
}

/// All arrows are one path too, each tip once.
fn draw_arrows(scene: &Scene<'_>, svg: &mut String) {
    let mut arrows: Vec<String> = Vec::new();
    for tip in scene.strokes.iter().filter_map(|stroke| stroke.arrow) {
        arrows.push(format!("M{}l-4 -{ARROW}h8z", At(tip.x, tip.y)));
    }
    arrows.sort_unstable();
    arrows.dedup();
    if !arrows.is_empty() {
        let _ = writeln!(svg, "<path d=\"{}\" fill-opacity=\".7\"/>", arrows.concat());
    }
}

fn draw_mark(mark: &Mark, svg: &mut String) {
    let (x, y) = (Rounded(mark.center.x), Rounded(mark.center.y));
    let look = match mark.kind {
        MarkKind::Start => "fill-opacity=\".7\"",
        MarkKind::End => {
            let _ = writeln!(svg, "<circle cx=\"{x}\" cy=\"{y}\" r=\"2.5\" fill-opacity=\".7\"/>");
            "fill=\"none\" stroke=\"currentColor\" stroke-opacity=\".6\""
        }
    };
    let _ = writeln!(svg, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{MARK_RADIUS}\" {look}/>");
}

fn draw_state(state: &StateBox<'_>, svg: &mut String) {
    let _ = writeln!(svg, "<g transform=\"translate({})\">", At(state.corner.x, state.corner.y));
    let _ = writeln!(svg, "<title>{}</title>", title(state));
    outline(state, svg);
    let middle = Rounded(state.size.width / 2.0);
    let mut baseline = PADDING / 2.0 + NAME_LINE - 3.0;
    for line in &state.name {
        let _ = writeln!(svg, "<text x=\"{middle}\" y=\"{}\">{}</text>", Rounded(baseline), escaped(line));
        baseline += NAME_LINE;
    }
    baseline += CAPTION_LINE - NAME_LINE;
    let _ = writeln!(
        svg,
        "<text x=\"{middle}\" y=\"{}\" font-size=\"{CAPTION_SIZE}\" fill-opacity=\".7\">{}</text>",
        Rounded(baseline),
        escaped(&state.caption)
    );
    for (corner, scene) in &state.inner {
        let _ = writeln!(svg, "<g transform=\"translate({})\">", At(corner.x, corner.y));
        let _ = writeln!(
            svg,
            "<rect width=\"{}\" height=\"{}\" rx=\"6\" fill=\"none\" stroke=\"currentColor\" \
             stroke-opacity=\".3\" stroke-dasharray=\"4 3\"/>",
            Rounded(scene.size.width),
            Rounded(scene.size.height)
        );
        content(scene, svg);
        svg.push_str("</g>\n");
    }
    svg.push_str("</g>\n");
}

/// The whole name and caption, which may be cut in the box, and the Comment.
fn title(state: &StateBox<'_>) -> String {
    let mut title = format!("{} ({})", state.node.name, state.node.caption());
    if let Some(comment) = state.node.comment {
        let _ = write!(title, ": {comment}");
    }
    escaped(&title)
}

fn outline(state: &StateBox<'_>, svg: &mut String) {
    let (width, height) = (Rounded(state.size.width), Rounded(state.size.height));
    let rect =
        |radius: f64| format!("<rect width=\"{width}\" height=\"{height}\" rx=\"{}\"", Rounded(radius));
    let path = |data: String| format!("<path d=\"{data}\"");
    let (colour, outline) = match state.node.shape {
        Shape::Task => ("#3b82f6", rect(6.0)),
        Shape::Pass => ("#8a8f98", rect(0.0)),
        Shape::Choice => ("#d97706", path(pointed(state.size))),
        Shape::Wait => ("#8b5cf6", rect(14.0)),
        Shape::Succeed => ("#16a34a", rect(22.0_f64.min(state.size.height / 2.0))),
        Shape::Fail => ("#dc2626", path(cornered(state.size))),
        Shape::Parallel | Shape::Map => ("#0d9488", rect(8.0)),
    };
    let opacity = if state.inner.is_empty() { ".16" } else { ".05" };
    let _ = writeln!(svg, "{outline} fill=\"{colour}\" fill-opacity=\"{opacity}\" stroke=\"{colour}\"/>");
}

fn draw_label(label: &Label, svg: &mut String) {
    let align = match label.align {
        Align::Middle => "",
        Align::Start => " text-anchor=\"start\"",
    };
    let _ = writeln!(svg, "<g font-size=\"{CAPTION_SIZE}\" fill-opacity=\".85\"{align}>");
    let _ = writeln!(svg, "<title>{}</title>", escaped(&label.title));
    for (index, line) in label.lines.iter().enumerate() {
        let baseline = label.anchor.y + (index + 1) as f64 * LABEL_LINE - 3.0;
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{}\">{}</text>",
            Rounded(label.anchor.x),
            Rounded(baseline),
            escaped(line)
        );
    }
    svg.push_str("</g>\n");
}

//! The smallest values: places, dates, numbers, what other programs wrote.

use glossator::model::body::Body;
use glossator::model::extra::{Extra, ExtraValue};
use glossator::model::metadata::Metadata;
use glossator::model::moment::{Moment, PartialDate};
use glossator::model::span::{Span, Spans};
use jiff::Timestamp;
use rust_decimal::Decimal;

use super::dice::Dice;

const MOMENTS: &[&str] = &[
    "2019-03-22",
    "2015-11",
    "0007",
    "--02-29",
    "--03",
    "2019-03-22T10:00:00",
    "2019-03-22T10:00:00.000000001Z",
    "2019-03-22T23:59:59+05:30",
    "2019-03-22T10:00:00-03:00",
    "1890-01-01T12:00:00-00:36:45",
];

const NUMBERS: &[&str] = &[
    "0",
    "30000",
    "-1.50",
    "0.1",
    "1.000",
    "79228162514264337593543950335",
    "-0.0000000000000000000000000001",
];

pub(super) fn moment(dice: &mut Dice) -> Moment {
    dice.pick(MOMENTS).parse().unwrap()
}

pub(super) fn date(dice: &mut Dice) -> PartialDate {
    dice.pick(&["2019-03-22", "2015-11", "--03-10"]).parse().unwrap()
}

pub(super) fn number(dice: &mut Dice) -> Decimal {
    dice.pick(NUMBERS).parse().unwrap()
}

pub(super) fn timestamp(dice: &mut Dice) -> Timestamp {
    let seconds = dice.choose(&[0, 1_553_342_400, -1, 253_402_207_200, -62_135_596_800]);
    Timestamp::new(seconds, dice.choose(&[0, 1, 250_000_000])).unwrap_or_default()
}

pub(super) fn extra(dice: &mut Dice) -> Extra {
    let pair = |dice: &mut Dice| {
        let value = if dice.once_in(2) {
            ExtraValue::Json(dice.pick(&["{\"a\":[1,2.50,null]}", "1e400", "true"]).to_owned())
        } else {
            ExtraValue::Text(dice.text(4))
        };
        (dice.text(3), value)
    };
    if dice.once_in(3) { dice.some(4, pair).into_iter().collect() } else { Extra::default() }
}

pub(crate) fn metadata(dice: &mut Dice) -> Metadata {
    Metadata {
        title: dice.maybe(|dice| dice.text(4)),
        outlet: dice.maybe(|dice| dice.text(3)),
        url: dice.maybe(|dice| dice.text(3)),
        byline: dice.maybe(|dice| dice.text(3)),
        published: dice.maybe(moment),
        language: dice.maybe(|dice| dice.pick(&["en", "ar", "zh-Hant"]).to_owned()),
        other: extra(dice),
    }
}

/// One span of a body that is not empty.
pub(super) fn span(dice: &mut Dice, body: &Body) -> Span {
    let edges = edges(body);
    let first = dice.below(edges.len() - 1);
    let last = first + 1 + dice.below(edges.len() - 1 - first);
    body.span(edges[first], edges[last]).unwrap()
}

/// One to three spans of a body that is not empty, in order, sometimes touching.
pub(super) fn spans(dice: &mut Dice, body: &Body) -> Spans {
    if !dice.once_in(4) {
        return span(dice, body).into();
    }
    let edges = edges(body);
    let mut chosen: Vec<usize> = (0..6).map(|_| dice.choose(&edges)).collect();
    chosen.sort_unstable();
    let pairs: Vec<Span> =
        chosen.chunks_exact(2).filter_map(|pair| body.span(pair[0], pair[1]).ok()).collect();
    Spans::new(pairs).unwrap_or_else(|_| span(dice, body).into())
}

fn edges(body: &Body) -> Vec<usize> {
    let text = body.text();
    text.char_indices().map(|(place, _)| place).chain([text.len()]).collect()
}

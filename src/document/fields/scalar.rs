//! Reads values that stand alone: words, numbers, dates, lengths of time.

use super::{LinkKind, Reader, Value, Wait};
use crate::document::keys::{Register, Type};
use crate::document::tree::Node;
use crate::finding::{Finding, Severity};
use crate::text::{Edit, Span, Spanned, nearest};
use crate::value::{
    Date, DateProblem, DateTime, Decimal, Duration, Estimate, Every, Money, Weekday, is_slug, minute_of_day, slug,
};

/// Reads a scalar of a type; None if it is wrong, which has become a finding.
pub(super) fn read(reader: &mut Reader, node: &Node, kind: &Type, name: &str) -> Option<Value> {
    let Some(text) = node.as_text() else {
        let found = if node.is_null() { "nothing" } else { "several values" };
        reader.bad(node.span, format!("`{name}` needs one value, here is {found}"), &expected(kind));
        return None;
    };
    let text = text.trim();
    match kind {
        Type::Date => date(reader, node.span, text, name).map(Value::Date),
        Type::DateTime => date_time(reader, node.span, text, name).map(Value::DateTime),
        Type::DateOr(_) if !looks_like_a_date(text) => Some(Value::Reference(text.to_owned())),
        Type::DateOr(_) => date(reader, node.span, text, name).map(Value::Date),
        Type::Money => money(reader, node.span, text, name).map(Value::Money),
        Type::Choice(words) => choice(reader, node.span, text, words, name).map(Value::Choice),
        Type::Slug if !is_slug(text) => {
            reader.bad_id(node.span, text, if name == "id" { "project" } else { name });
            None
        }
        _ => plain(kind, text, node.span).or_else(|| {
            reader.bad(node.span, format!("`{name}` cannot be `{}`", short(text)), &expected(kind));
            None
        }),
    }
}

/// Types whose slips need no words of their own.
fn plain(kind: &Type, text: &str, span: Span) -> Option<Value> {
    Some(match kind {
        Type::Bool => Value::Bool(match text {
            "true" => true,
            "false" => false,
            _ => return None,
        }),
        Type::Integer(low, high) => Value::Integer(text.parse().ok().filter(|number| (low..=high).contains(&number))?),
        Type::Number => Value::Number(decimal(text)?),
        Type::Percent => {
            let number = decimal(text.strip_suffix('%').unwrap_or(text).trim_end())?;
            Value::Number(Some(number).filter(|number| *number >= Decimal::ZERO && *number <= Decimal::ONE_HUNDRED)?)
        }
        Type::Units => {
            Value::Number(decimal(text).filter(|number| *number >= Decimal::ZERO && *number <= Decimal::from(10_000))?)
        }
        Type::Duration => Value::Duration(Duration::parse(text)?),
        Type::Estimate => Value::Estimate(Estimate::fixed(Duration::parse(text)?)),
        Type::Every => Value::Every(Every::parse(text)?),
        Type::Weekdays => Value::Weekdays(weekdays(text)?),
        Type::Hours => {
            let (from, to) = hours(text)?;
            Value::Hours(from, to)
        }
        Type::Reference(_) | Type::AnyReference => Value::Reference(text.to_owned()),
        Type::Wait(_) => Value::Wait(wait(text, span)?),
        _ => Value::Text(text.to_owned()),
    })
}

/// What a type looks like, as the next step.
fn expected(kind: &Type) -> String {
    match kind {
        Type::Bool => "write `true` or `false`".to_owned(),
        Type::Integer(low, high) => format!("write a whole number from {low} to {high}"),
        Type::Number => "write a number with a point: `12.5`".to_owned(),
        Type::Percent => "write a percentage from 0 to 100, such as `50%`".to_owned(),
        Type::Units => "write how many people: `1`, `0.5` for half of the time, `4` of a team".to_owned(),
        Type::Duration | Type::Estimate => {
            "write a number with its unit: `45m`, `4h`, `3d`, `2w` of working time, `14ed` elapsed days".to_owned()
        }
        Type::Every => "write a cadence: `1w`, `2w`, `1mo`".to_owned(),
        Type::Weekdays => "write days of the week: `mon-fri`, or `[mon, wed]`".to_owned(),
        Type::Hours => "write from and to: `09:00-17:00`".to_owned(),
        Type::Wait(_) => "write an id, and where it matters a link: `survey`, `survey SS`, `survey FF+2d`".to_owned(),
        Type::Reference(registers) => {
            format!(
                "write an id from {}",
                registers.iter().map(|register| format!("`{register}`")).collect::<Vec<_>>().join(" or ")
            )
        }
        Type::Date => "write the date as year-month-day: `2026-05-09`".to_owned(),
        Type::DateTime => "write date and time: `2026-05-09T20:00`".to_owned(),
        Type::Money => "write digits alone: `1450` or `1450.50`".to_owned(),
        _ => "write a text; put quotes around it if it has a colon or starts with a sign".to_owned(),
    }
}

fn decimal(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let fits = digits.len() <= 24 && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if !fits || digits.starts_with('.') || digits.ends_with('.') || digits.is_empty() {
        return None;
    }
    text.parse().ok()
}

pub(super) fn short(text: &str) -> String {
    let mut letters = text.chars();
    let start: String = letters.by_ref().take(40).collect();
    if letters.next().is_some() { format!("{start}…") } else { start }
}

fn looks_like_a_date(text: &str) -> bool {
    !is_slug(text) || (text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'))
}

fn date(reader: &mut Reader, span: Span, text: &str, name: &str) -> Option<Date> {
    let problem = match Date::parse(text) {
        Ok(date) => return Some(date),
        Err(problem) => problem,
    };
    let time = text.split_once(['T', ' ']).and_then(|(day, _)| Date::parse(day).ok());
    let (message, help, reading) = match (problem, time) {
        (_, Some(day)) => {
            (format!("`{name}` is a date, here is a time"), format!("write the day alone: `{day}`"), Some(day))
        }
        (DateProblem::NoSuchDay, _) => {
            (format!("there is no day `{}`", short(text)), "look it up in a calendar".to_owned(), None)
        }
        (DateProblem::OtherNotation(readings), _) => match readings[..] {
            [reading] => (
                format!("`{}` is not written as a date", short(text)),
                format!("write year-month-day: `{reading}`"),
                Some(reading),
            ),
            _ => {
                let readings: Vec<String> = readings.iter().map(|date| format!("`{date}`")).collect();
                (
                    format!("`{}` could be several days", short(text)),
                    format!("write year-month-day: {}", readings.join(" or ")),
                    None,
                )
            }
        },
        (DateProblem::NotADate, _) => {
            (format!("`{name}` is a date, not `{}`", short(text)), expected(&Type::Date), None)
        }
    };
    let mut finding = Finding::new("bad-date", Severity::Error, span, message);
    finding.help(help);
    if let Some(reading) = reading {
        finding.fix(format!("write `{reading}`"), vec![Edit { span, text: reading.to_string() }]);
    }
    reader.findings.push(finding);
    None
}

fn date_time(reader: &mut Reader, span: Span, text: &str, name: &str) -> Option<DateTime> {
    if let Ok(time) = DateTime::parse(text) {
        return Some(time);
    }
    let mut finding = match Date::parse(text) {
        Ok(date) => {
            let message = format!("`{name}` needs a time, `{date}` is a whole day");
            let mut finding = Finding::new("bad-date", Severity::Error, span, message);
            finding.help(format!("write date and time: `{date}T20:00`"));
            finding
        }
        Err(_) => {
            let message = format!("`{name}` is a date with a time, not `{}`", short(text));
            let mut finding = Finding::new("bad-date", Severity::Error, span, message);
            finding.help(expected(&Type::DateTime));
            finding
        }
    };
    if finding.help.is_none() {
        finding.help(expected(&Type::DateTime));
    }
    reader.findings.push(finding);
    None
}

fn money(reader: &mut Reader, span: Span, text: &str, name: &str) -> Option<Money> {
    if let Some(amount) = decimal(text) {
        if amount.normalize().scale() <= reader.currency_decimals {
            return Some(Money(amount));
        }
        let message = format!("`{name}` has more decimals than the currency");
        let mut finding = Finding::new("bad-money", Severity::Error, span, message);
        finding.help(format!("write at most {} decimals", reader.currency_decimals));
        reader.findings.push(finding);
        return None;
    }
    let message = format!("`{name}` is an amount of digits alone, not `{}`", short(text));
    let mut finding = Finding::new("bad-money", Severity::Error, span, message);
    match without_separators(text) {
        Some(plain) => {
            finding.help(format!("write `{plain}`; the currency stands once, in `project.md`"));
            finding.fix(format!("write `{plain}`"), vec![Edit { span, text: plain }]);
        }
        None => {
            finding.help(expected(&Type::Money));
        }
    }
    reader.findings.push(finding);
    None
}

/// The amount without thousands separators and currency, if that has one reading: `USD 1,450` but not `1.450`.
fn without_separators(text: &str) -> Option<String> {
    let digits = text.trim_matches(|letter: char| !letter.is_ascii_digit());
    let outside: String = text.chars().filter(|letter| !digits.contains(*letter)).collect();
    if outside.contains('-')
        || outside.chars().any(|letter| letter == 'k' || letter == 'K' || letter == 'm' || letter == 'M')
    {
        return None;
    }
    let (whole, part) = match digits.rsplit_once('.') {
        Some((whole, part)) if part.len() <= 2 => (whole, Some(part)),
        Some(_) => return None,
        None => (digits, None),
    };
    let mut groups = whole.split([',', '\'', '’', ' ', '\u{a0}', '_']);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let grouped = first.len() <= 3 && rest.iter().all(|group| group.len() == 3);
    let plain = format!("{first}{}", rest.concat());
    let all_digits = plain.bytes().all(|byte| byte.is_ascii_digit()) && !plain.is_empty();
    if !all_digits || (!rest.is_empty() && !grouped) {
        return None;
    }
    Some(part.map_or(plain.clone(), |part| format!("{plain}.{part}")))
}

fn choice(
    reader: &mut Reader,
    span: Span,
    text: &str,
    words: &'static [&'static str],
    name: &str,
) -> Option<&'static str> {
    if let Some(word) = words.iter().find(|word| **word == text) {
        return Some(word);
    }
    let mut finding =
        Finding::new("unknown-value", Severity::Error, span, format!("`{name}` cannot be `{}`", short(text)));
    let all: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    let as_slug = slug(text);
    let near = words.iter().find(|word| **word == as_slug).copied().or_else(|| nearest(text, words.iter().copied()));
    match near {
        Some(word) => {
            finding.help(format!("did you mean `{word}`? Known: {}", all.join(", ")));
            finding.suggest(format!("write `{word}`"), vec![Edit { span, text: word.to_owned() }]);
        }
        None => {
            finding.help(format!("write one of {}", all.join(", ")));
        }
    }
    reader.findings.push(finding);
    None
}

fn weekdays(text: &str) -> Option<[bool; 7]> {
    let mut days = [false; 7];
    for part in text.split(',') {
        let (from, to) = part.trim().split_once('-').unwrap_or((part.trim(), part.trim()));
        let (from, to) = (Weekday::from_name(from.trim())?.index(), Weekday::from_name(to.trim())?.index());
        let mut index = from;
        loop {
            days[index] = true;
            if index == to {
                break;
            }
            index = (index + 1) % 7;
        }
    }
    Some(days)
}

fn hours(text: &str) -> Option<(u16, u16)> {
    let (from, to) = text.split_once(['-', '–'])?;
    let end = if to.trim() == "24:00" { Some(1440) } else { minute_of_day(to.trim()) };
    let (from, to) = (minute_of_day(from.trim())?, end?);
    (from < to).then_some((from, to))
}

fn wait(text: &str, span: Span) -> Option<Wait> {
    let (id, link) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    // In quotes a place inside the text is unknown: then the whole value is the place.
    let is_exact = (span.end - span.start) as usize == text.len();
    let id_span = if is_exact { Span { end: span.start + id.len() as u32, ..span } } else { span };
    let link = link.trim();
    let kinds = [
        ("FS", LinkKind::FinishStart),
        ("SS", LinkKind::StartStart),
        ("FF", LinkKind::FinishFinish),
        ("SF", LinkKind::StartFinish),
    ];
    let (kind, lag) = if link.is_empty() {
        (LinkKind::FinishStart, "")
    } else if link.starts_with(['+', '-']) {
        (LinkKind::FinishStart, link)
    } else {
        kinds.iter().find_map(|(name, kind)| Some((*kind, link.strip_prefix(name)?.trim())))?
    };
    let lag = if lag.is_empty() {
        Duration::ZERO
    } else {
        Duration::parse(&lag.replace(' ', "")).filter(|_| lag.starts_with(['+', '-']))?
    };
    (!id.is_empty()).then(|| Wait { id: Spanned::new(id.to_owned(), id_span), kind, lag })
}

/// The registers that a type looks in.
#[must_use]
pub(crate) fn registers_of(kind: &Type) -> &'static [Register] {
    match kind {
        Type::Reference(registers) | Type::Wait(registers) | Type::DateOr(registers) | Type::Assignees(registers) => {
            registers
        }
        Type::List(inner) => registers_of(inner),
        _ => &Register::ALL,
    }
}

//! A plan as Microsoft Project XML (MSPDI), which most planning programs read. Elements stand in the order of its
//! schema; where a value is not known the element is left out.

use super::xml::Xml;
use crate::document::fields::LinkKind;
use crate::value::{Date, DateTime, Decimal};
use crate::view::exchange::{Agreed, Exchange, Hold, Length, Node, NodeKind, Person, WorkingTime};

const NAMESPACE: &str = "http://schemas.microsoft.com/project";
/// The free text field of a task that holds its address in the plan, and the name it is shown by.
const ADDRESS_FIELD: (&str, &str, &str) = ("188743731", "Text1", "planmark");
/// Minutes that a working month has, as Microsoft Project counts: 20 days.
const DAYS_PER_MONTH: &str = "20";
/// Duration and lag formats: days, elapsed days.
const DAYS: &str = "7";
const ELAPSED_DAYS: &str = "8";

/// A plan as MSPDI.
#[must_use]
pub fn mspdi(plan: &Exchange) -> String {
    let mut xml = Xml::document("Project", NAMESPACE);
    head(&mut xml, plan);
    xml.open("ExtendedAttributes");
    xml.open("ExtendedAttribute");
    let (id, name, alias) = ADDRESS_FIELD;
    xml.text("FieldID", id);
    xml.text("FieldName", name);
    xml.text("Alias", alias);
    xml.close();
    xml.close();
    xml.open("Calendars");
    for (place, calendar) in plan.calendars.iter().enumerate() {
        working_time(&mut xml, place, calendar);
    }
    xml.close();
    tasks(&mut xml, plan);
    xml.open("Resources");
    for (place, person) in plan.people.iter().enumerate() {
        resource(&mut xml, place, person);
    }
    xml.close();
    assignments(&mut xml, plan);
    xml.finish()
}

fn head(xml: &mut Xml, plan: &Exchange) {
    xml.text("SaveVersion", "14");
    xml.text("Name", &plan.title);
    xml.text("Title", &plan.title);
    xml.told("Company", plan.client.as_ref());
    xml.told("Manager", plan.manager.as_ref());
    xml.text("ScheduleFromStart", "1");
    xml.text("StartDate", moment(plan.start));
    xml.told("FinishDate", plan.finish.map(moment));
    xml.text("CriticalSlackLimit", "0");
    xml.text("CurrencyCode", &plan.currency);
    xml.text("CalendarUID", calendar_number(0));
    xml.text("DefaultStartTime", clock(plan.hours.0));
    xml.text("DefaultFinishTime", clock(plan.hours.1));
    xml.text("MinutesPerDay", plan.minutes_per_day.to_string());
    xml.text("MinutesPerWeek", (plan.minutes_per_day * plan.days_per_week).to_string());
    xml.text("DaysPerMonth", DAYS_PER_MONTH);
    // Fixed duration: nobody's units change how long a task lasts.
    xml.text("DefaultTaskType", "1");
    xml.text("DurationFormat", DAYS);
    xml.text("HonorConstraints", "1");
    xml.text("NewTasksEffortDriven", "0");
    xml.text("SplitsInProgressTasks", "1");
    xml.text("StatusDate", moment(plan.status));
    xml.text("CurrentDate", moment(plan.status));
}

/// A calendar with all seven days of the week, working or not: a missing one crashes some readers.
fn working_time(xml: &mut Xml, place: usize, calendar: &WorkingTime) {
    xml.open("Calendar");
    xml.text("UID", calendar_number(place));
    xml.text("Name", &calendar.name);
    xml.text("IsBaseCalendar", "1");
    xml.text("BaseCalendarUID", "-1");
    xml.open("WeekDays");
    // Days are counted from Sunday.
    for (place, day) in [6, 0, 1, 2, 3, 4, 5].into_iter().enumerate() {
        let works = calendar.weekdays[day] && calendar.hours.0 < calendar.hours.1;
        xml.open("WeekDay");
        xml.text("DayType", (place + 1).to_string());
        xml.text("DayWorking", flag(works));
        if works {
            xml.open("WorkingTimes");
            xml.open("WorkingTime");
            xml.text("FromTime", clock(calendar.hours.0));
            xml.text("ToTime", clock(calendar.hours.1));
            xml.close();
            xml.close();
        }
        xml.close();
    }
    xml.close();
    if !calendar.days_off.is_empty() {
        xml.open("Exceptions");
        calendar.days_off.iter().for_each(|(first, last)| exception(xml, *first, *last));
        xml.close();
    }
    xml.close();
}

fn exception(xml: &mut Xml, first: Date, last: Date) {
    xml.open("Exception");
    xml.text("EnteredByOccurrences", "0");
    xml.open("TimePeriod");
    xml.text("FromDate", format!("{first}T00:00:00"));
    xml.text("ToDate", format!("{last}T23:59:00"));
    xml.close();
    xml.text("Occurrences", (first.days_until(last) + 1).to_string());
    xml.text("Name", "Not working");
    // Daily.
    xml.text("Type", "1");
    xml.text("DayWorking", "0");
    xml.close();
}

fn tasks(xml: &mut Xml, plan: &Exchange) {
    xml.open("Tasks");
    whole(xml, plan);
    let mut outline: Vec<usize> = Vec::new();
    for (row, node) in plan.nodes.iter().enumerate() {
        outline.resize(node.level, 0);
        outline[node.level - 1] += 1;
        let number: Vec<String> = outline.iter().map(ToString::to_string).collect();
        task(xml, plan, node, row + 1, &number.join("."));
    }
    xml.close();
}

/// The summary of the whole project, which has the number 0.
fn whole(xml: &mut Xml, plan: &Exchange) {
    xml.open("Task");
    xml.text("UID", "0");
    xml.text("ID", "0");
    xml.text("Name", &plan.title);
    xml.text("Type", "1");
    xml.text("IsNull", "0");
    xml.text("OutlineNumber", "0");
    xml.text("OutlineLevel", "0");
    xml.text("Start", moment(plan.start));
    xml.text("Finish", moment(plan.finish.unwrap_or(plan.start)));
    xml.text("Milestone", "0");
    xml.text("Summary", "1");
    xml.close();
}

fn task(xml: &mut Xml, plan: &Exchange, node: &Node, row: usize, outline: &str) {
    xml.open("Task");
    xml.text("UID", node.number.to_string());
    xml.text("ID", row.to_string());
    xml.text("Name", &node.title);
    xml.text("Type", "1");
    xml.text("IsNull", "0");
    xml.text("WBS", outline);
    xml.text("OutlineNumber", outline);
    xml.text("OutlineLevel", node.level.to_string());
    xml.text("Priority", "500");
    xml.text("Start", moment(node.start));
    xml.text("Finish", moment(node.finish));
    let whole = node.done.minutes + node.left.minutes;
    xml.text("Duration", length(whole));
    xml.text("DurationFormat", format_of(node.left));
    if node.resume.is_some() {
        xml.text("Stop", moment(plan.status));
        xml.told("Resume", node.resume.map(moment));
        xml.text("ResumeValid", "1");
    }
    xml.text("EffortDriven", "0");
    xml.text("Estimated", "0");
    xml.text("Milestone", flag(node.kind == NodeKind::Milestone));
    xml.text("Summary", flag(node.kind == NodeKind::Summary));
    xml.text("Critical", flag(node.is_critical));
    xml.text("EarlyStart", moment(node.start));
    xml.text("EarlyFinish", moment(node.finish));
    xml.told("LateStart", node.late.map(|(start, _)| moment(start)));
    xml.told("LateFinish", node.late.map(|(_, finish)| moment(finish)));
    xml.told("FreeSlack", node.free_float.map(tenths));
    xml.told("TotalSlack", node.total_float.map(tenths));
    let percent = if node.actual_finish.is_some() { 100 } else { share(node.done.minutes, whole) };
    xml.text("PercentComplete", percent.to_string());
    xml.told("ActualStart", node.actual_start.map(moment));
    xml.told("ActualFinish", node.actual_finish.map(moment));
    xml.text("ActualDuration", length(node.done.minutes));
    xml.text("RemainingDuration", length(node.left.minutes));
    constraint(xml, node);
    xml.told("PhysicalPercentComplete", node.progress.map(|share| share.round().to_string()));
    waits(xml, node);
    xml.open("ExtendedAttribute");
    xml.text("FieldID", ADDRESS_FIELD.0);
    xml.text("Value", &node.address);
    xml.close();
    if let Some(agreed) = &node.agreed {
        baseline(xml, agreed);
    }
    xml.close();
}

fn baseline(xml: &mut Xml, agreed: &Agreed) {
    xml.open("Baseline");
    xml.text("Number", "0");
    xml.text("Start", moment(agreed.start));
    xml.text("Finish", moment(agreed.finish));
    xml.text("Duration", length(agreed.length.minutes));
    xml.text("DurationFormat", format_of(agreed.length));
    // Money is counted in hundredths.
    xml.told("Cost", agreed.value.map(|value| (value * Decimal::ONE_HUNDRED).0.round().normalize().to_string()));
    xml.close();
}

fn constraint(xml: &mut Xml, node: &Node) {
    // 0 as soon as possible, 2 must start on, 4 start no earlier than.
    let (kind, date) = match node.hold {
        None => ("0", None),
        Some(Hold::StartsOn(date)) => ("2", Some(date)),
        Some(Hold::StartsAfter(date)) => ("4", Some(date)),
    };
    xml.text("ConstraintType", kind);
    xml.told("CalendarUID", node.calendar.map(calendar_number));
    xml.told("ConstraintDate", date.map(moment));
    xml.told("Deadline", node.deadline.map(moment));
    // A calendar of a task's own counts the days of its people already.
    xml.told("IgnoreResourceCalendar", node.calendar.map(|_| "1"));
}

fn waits(xml: &mut Xml, node: &Node) {
    for wait in &node.waits {
        xml.open("PredecessorLink");
        xml.text("PredecessorUID", wait.on.to_string());
        let kind = match wait.kind {
            LinkKind::FinishFinish => "0",
            LinkKind::FinishStart => "1",
            LinkKind::StartFinish => "2",
            LinkKind::StartStart => "3",
        };
        xml.text("Type", kind);
        xml.text("CrossProject", "0");
        xml.text("LinkLag", tenths(wait.lag.minutes));
        xml.text("LagFormat", format_of(wait.lag));
        xml.close();
    }
}

fn resource(xml: &mut Xml, place: usize, person: &Person) {
    xml.open("Resource");
    xml.text("UID", (place + 1).to_string());
    xml.text("ID", (place + 1).to_string());
    xml.text("Name", &person.name);
    xml.text("Type", "1");
    xml.text("IsNull", "0");
    xml.text("Initials", &person.handle);
    xml.told("Group", person.org.as_ref());
    xml.text("MaxUnits", person.capacity.normalize().to_string());
    xml.told("CalendarUID", person.calendar.map(calendar_number));
    xml.close();
}

fn assignments(xml: &mut Xml, plan: &Exchange) {
    xml.open("Assignments");
    let mut number = 0;
    for node in &plan.nodes {
        for (person, units) in &node.who {
            number += 1;
            xml.open("Assignment");
            xml.text("UID", number.to_string());
            xml.text("TaskUID", node.number.to_string());
            xml.text("ResourceUID", (person + 1).to_string());
            xml.told("ActualFinish", node.actual_finish.map(moment));
            xml.told("ActualStart", node.actual_start.map(moment));
            xml.text("ActualWork", work(node.done.minutes, *units));
            xml.text("Finish", moment(node.finish));
            xml.text("RemainingWork", work(node.left.minutes, *units));
            xml.text("Start", moment(node.start));
            xml.text("Units", units.normalize().to_string());
            xml.text("Work", work(node.done.minutes + node.left.minutes, *units));
            xml.close();
        }
    }
    xml.close();
}

fn calendar_number(place: usize) -> String {
    (place + 1).to_string()
}

fn flag(is_so: bool) -> &'static str {
    if is_so { "1" } else { "0" }
}

fn moment(at: DateTime) -> String {
    format!("{}T{}:00", at.date, at.clock())
}

/// Minutes since midnight; the end of a day is its beginning.
fn clock(minutes: i64) -> String {
    format!("{:02}:{:02}:00", minutes / 60 % 24, minutes % 60)
}

fn length(minutes: i64) -> String {
    format!("PT{}H{}M0S", minutes / 60, minutes % 60)
}

fn work(minutes: i64, units: Decimal) -> String {
    let exact = Decimal::from(minutes).saturating_mul(units).round();
    length(i64::try_from(exact).unwrap_or(minutes))
}

fn format_of(length: Length) -> &'static str {
    if length.is_elapsed { ELAPSED_DAYS } else { DAYS }
}

/// Lags and floats are counted in tenths of a minute.
fn tenths(minutes: i64) -> String {
    minutes.saturating_mul(10).to_string()
}

/// A whole per cent; never all of it while something is left.
fn share(part: i64, whole: i64) -> i64 {
    if whole == 0 { 0 } else { (part.saturating_mul(100) / whole).min(99) }
}

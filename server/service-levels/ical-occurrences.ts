import ICAL from 'ical.js';

/** A text that is not a calendar, or asks for more work than a calendar of holidays needs. */
export class UnreadableCalendar extends Error {}

/** One time that an event happens. */
export interface Occurrence {
  name: string;
  start: ICAL.Time;
  end: ICAL.Time;
  /** The zone that the text names for it. */
  zone: string | null;
}

/** Of all events together: far more than daily ones need that began a lifetime ago, and soon reached by one that repeats each second. */
const mostSteps = 30_000;

/** Every time at which the events happen that ends after `from` and begins by `to`, repetitions and their exceptions included. */
export function* occurrencesOf(components: ICAL.Component[], { from, to }: { from: string; to: string }): Generator<Occurrence> {
  const [first, last] = [ICAL.Time.fromDateString(from), ICAL.Time.fromDateString(to)];
  const changes = changesByUid(components);
  let steps = 0;
  for (const component of components.filter((each) => !each.hasProperty('recurrence-id') && each.hasProperty('dtstart'))) {
    const event = eventOf(component, changes);
    const times = event.iterator();
    for (let time = nextOf(times); time && time.compare(last) <= 0; time = event.isRecurring() ? nextOf(times) : null) {
      steps += 1;
      if (steps > mostSteps) throw new UnreadableCalendar('Its events repeat too often');
      const { item, startDate, endDate } = event.getOccurrenceDetails(time);
      if (isCancelled(item.component) || endDate.compare(first) < 0) continue;
      const zone = item.component.getFirstProperty('dtstart')?.getFirstParameter('tzid') ?? null;
      yield { name: (item.summary ?? '').trim().slice(0, 200), start: startDate, end: endDate, zone };
    }
  }
}

const nextOf = (times: ICAL.RecurExpansion): ICAL.Time | null => times.next() ?? null;

function changesByUid(components: ICAL.Component[]): Map<string, ICAL.Component[]> {
  const changes = new Map<string, ICAL.Component[]>();
  for (const component of components.filter((each) => each.hasProperty('recurrence-id'))) {
    const uid = String(component.getFirstPropertyValue('uid') ?? '');
    changes.set(uid, [...(changes.get(uid) ?? []), component]);
  }
  return changes;
}

function eventOf(component: ICAL.Component, changes: Map<string, ICAL.Component[]>): ICAL.Event {
  const exceptions = changes.get(String(component.getFirstPropertyValue('uid') ?? '')) ?? [];
  try {
    namedDays(component);
    return new ICAL.Event(component, { exceptions: exceptions as never, strictExceptions: false });
  } catch (error) {
    throw new UnreadableCalendar(`An event cannot be read: ${(error as Error).message}`);
  }
}

/**
 * A repetition by month or year without a named day is on the day of its beginning, and left out where there is none
 * (29 February, the 31st); the library would move it to the next day.
 */
function namedDays(component: ICAL.Component): void {
  const start = component.getFirstPropertyValue('dtstart') as ICAL.Time;
  for (const property of component.getAllProperties('rrule')) {
    const rule = property.getFirstValue() as ICAL.Recur;
    if (Object.keys(rule.parts).length > 0 || !['YEARLY', 'MONTHLY'].includes(rule.freq)) continue;
    if (rule.freq === 'YEARLY') rule.addComponent('BYMONTH', start.month as never);
    rule.addComponent('BYMONTHDAY', start.day as never);
    property.setValue(rule);
  }
}

const isCancelled = (component: ICAL.Component): boolean =>
  String(component.getFirstPropertyValue('status') ?? '').toUpperCase() === 'CANCELLED';

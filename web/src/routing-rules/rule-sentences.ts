import type { Formats } from '../i18n/format.ts';
import { durationMs } from '../i18n/format.ts';
import type { FilterName, Rule, RuleAction } from './rule-types.ts';
import type { ruleWords } from './rule-words.ts';
import type { Names } from './use-names.ts';

type Words = (typeof ruleWords)['en'];
type Levels = Record<string, string>;

/** When a rule acts, in words. */
export function whenOf(trigger: Rule['trigger'], words: Words, format: Formats): string {
  if (trigger.type === 'event') {
    const events = `${words.eventsLabel.replace(/\s*…$/, '')} ${format.list(trigger.events.map((event) => words.events[event]))}`;
    return trigger.by === 'anybody' ? events : `${events} (${words.doers[trigger.by]})`;
  }
  const length = format.duration(durationMs(trigger.after.replace(/^-/, '')) ?? 0);
  const say = trigger.after.startsWith('-') ? words.sentenceBefore : words.sentenceAfter;
  return say(length, words.sinces[trigger.since]);
}

/** With which incidents, in words; the values of a filter are or-ed, the filters and-ed. */
export function withOf(filters: Rule['filters'], words: Words, names: Names, levels: Levels): string {
  const parts = Object.entries(filters).map(([name, value]) => {
    const values = name === 'q' ? [`“${value}”`] : value.split(/(?<!\\),/).map((each) => wordOf(name, each, words, names, levels));
    return `${(words.filters[name as FilterName] ?? name).toLowerCase()}: ${values.join(', ')}`;
  });
  return parts.length === 0 ? words.everything : parts.join(' · ');
}

function wordOf(name: string, value: string, words: Words, names: Names, levels: Levels): string {
  if (value === 'none') return words.nobodyAssigned;
  if (/Id$/.test(name)) return names.nameOf(value);
  return levels[value] ?? value.replaceAll('\\,', ',');
}

/** What an action does, in words. */
export function actionOf(action: RuleAction, words: Words, names: Names, levels: Levels): string {
  const verb = words.actions[action.type];
  switch (action.type) {
    case 'assign':
      return `${verb}: ${[action.supportGroupId, action.technicianId].flatMap((id) => (id ? [names.nameOf(id)] : [])).join(', ')}`;
    case 'edit': {
      const set = [
        action.impact && `${words.impact} ${levels[action.impact]}`,
        action.urgency && `${words.urgency} ${levels[action.urgency]}`,
        action.serviceId && names.nameOf(action.serviceId),
      ];
      return set.filter(Boolean).join(', ');
    }
    case 'tag':
      return `${verb}: ${action.tags.join(', ')}`;
    case 'comment':
      return `${words.visibility[action.visibility]}: “${action.body}”`;
    case 'watch':
      return `${verb}: ${names.nameOf(action.personId)}`;
    case 'notify':
      return `${verb}: ${action.personIds.map(names.nameOf).join(', ')}`;
    case 'pend':
    case 'cancel':
      return `${verb}: ${action.reason}`;
    case 'resolve':
      return `${verb}: ${action.note || action.code}`;
  }
}

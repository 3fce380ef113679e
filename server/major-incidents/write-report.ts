import type { Language } from '../people/person.ts';
import { findPerson } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { readMajor } from './major-queries.ts';
import { type MajorTimelineEntry, majorTimeline } from './major-timeline.ts';
import { reportWords } from './report-words.ts';

type Major = Awaited<ReturnType<typeof readMajor>>;
type Words = (typeof reportWords)['en'];

/** The post-mortem as Markdown in a language, its times in the reader's own zone. */
export async function writeReport(ctx: Context, actor: Actor, id: string, language: Language): Promise<string> {
  const major = await readMajor(ctx, actor, id);
  const timeline = await majorTimeline(ctx, actor, id, language);
  const reader = actor.id ? await findPerson(ctx.db.sql, actor.id) : null;
  const timeZone = reader?.timeZone ?? 'UTC';
  const words = reportWords[language];
  const format = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const moment = (at: Date | string): string => format.format(new Date(at));
  return [
    `# ${oneLine(major.title[language])}`,
    '',
    ...facts(major, words, moment, timeZone),
    ...section(
      words.summary,
      major.updates
        .toReversed()
        .map(({ stage, publishedAt, body }) => quoted(`${moment(publishedAt)} · ${words.stages[stage]}`, body[language])),
    ),
    ...section(
      words.timeline,
      timeline.map((entry) => lineOf(entry, words, moment)),
    ),
    ...section(words.rootCause, [major.rootCause || words.unknown, '']),
    ...section(words.lessons, [major.lessons || words.none, '']),
    ...section(
      words.actions,
      major.tasks.map(
        (task) => `- [${task.doneAt ? 'x' : ' '}] ${oneLine(task.title)}${task.assignee ? ` (${escaped(task.assignee.name)})` : ''}`,
      ),
    ),
  ].join('\n');
}

const section = (title: string, lines: string[]): string[] => [`## ${title}`, '', ...lines, ''];

function facts(major: Major, words: Words, moment: (at: Date | string) => string, timeZone: string): string[] {
  const names = (list: Array<{ name: string }>): string => list.map(({ name }) => escaped(name)).join(', ') || words.none;
  const rows: Array<[string, string]> = [
    [words.incident, `${major.incident.number} ${escaped(major.incident.title)}`],
    [words.services, names(major.services)],
    [words.locations, names(major.locations)],
    [words.commander, major.commander ? escaped(major.commander.name) : words.nobody],
    [words.declared, `${moment(major.declaredAt)} (${timeZone})`],
    [words.ended, major.endedAt ? moment(major.endedAt) : words.goesOn],
    ...(major.endedAt ? [[words.lasted, lasted(major)] as [string, string]] : []),
    [words.affected, String(major.affected)],
    [words.reports, String(major.children.total)],
  ];
  return [
    `## ${words.facts}`,
    '',
    '| | |',
    '| --- | --- |',
    ...rows.map(([name, value]) => `| ${name} | ${value.replaceAll('|', '\\|')} |`),
    '',
  ];
}

function lasted({ declaredAt, endedAt }: Major): string {
  const minutes = Math.round((new Date(endedAt as Date).getTime() - new Date(declaredAt).getTime()) / 60_000);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`;
}

function lineOf(
  { happenedAt, source, kind, actor, text }: MajorTimelineEntry,
  words: Words,
  moment: (at: Date | string) => string,
): string {
  const deed = source === 'update' ? `${words.published} (${words.stages[kind]})` : (words.deeds[kind] ?? kind);
  return `- **${moment(happenedAt)}** ${escaped(actor.name)} ${deed}${text ? `: ${oneLine(text)}` : ''}`;
}

const quoted = (title: string, body: string): string =>
  `**${title}**\n\n${body
    .split('\n')
    .map((line) => `> ${escaped(line)}`)
    .join('\n')}\n`;

/** What people typed stays text: it makes no headings, links or markup in the report. */
const escaped = (text: string): string => text.replace(/[\\`*_[\]<>#]/g, '\\$&');
const oneLine = (text: string): string => escaped(text.replace(/\s+/g, ' ').trim());

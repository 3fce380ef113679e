import { z } from 'zod';
import { levels, priorities, sourceTypes, statuses } from './incident.ts';
import { parseTimeRange } from './time-range.ts';

/** Values separated by commas; a comma inside of one is written `\,`. */
const split = (text: string): string[] => [
  ...new Set(
    text
      .split(/(?<!\\),/)
      .map((part) => part.replaceAll('\\,', ',').trim())
      .filter((part) => part !== ''),
  ),
];

/** `status=new,in_progress`: any of these words. */
const anyOf = <T extends readonly [string, ...string[]]>(words: T) =>
  z
    .string()
    .max(200)
    .transform(split)
    .pipe(z.array(z.enum(words)).min(1));

/** `serviceId=a,b`: any of these. */
const anyText = (description: string) =>
  z
    .string()
    .max(2000)
    .meta({ description })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
    .refine((value) => !/[\u0000-\u001f\u007f]|\p{Surrogate}/u.test(value), 'must not contain control characters')
    .transform(split)
    .pipe(z.array(z.string().max(200)).min(1).max(50));

const range = z
  .string()
  .max(100)
  .meta({
    description:
      '`from..to`, either end open, or one day. An end is a day (`today`, `tomorrow`, `2026-11-24`), an instant, or a duration from now (`-P7D`)',
  })
  .transform((text, context) => {
    const parsed = parseTimeRange(text);
    if (parsed) return parsed;
    context.addIssue({ code: 'custom', message: 'is not a range such as 2026-11-01..2026-11-08, -P7D.. or today' });
    return z.NEVER;
  });

/** Every filter of lists of incidents, as the address says it. All of them narrow; several values of one mean any of them. */
export const incidentFilters = z
  .object({
    status: anyOf(statuses),
    priority: anyOf(priorities),
    impact: anyOf(levels),
    urgency: anyOf(levels),
    source: anyOf(sourceTypes),
    supportGroupId: anyText('Ids; `mine` for the groups that I belong to, `none`'),
    assigneeId: anyText('Ids; `me`, `none`'),
    requesterId: anyText('Ids; `me`'),
    department: anyText('Departments of the requesters'),
    serviceId: anyText('Ids; `none`'),
    assetId: anyText('Ids; `none`'),
    tag: anyText('Any of these tags'),
    opened: range,
    updated: range,
    due: range,
    resolved: range,
    overdue: z.stringbool(),
    watching: z.stringbool().meta({ description: '`true`: what I watch' }),
    q: z.string().max(400).meta({ description: 'Words, or a number such as INC-1042' }),
    id: anyText('These incidents alone, as far as they match the rest'),
  })
  .partial();

export type IncidentFilters = z.output<typeof incidentFilters>;

/** The filters that a saved view keeps. */
export const filterNames = Object.keys(incidentFilters.shape).filter((name) => name !== 'id') as Array<keyof IncidentFilters>;

/** Filters that are kept, as the address of the queue says them: `{"status": "new,pending", "assigneeId": "me", "due": "today"}`. */
export const keptFilters = z
  .record(z.string().max(40), z.string().max(2000))
  .superRefine((given, context) => {
    for (const name of Object.keys(given)) {
      if (!filterNames.some((known) => known === name)) context.addIssue({ code: 'custom', path: [name], message: 'is not a filter' });
    }
    for (const { path, message } of incidentFilters.safeParse(given).error?.issues ?? []) {
      context.addIssue({ code: 'custom', path: [...path], message });
    }
  })
  .meta({ description: `Any of ${filterNames.join(', ')}, each as the query of GET /incidents says it` });

export const sorts = [
  'openedAt',
  'updatedAt',
  'dueAt',
  'resolvedAt',
  'priority',
  'status',
  'number',
  'title',
  'requester',
  'assignee',
  'supportGroup',
  'service',
] as const;
export type SortName = (typeof sorts)[number];

/** An order: the name of a column, with `-` the other way round. */
export const sort = z
  .string()
  .max(40)
  .refine(
    (value): value is SortName | `-${SortName}` => sorts.includes(value.replace(/^-/, '') as SortName),
    `must be one of ${sorts.join(', ')}; - reverses`,
  );

import { Problem } from '../platform/problem.ts';

/** What a text that is used again and again may say of the incident at hand: `{{requester.firstName}}`, `{{service.name|our service}}`. */
export const variableNames = [
  'requester.name',
  'requester.firstName',
  'technician.name',
  'technician.firstName',
  'incident.number',
  'incident.title',
  'incident.url',
  'incident.priority',
  'incident.resolutionDue',
  'supportGroup.name',
  'service.name',
  'asset.name',
  'asset.tag',
] as const;
export type VariableName = (typeof variableNames)[number];

/** What each variable says now; null where there is nothing to say. */
export type Facts = Record<VariableName, string | null>;

const variable = /\{\{\s*([^{}|]*?)\s*(?:\|([^{}]*))?\}\}/g;

/** What is wrong with the variables of a text, in words; null when nothing is. */
export function faultOf(text: string): string | null {
  for (const [whole, name] of text.matchAll(variable))
    if (!variableNames.includes(name as VariableName)) return `does not know ${whole}; known are ${variableNames.join(', ')}`;
  const rest = text.replaceAll(variable, '');
  return /\{\{|\}\}/.test(rest) ? 'has braces that are not a variable such as {{requester.firstName}}' : null;
}

/** Throws a 422 for the first text whose variables nobody knows. */
export function checkVariables(texts: Array<{ pointer: string; text: string }>): void {
  const issues = texts.flatMap(({ pointer, text }) => {
    const message = faultOf(text);
    return message ? [{ pointer, message }] : [];
  });
  if (issues.length > 0) throw new Problem('invalid_request', undefined, { issues });
}

/**
 * The text with its variables filled in, once: what a variable says is never read for variables again. `missing` names those
 * that had nothing to say and no other words to fall back on.
 */
export function fillIn(text: string, facts: Facts): { text: string; missing: VariableName[] } {
  const missing = new Set<VariableName>();
  const filled = text.replace(variable, (_whole, name: VariableName, otherwise: string | undefined) => {
    const value = facts[name] ?? otherwise?.trim();
    if (value === undefined) missing.add(name);
    return value ?? '';
  });
  return { text: filled, missing: [...missing] };
}

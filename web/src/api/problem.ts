import type { Language } from '../i18n/dictionary.ts';
import { sayAgain } from './server-messages.ts';

/** One fault of a request: where it is (JSON Pointer) and what is wrong. */
export interface ProblemIssue {
  pointer: string;
  message: string;
}

/** What the API answered instead of what was asked for; `status` 0 means that it could not be reached. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly issues: ProblemIssue[];
  readonly extra: Record<string, unknown>;

  constructor(status: number, body: Record<string, unknown>) {
    super(String(body['detail'] ?? body['title'] ?? `HTTP ${status}`));
    this.name = 'ApiProblem';
    this.status = status;
    this.code = String(body['code'] ?? (status === 0 ? 'offline' : 'internal_error'));
    this.title = String(body['title'] ?? '');
    this.issues = Array.isArray(body['errors']) ? (body['errors'] as ProblemIssue[]) : [];
    this.extra = body;
  }

  get isOffline(): boolean {
    return this.status === 0;
  }
}

/** The language that the page is in now; the root element carries it. */
const pageLanguage = (): Language => (document.documentElement.lang === 'fr' ? 'fr' : 'en');

/** A message of the API in the language of the page. */
export const inPageLanguage = (message: string): string => sayAgain(message, pageLanguage());

/** The message for each field of a form: `/title` → `title`, `/schedule/cron` → `schedule.cron`. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiProblem)) return {};
  return Object.fromEntries(
    error.issues.map(({ pointer, message }) => [pointer.replace(/^\//, '').replaceAll('/', '.'), inPageLanguage(message)]),
  );
}

export const isStatus = (error: unknown, status: number): error is ApiProblem => error instanceof ApiProblem && error.status === status;

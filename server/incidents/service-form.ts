/** A label in both languages; the one is the other's where it is missing. */
export interface Label {
  en: string;
  fr: string;
}

export const fieldTypes = ['text', 'paragraph', 'choice', 'multiChoice', 'number', 'date', 'checkbox'] as const;

/** What a service asks of who reports something about it. */
export interface FormField {
  key: string;
  label: Label;
  type: (typeof fieldTypes)[number];
  isRequired: boolean;
  /** Of choices. */
  options: Array<{ value: string; label: Label }>;
  /** Asked only when another field has this value. */
  showWhen: { key: string; equals: string } | null;
}

/** One question as it was asked, and its answer: `text` is the answer in words. */
export interface FormAnswer {
  key: string;
  label: Label;
  type: FormField['type'];
  value: string | number | boolean | string[];
  text: Label;
}

export interface FormIssue {
  key: string;
  message: string;
}

export type Given = Record<string, unknown>;

const maxText = 5000;

/** True when a field is asked for, given the other answers. */
export const isAsked = ({ showWhen }: FormField, given: Given): boolean => {
  if (!showWhen) return true;
  const value = given[showWhen.key];
  return Array.isArray(value) ? value.includes(showWhen.equals) : String(value ?? '') === showWhen.equals;
};

/** The answers to a form, in its order, or what is wrong with them; answers to what is not asked are refused. */
export function answersTo(fields: FormField[], given: Given): { answers: FormAnswer[]; issues: FormIssue[] } {
  const issues: FormIssue[] = [];
  const answers: FormAnswer[] = [];
  const asked = fields.filter((field) => isAsked(field, given));
  for (const key of Object.keys(given)) {
    if (!fields.some((field) => field.key === key)) issues.push({ key, message: 'is not asked by this service' });
  }
  for (const field of asked) {
    const value = given[field.key];
    if (isEmpty(value)) {
      if (field.isRequired) issues.push({ key: field.key, message: 'is needed' });
      continue;
    }
    const text = textOf(field, value);
    if (typeof text === 'string') issues.push({ key: field.key, message: text });
    else answers.push({ key: field.key, label: field.label, type: field.type, value: value as FormAnswer['value'], text });
  }
  return { answers, issues };
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === false ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

const both = (text: string): Label => ({ en: text, fr: text });

/** The answer in words, or what is wrong with it as text. */
function textOf(field: FormField, value: unknown): Label | string {
  switch (field.type) {
    case 'checkbox':
      return value === true ? { en: 'yes', fr: 'oui' } : 'must be true or false';
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? both(String(value)) : 'must be a number';
    case 'date':
      return typeof value === 'string' && isDate(value) ? both(value) : 'must be a date such as 2026-11-24';
    case 'choice':
      return labelOf(field, value) ?? 'is not one of the choices';
    case 'multiChoice':
      return labelsOf(field, value);
    default:
      return typeof value === 'string' && value.length <= maxText ? both(value) : `must be a text of at most ${maxText} characters`;
  }
}

const isDate = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString?.().startsWith(text) === true;

const labelOf = (field: FormField, value: unknown): Label | undefined => field.options.find((option) => option.value === value)?.label;

function labelsOf(field: FormField, value: unknown): Label | string {
  if (!Array.isArray(value) || new Set(value).size !== value.length) return 'must be a list of different choices';
  const labels = value.map((each) => labelOf(field, each));
  if (labels.some((label) => label === undefined)) return 'holds what is not one of the choices';
  const joined = (language: 'en' | 'fr'): string => labels.map((label) => label?.[language] ?? '').join(', ');
  return { en: joined('en'), fr: joined('fr') };
}

/** What is wrong with a form itself, by the place of the field, or null: keys that occur twice, choices without any, conditions on nothing. */
export function formFault(fields: FormField[]): { index: number; message: string } | null {
  for (const [index, field] of fields.entries()) {
    if (fields.findIndex(({ key }) => key === field.key) !== index) return { index, message: 'has a key that another field has' };
    const isChoice = field.type === 'choice' || field.type === 'multiChoice';
    if (isChoice && field.options.length === 0) return { index, message: 'needs something to choose from' };
    const { showWhen } = field;
    if (showWhen && !fields.slice(0, index).some(({ key }) => key === showWhen.key))
      return { index, message: 'depends on a field that does not come before it' };
  }
  return null;
}

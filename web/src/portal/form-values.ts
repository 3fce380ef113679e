import type { ServiceField } from '../api/types.ts';

export type FormValue = string | number | boolean | string[];
export type FormValues = Record<string, FormValue>;

/** True when a question is asked, given the other answers; as the server decides it. */
export const isAsked = ({ showWhen }: Pick<ServiceField, 'showWhen'>, values: FormValues): boolean => {
  if (!showWhen) return true;
  const value = values[showWhen.key];
  return Array.isArray(value) ? value.includes(showWhen.equals) : String(value ?? '') === showWhen.equals;
};

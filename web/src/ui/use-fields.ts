import { type ChangeEvent, useState } from 'react';
import { fieldErrors, isStatus } from '../api/problem.ts';
import { useTellProblem } from './toast.tsx';

type Typed = ChangeEvent<HTMLInputElement | HTMLTextAreaElement>;

/** The fields of a form with the server's message at each of them. */
export function useFields<T extends object>(
  initial: T,
  nameErrors: (errors: Record<string, string>) => Record<string, string> = (errors) => errors,
) {
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [isBusy, setBusy] = useState(false);
  const tell = useTellProblem();

  const set = (patch: Partial<T>): void => {
    setValues((now) => ({ ...now, ...patch }));
    setErrors((now) =>
      Object.fromEntries(Object.entries(now).filter(([at]) => !Object.keys(patch).some((key) => at.split('.')[0] === key))),
    );
  };

  /** Sends the form; a 422 goes to its fields, everything else is told. Answers true when it worked. */
  const submit = async (work: (values: T) => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    setErrors({});
    try {
      await work(values);
      return true;
    } catch (error) {
      const found = nameErrors(fieldErrors(error));
      setErrors(found);
      const isShown =
        isStatus(error, 422) && Object.keys(found).length > 0 && Object.keys(found).every((at) => at.split('.')[0]! in values);
      if (!isShown) tell(error);
      else focusFirstFault();
      return false;
    } finally {
      setBusy(false);
    }
  };

  return {
    values,
    errors,
    isBusy,
    set,
    setErrors,
    submit,
    reset: (next: T = initial) => {
      setValues(next);
      setErrors({});
    },
    ...bindings(values, errors, set),
  };
}

/** What inputs need to show and change a field. */
function bindings<T extends object>(values: T, errors: Record<string, string>, set: (patch: Partial<T>) => void) {
  return {
    text: (name: keyof T & string) => ({
      value: String(values[name] ?? ''),
      onChange: (event: Typed) => set({ [name]: event.currentTarget.value } as Partial<T>),
      error: errors[name],
    }),
    choice: (name: keyof T & string) => ({
      value: (values[name] as string | null) || null,
      onChange: (value: string | null) => set({ [name]: value } as Partial<T>),
      error: errors[name],
    }),
    flag: (name: keyof T & string) => ({
      checked: Boolean(values[name]),
      onChange: (event: ChangeEvent<HTMLInputElement>) => set({ [name]: event.currentTarget.checked } as Partial<T>),
    }),
  };
}

function focusFirstFault(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"], [data-error="true"] input')?.focus());
}

import { IconX } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { ApiProblem, inPageLanguage } from '../api/problem.ts';
import { useWords } from '../i18n/dictionary.ts';
import { commonWords } from './words.ts';

interface Toast {
  id: number;
  text: string;
  isBad: boolean;
  undo?: (() => unknown) | undefined;
}

let toasts: Toast[] = [];
let nextId = 1;
const watchers = new Set<() => void>();

function set(next: Toast[]): void {
  toasts = next;
  for (const watcher of watchers) watcher();
}

const drop = (id: number): void => set(toasts.filter((toast) => toast.id !== id));

/** Tells what happened, with a way back where there is one. */
export function toast(text: string, options: { undo?: () => unknown; isBad?: boolean } = {}): void {
  const id = nextId++;
  set([...toasts.slice(-2), { id, text, isBad: options.isBad ?? false, undo: options.undo }]);
  setTimeout(() => drop(id), options.undo ? 9000 : options.isBad ? 8000 : 4000);
}

/** Answers a function that tells an error in the reader's language, with the API's own detail where it says more. */
export function useTellProblem(): (error: unknown) => void {
  const words = useWords(commonWords);
  return (error) => {
    const code = error instanceof ApiProblem ? error.code : 'internal_error';
    const said = error instanceof ApiProblem ? (error.issues[0]?.message ?? error.extra['detail']) : undefined;
    const text = words.problem[code] ?? (error as Error).message;
    const detail = typeof said === 'string' ? inPageLanguage(said) : '';
    toast(detail ? `${text} ${detail.charAt(0).toUpperCase()}${detail.slice(1)}` : text, { isBad: true });
  };
}

export function Toaster() {
  const words = useWords(commonWords);
  const shown = useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    () => toasts,
  );
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map(({ id, text, isBad, undo }) => (
        <div className={`toast ${isBad ? 'bad' : ''}`} key={id}>
          <span>{text}</span>
          {undo && (
            <button
              type="button"
              onClick={() => {
                drop(id);
                void undo();
              }}
            >
              {words.undo}
            </button>
          )}
          <button type="button" className="shut" aria-label={words.close} onClick={() => drop(id)}>
            <IconX size={15} aria-hidden />
          </button>
        </div>
      ))}
    </div>
  );
}

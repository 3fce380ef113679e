import { Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type KeyboardEvent, type RefObject, useId, useState } from 'react';
import { useGet } from '../api/queries.ts';
import type { FilledAnswer, Mentionable, Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { answersTo, completed, type Trigger, triggerAt } from './suggest.ts';
import { ticketWords } from './ticket-words.ts';
import { sayTyping } from './use-presence.ts';

interface Props {
  incidentId: string;
  fieldRef: RefObject<HTMLTextAreaElement | null>;
  isInternal: boolean;
  canUseAnswers: boolean;
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  onSend: () => void;
}

interface Suggestion {
  id: string;
  label: string;
  hint: string;
  words: string;
}

/** The field that one writes in: `@` completes people, `/` finds answers that were written before. */
export function ComposerField({ incidentId, fieldRef, isInternal, canUseAnswers, label, placeholder, value, onChange, onSend }: Props) {
  const listId = useId();
  const [trigger, setTrigger] = useState<Trigger | null>(null);
  const [active, setActive] = useState(0);
  const { items, isWaiting } = useSuggestions(incidentId, isInternal, canUseAnswers ? trigger : trigger?.sign === '@' ? trigger : null);
  const isOpen = trigger !== null && (items.length > 0 || (trigger.sign === '/' && canUseAnswers && !isWaiting));
  const look = (text: string, caret: number) => {
    setTrigger(triggerAt(text, caret));
    setActive(0);
  };
  const take = (chosen: Suggestion) => {
    if (!trigger) return;
    const next = completed(value, trigger, chosen.words);
    onChange(next.text);
    setTrigger(null);
    requestAnimationFrame(() => {
      fieldRef.current?.focus();
      fieldRef.current?.setSelectionRange(next.caret, next.caret);
    });
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return onSend();
    if (!isOpen) return event.key === 'Escape' ? event.currentTarget.blur() : undefined;
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves && items.length > 0) setActive((active + (moves[event.key] as number) + items.length) % items.length);
    else if ((event.key === 'Enter' || event.key === 'Tab') && items[active]) take(items[active]);
    else if (event.key === 'Escape') setTrigger(null);
    else return undefined;
    return event.preventDefault();
  };
  return (
    <div className="composer-field">
      <Textarea
        ref={fieldRef}
        aria-label={label}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        {...(isOpen && { 'aria-controls': listId })}
        {...(isOpen && items[active] && { 'aria-activedescendant': `${listId}-${active}` })}
        placeholder={placeholder}
        variant="unstyled"
        autosize
        minRows={2}
        maxRows={14}
        value={value}
        onChange={(event) => {
          const { value: text, selectionStart } = event.currentTarget;
          onChange(text);
          look(text, selectionStart);
          sayTyping(isInternal ? 'noting' : 'writing');
        }}
        onClick={(event) => look(value, event.currentTarget.selectionStart)}
        onBlur={() => setTrigger(null)}
        onKeyDown={press}
      />
      {isOpen && <Suggestions id={listId} sign={trigger.sign} items={items} active={active} take={take} />}
    </div>
  );
}

function Suggestions({
  id,
  sign,
  items,
  active,
  take,
}: {
  id: string;
  sign: '@' | '/';
  items: Suggestion[];
  active: number;
  take: (item: Suggestion) => void;
}) {
  const words = useWords(ticketWords);
  return (
    <div className="suggestions" id={id} role="listbox" aria-label={sign === '@' ? words.suggestPeople : words.suggestAnswers}>
      {items.length === 0 && (
        <div className="muted small" role="option" aria-selected={false} tabIndex={-1}>
          {words.noAnswer}
        </div>
      )}
      {items.map((item, index) => (
        <div
          key={item.id}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          // Before the field loses the focus and the list goes with it.
          onPointerDown={(event) => {
            event.preventDefault();
            take(item);
          }}
        >
          <bdi className="clip">{item.label}</bdi>
          <span className="muted small clip">{item.hint}</span>
        </div>
      ))}
    </div>
  );
}

function useSuggestions(incidentId: string, isInternal: boolean, trigger: Trigger | null): { items: Suggestion[]; isWaiting: boolean } {
  const [q] = useDebouncedValue(trigger?.q ?? '', 120);
  const visibility = isInternal ? 'internal' : 'public';
  const people = useGet<Page<Mentionable>>(`/incidents/${incidentId}/mentionable`, { q, visibility }, { enabled: trigger?.sign === '@' });
  const answers = useGet<Page<FilledAnswer>>(`/incidents/${incidentId}/canned-answers`, { q }, { enabled: trigger?.sign === '/' });
  if (trigger?.sign === '@')
    return {
      items: (people.data?.items ?? [])
        .filter(({ name }) => answersTo(trigger.q, name))
        .map(({ id, name, email }) => ({ id, label: name, hint: email, words: `@${name}` })),
      isWaiting: people.isPending,
    };
  if (trigger?.sign === '/')
    return {
      items: (answers.data?.items ?? [])
        .filter(({ name, shortcut }) => shortcut.startsWith(trigger.q) || answersTo(trigger.q, name))
        .map(({ id, name, shortcut, text }) => ({ id, label: `/${shortcut}`, hint: name, words: text })),
      isWaiting: answers.isPending,
    };
  return { items: [], isWaiting: false };
}

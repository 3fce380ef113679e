import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBulb } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useAct } from '../ui/use-act.ts';
import type { Suggestion } from './answer-types.ts';
import { answerWords } from './answer-words.ts';
import './answers.css';

/** Known answers to what somebody is writing, readable in place; one that solves it spares the incident. */
export function Suggestions({ text, serviceId, onSolved }: { text: string; serviceId: string | null; onSolved: () => void }) {
  const words = useWords(answerWords);
  const [asked] = useDebouncedValue(text.trim(), 350);
  const [dismissed, setDismissed] = useState<string[]>([]);
  const { data } = useGet<Page<Suggestion>>('/articles/suggestions', { q: asked, serviceId }, { enabled: asked.length >= 6 });
  const items = asked.length >= 6 ? (data?.items ?? []).filter(({ id }) => !dismissed.includes(id)) : [];
  return (
    <div aria-live="polite">
      {items.length > 0 && (
        <section className="suggestions" aria-label={words.maybe}>
          <p className="row tight">
            <IconBulb size={17} aria-hidden /> <strong>{words.maybe}</strong>
          </p>
          {items.map((item) => (
            <SuggestionLine
              key={item.id}
              item={item}
              asked={asked}
              onSolved={onSolved}
              onDismiss={() => setDismissed((ids) => [...ids, item.id])}
            />
          ))}
        </section>
      )}
    </div>
  );
}

function SuggestionLine({
  item,
  asked,
  onSolved,
  onDismiss,
}: {
  item: Suggestion;
  asked: string;
  onSolved: () => void;
  onDismiss: () => void;
}) {
  const words = useWords(answerWords);
  const [isBusy, act] = useAct();
  const solved = async () => {
    if (await act(() => api.post(`/articles/${item.id}/deflections`, { asked: asked.slice(0, 400) }))) onSolved();
  };
  return (
    <details>
      <summary>{item.title}</summary>
      <div className="typed" lang={item.language}>
        {item.body}
      </div>
      <div className="row tight">
        <Button size="compact-md" color="#217a3b" loading={isBusy} onClick={() => void solved()}>
          {words.solved}
        </Button>
        <Button size="compact-md" variant="subtle" onClick={onDismiss}>
          {words.notSolved}
        </Button>
      </div>
    </details>
  );
}

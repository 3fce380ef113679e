import { Button } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { type DragEvent, useRef, useState } from 'react';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { ApiProblem, inPageLanguage } from '../api/problem.ts';
import { refresh } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Chip } from '../ui/icons.tsx';
import { Card } from '../ui/states.tsx';
import type { Upload } from './agent-types.ts';
import { agentWords } from './agent-words.ts';
import { outcomeTones } from './contacts-card.tsx';

interface Sent {
  key: string;
  name: string;
  answer: Upload | null;
  error: unknown;
}

/** Takes files that agents wrote on machines without a network. */
export function UploadCard() {
  const words = useWords(agentWords);
  const [sent, setSent] = useState<Sent[]>([]);
  const [left, setLeft] = useState(0);
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const take = async (files: File[]) => {
    setLeft((count) => count + files.length);
    for (const file of files) {
      const one: Sent = { key: `${file.name} ${performance.now()}`, name: file.name, answer: null, error: null };
      try {
        one.answer = await api.post<Upload>('/inventory-uploads', new Blob([file], { type: 'application/octet-stream' }));
      } catch (error) {
        one.error = error;
      }
      setSent((all) => [one, ...all]);
      setLeft((count) => count - 1);
    }
    await refresh('assets', 'inventory-contacts');
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take([...event.dataTransfer.files]);
  };
  return (
    <Card title={words.sections.upload}>
      <div className="stack">
        <p className="muted">{words.uploadText}</p>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping has a button beside it that does the same */}
        <div
          className={isOver ? 'agent-drop over' : 'agent-drop'}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <IconFileUpload size={40} stroke={1.2} aria-hidden />
          <Button loading={left > 0} onClick={() => input.current?.click()}>
            {words.chooseFiles}
          </Button>
          <input
            ref={input}
            type="file"
            multiple
            className="hidden-visually"
            aria-label={words.chooseFiles}
            tabIndex={-1}
            accept=".ocs,.xml,.json,.gz,.data"
            onChange={(event) => {
              const files = [...(event.currentTarget.files ?? [])];
              event.currentTarget.value = '';
              void take(files);
            }}
          />
        </div>
        <div role="status">
          {left > 0 && words.filesLeft(left)}
          {sent.length > 0 && (
            <ul className="lines">
              {sent.map((one) => (
                <Line key={one.key} of={one} />
              ))}
            </ul>
          )}
        </div>
      </div>
    </Card>
  );
}

function Line({ of: { name, answer, error } }: { of: Sent }) {
  const words = useWords(agentWords);
  return (
    <li className="agent-line">
      <div className="grow">
        <bdi>{name}</bdi>
        {answer?.asset && (
          <div className="small">
            <Link href={links.asset(answer.asset.tag)}>
              {answer.asset.tag} <bdi>{answer.asset.name}</bdi>
            </Link>
          </div>
        )}
        {error !== null && (
          <div className="small agent-error">{error instanceof ApiProblem ? inPageLanguage(error.message) : words.refused}</div>
        )}
      </div>
      {answer ? (
        <Chip tone={outcomeTones[answer.outcome] ?? ''}>{words.outcomes[answer.outcome]}</Chip>
      ) : (
        <Chip tone="danger">{words.refused}</Chip>
      )}
    </li>
  );
}

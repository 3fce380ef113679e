import { Textarea } from '@mantine/core';
import { useRef } from 'react';
import { useWords } from '../i18n/dictionary.ts';
import { macroWords } from './macro-words.ts';

const variables = [
  'requester.firstName',
  'requester.name',
  'technician.firstName',
  'technician.name',
  'incident.number',
  'incident.title',
  'incident.url',
  'incident.priority',
  'incident.resolutionDue',
  'supportGroup.name',
  'service.name',
  'asset.name',
  'asset.tag',
];

interface Texts {
  en?: string | undefined;
  fr?: string | undefined;
}

/** The same words in two languages, and the variables that can stand in them. */
export function TextsFields({
  texts,
  errors,
  onChange,
}: {
  texts: Texts;
  errors: { en?: string; fr?: string };
  onChange: (texts: Texts) => void;
}) {
  const words = useWords(macroWords);
  const fields = { en: useRef<HTMLTextAreaElement>(null), fr: useRef<HTMLTextAreaElement>(null) };
  const last = useRef<'en' | 'fr'>('en');
  const insert = (name: string) => {
    const language = last.current;
    const field = fields[language].current;
    const text = texts[language] ?? '';
    const at = field?.selectionStart ?? text.length;
    onChange({ ...texts, [language]: `${text.slice(0, at)}{{${name}}}${text.slice(field?.selectionEnd ?? at)}` });
    field?.focus();
  };
  return (
    <div className="stack tight grow">
      <div className="grid-2">
        {(['en', 'fr'] as const).map((language) => (
          <Textarea
            key={language}
            ref={fields[language]}
            label={language === 'en' ? words.english : words.french}
            autosize
            minRows={3}
            maxRows={12}
            value={texts[language] ?? ''}
            error={errors[language]}
            onFocus={() => {
              last.current = language;
            }}
            onChange={(event) => onChange({ ...texts, [language]: event.currentTarget.value })}
          />
        ))}
      </div>
      <p className="small muted">{words.languageHint}</p>
      <details className="small">
        <summary>{words.variables}</summary>
        <div className="row tight" style={{ marginTop: 6 }}>
          {variables.map((name) => (
            <button type="button" key={name} className="chip mono" aria-label={words.insert(name)} onClick={() => insert(name)}>
              {name}
            </button>
          ))}
        </div>
      </details>
    </div>
  );
}

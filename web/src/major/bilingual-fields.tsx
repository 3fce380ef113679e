import { Textarea, TextInput } from '@mantine/core';
import { useLanguage, useWords } from '../i18n/dictionary.ts';
import type { Bilingual } from './major-types.ts';
import { majorWords } from './major-words.ts';

interface Props {
  legend: string;
  hint?: string;
  value: Bilingual;
  onChange: (value: Bilingual) => void;
  error?: string | undefined;
  isLong?: boolean;
  isFirst?: boolean;
}

/** What a form holds, as the API takes it: a language without words is left out. */
export const said = ({ en, fr }: Bilingual) => ({ ...(en.trim() && { en }), ...(fr.trim() && { fr }) });
export const isSaid = ({ en, fr }: Bilingual): boolean => en.trim() !== '' || fr.trim() !== '';
export const unsaid: Bilingual = { en: '', fr: '' };

/** Words in both languages, the reader's own first. */
export function BilingualFields({ legend, hint, value, onChange, error, isLong, isFirst }: Props) {
  const words = useWords(majorWords);
  const { language } = useLanguage();
  const order = language === 'fr' ? (['fr', 'en'] as const) : (['en', 'fr'] as const);
  const labels = { en: words.inEnglish, fr: words.inFrench };
  return (
    <fieldset className="bilingual">
      <legend>{legend}</legend>
      {hint && <p className="small muted">{hint}</p>}
      {order.map((each, index) => {
        const common = {
          label: labels[each],
          lang: each,
          value: value[each],
          error: index === 0 ? error : undefined,
          ...(isFirst && index === 0 && { 'data-autofocus': true }),
        };
        return isLong ? (
          <Textarea
            key={each}
            {...common}
            autosize
            minRows={2}
            maxRows={10}
            maxLength={5000}
            onChange={(event) => onChange({ ...value, [each]: event.currentTarget.value })}
          />
        ) : (
          <TextInput
            key={each}
            {...common}
            maxLength={160}
            onChange={(event) => onChange({ ...value, [each]: event.currentTarget.value })}
          />
        );
      })}
    </fieldset>
  );
}

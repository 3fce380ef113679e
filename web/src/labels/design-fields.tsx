import { MultiSelect, SegmentedControl, TextInput } from '@mantine/core';
import type { fieldAnswer } from '../../../server/asset-kinds/kind-schemas.ts';
import { useGet } from '../api/queries.ts';
import type { Answer, Page } from '../api/types.ts';
import { useLanguage, useWords } from '../i18n/dictionary.ts';
import type { Design } from './label-form.ts';
import { labelWords } from './label-words.ts';

type OwnField = Answer<typeof fieldAnswer>;

/** What a label says: the code, the lines in their order, and a line that is the same on all. */
export function DesignFields({ design, set, isPlaces }: { design: Design; set: (design: Design) => void; isPlaces: boolean }) {
  const words = useWords(labelWords);
  const own = useOwnFields();
  return (
    <div className="fields">
      <div>
        <SegmentedControl
          fullWidth
          aria-label={words.symbology}
          value={design.symbology}
          onChange={(symbology) => set({ ...design, symbology: symbology as Design['symbology'] })}
          data={Object.entries(words.symbologies).map(([value, label]) => ({ value, label }))}
        />
        <p className="muted small">{words.symbologyHint[design.symbology]}</p>
      </div>
      {!isPlaces && (
        <MultiSelect
          label={words.fields}
          value={design.fields}
          maxValues={6}
          onChange={(fields) => set({ ...design, fields: fields as Design['fields'] })}
          data={[...Object.entries(words.fieldNames).map(([value, label]) => ({ value, label })), ...own]}
        />
      )}
      <TextInput
        label={words.heading}
        placeholder={words.headingPlaceholder}
        maxLength={60}
        value={design.heading ?? ''}
        onChange={(event) => set({ ...design, heading: event.currentTarget.value || null })}
      />
    </div>
  );
}

/** Own fields of devices, as lines of a label. */
function useOwnFields(): Array<{ value: string; label: string }> {
  const { language } = useLanguage();
  const fields = useGet<Page<OwnField>>('/asset-fields');
  return (fields.data?.items ?? [])
    .filter(({ isActive }) => isActive)
    .map(({ key, name }) => ({ value: `fields.${key}`, label: name[language] }));
}

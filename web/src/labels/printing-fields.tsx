import { Checkbox, NumberInput } from '@mantine/core';
import { useWords } from '../i18n/dictionary.ts';
import { type LabelForm, placesOn } from './label-form.ts';
import { labelWords } from './label-words.ts';

/** A sheet that is partly used, copies, and a printer that is off by a millimetre. */
export function PrintingFields({ form, set }: { form: LabelForm; set: (changes: Partial<LabelForm>) => void }) {
  const words = useWords(labelWords);
  const places = placesOn(form.paper);
  const number = (value: number | string): number => (typeof value === 'number' ? value : 0);
  return (
    <div className="fields">
      <div className="grid-2">
        {places > 1 && (
          <NumberInput
            label={words.skip}
            min={0}
            max={places - 1}
            clampBehavior="strict"
            value={form.skip}
            onChange={(value) => set({ skip: number(value) })}
          />
        )}
        <NumberInput
          label={words.copies}
          min={1}
          max={20}
          clampBehavior="strict"
          value={form.copies}
          onChange={(value) => set({ copies: Math.max(1, number(value)) })}
        />
        <NumberInput
          label={words.offsetX}
          min={-20}
          max={20}
          step={0.5}
          decimalScale={1}
          decimalSeparator="."
          suffix={` ${words.mm}`}
          value={form.offsetX}
          onChange={(value) => set({ offsetX: number(value) })}
        />
        <NumberInput
          label={words.offsetY}
          min={-20}
          max={20}
          step={0.5}
          decimalScale={1}
          decimalSeparator="."
          suffix={` ${words.mm}`}
          value={form.offsetY}
          onChange={(value) => set({ offsetY: number(value) })}
        />
      </div>
      <Checkbox label={words.edges} checked={form.withEdges} onChange={(event) => set({ withEdges: event.currentTarget.checked })} />
    </div>
  );
}

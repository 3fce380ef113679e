import { Checkbox, NumberInput, SegmentedControl, Select } from '@mantine/core';
import { useWords } from '../i18n/dictionary.ts';
import { asType, type KnownPaper, type LabelForm, type Paper, placesOn, type Template, withMeasure } from './label-form.ts';
import { labelWords } from './label-words.ts';

interface Props {
  form: LabelForm;
  set: (changes: Partial<LabelForm>) => void;
  templates: Template[];
  papers: KnownPaper[];
  errors: Record<string, string>;
}

/** Which paper: a saved template, one whose measures are known, or own measures. */
export function PaperFields({ form, set, templates, papers, errors }: Props) {
  const words = useWords(labelWords);
  const option = ({ key, name, paper }: KnownPaper) => ({
    value: key,
    label:
      paper.type === 'sheet' ? `${name} · ${words.perSheet(placesOn(paper))}` : `${name} · ${paper.label.width} × ${paper.label.height}`,
  });
  const choose = (choice: string | null) => {
    if (!choice) return;
    const template = templates.find(({ id }) => id === choice);
    const known = papers.find(({ key }) => key === choice);
    if (template) set({ choice, paper: template.paper, design: template.design, skip: 0 });
    else set({ choice, skip: 0, ...(known && { paper: known.paper }) });
  };
  return (
    <div className="fields">
      <Select
        label={words.paper}
        searchable
        allowDeselect={false}
        value={form.choice}
        onChange={choose}
        data={[
          ...(templates.length > 0
            ? [{ group: words.templates, items: templates.map(({ id, name }) => ({ value: id, label: name })) }]
            : []),
          { group: words.sheets, items: papers.filter(({ paper }) => paper.type === 'sheet').map(option) },
          { group: words.tapes, items: papers.filter(({ paper }) => paper.type === 'tape').map(option) },
          { group: words.ownPaper, items: [{ value: 'own', label: words.ownPaper }] },
        ]}
      />
      {form.choice === 'own' && <Measures paper={form.paper} set={(paper) => set({ paper })} errors={errors} />}
    </div>
  );
}

const sheetMeasures = [
  ['page.width', 'pageWidth'],
  ['page.height', 'pageHeight'],
  ['label.width', 'width'],
  ['label.height', 'height'],
  ['columns', 'columns'],
  ['rows', 'rows'],
  ['left', 'left'],
  ['top', 'top'],
  ['pitchX', 'pitchX'],
  ['pitchY', 'pitchY'],
] as const;

function Measures({ paper, set, errors }: { paper: Paper; set: (paper: Paper) => void; errors: Record<string, string> }) {
  const words = useWords(labelWords);
  const shown = paper.type === 'sheet' ? sheetMeasures : sheetMeasures.filter(([path]) => path.startsWith('label.'));
  const valueAt = (path: string): number =>
    path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], paper) as number;
  return (
    <>
      <SegmentedControl
        aria-label={words.paper}
        value={paper.type}
        onChange={(type) => set(asType(paper, type as Paper['type']))}
        data={Object.entries(words.paperType).map(([value, label]) => ({ value, label }))}
      />
      <div className="grid-2">
        {shown.map(([path, word]) => {
          const isCount = path === 'columns' || path === 'rows';
          return (
            <NumberInput
              key={path}
              label={words[word]}
              value={valueAt(path)}
              min={isCount ? 1 : -5}
              max={1000}
              decimalScale={isCount ? 0 : 2}
              decimalSeparator="."
              suffix={isCount ? '' : ` ${words.mm}`}
              error={errors[`paper.${path}`]}
              onChange={(value) => set(withMeasure(paper, path, value))}
            />
          );
        })}
      </div>
      {paper.type === 'tape' && (
        <Checkbox
          label={words.turned}
          checked={paper.isTurned}
          onChange={(event) => set({ ...paper, isTurned: event.currentTarget.checked })}
        />
      )}
    </>
  );
}

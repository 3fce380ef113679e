import { Button } from '@mantine/core';
import type { Asset } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { type AssetFormValues, formOf } from './asset-form.ts';
import { assetWords, fieldWords } from './asset-words.ts';
import { FieldValue } from './field-value.tsx';

interface Props {
  before: AssetFormValues;
  mine: AssetFormValues;
  theirs: Asset;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

/** What I typed beside what a colleague saved meanwhile. */
export function EditConflict({ before, mine, theirs, onKeepMine, onTakeTheirs }: Props) {
  const words = useWords(assetWords);
  const names = useWords(fieldWords);
  const other = formOf(theirs);
  const fields = (Object.keys(mine) as Array<keyof AssetFormValues>).filter(
    (name) => mine[name] !== before[name] || other[name] !== before[name],
  );
  return (
    <div className="stack">
      <p className="muted">{words.conflictText}</p>
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{words.field}</th>
              <th scope="col">{words.yours}</th>
              <th scope="col">{words.theirs}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((name) => (
              <tr key={name}>
                <th scope="row">{names[name] ?? name}</th>
                <td className={mine[name] === before[name] ? 'muted' : 'changed'}>
                  <FieldValue field={name} value={mine[name]} />
                </td>
                <td className={other[name] === before[name] ? 'muted' : 'changed'}>
                  <FieldValue field={name} value={other[name]} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="form-actions">
        <Button variant="default" onClick={onTakeTheirs}>
          {words.takeTheirs}
        </Button>
        <Button onClick={onKeepMine}>{words.keepMine}</Button>
      </div>
    </div>
  );
}

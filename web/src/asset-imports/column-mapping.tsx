import { Button, Select } from '@mantine/core';
import type { AssetImportSummary } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Chip } from '../ui/icons.tsx';
import { Card } from '../ui/states.tsx';
import { useFieldNames } from './field-names.ts';
import { importWords } from './import-words.ts';

type Column = AssetImportSummary['columns'][number];

interface Props {
  columns: Column[];
  fields: string[];
  isRemembered: boolean;
  isBusy: boolean;
  /** The field of each column in its order; null forgets what was said and goes by the names. */
  onChange: (fields: Array<string | null> | null) => void;
}

/** Which column fills which field, open to correction: what is said here is remembered for files with the same headers. */
export function ColumnMapping({ columns, fields, isRemembered, isBusy, onChange }: Props) {
  const words = useWords(importWords);
  const nameOf = useFieldNames();
  const options = fields.map((value) => ({ value, label: nameOf(value) })).sort((a, b) => a.label.localeCompare(b.label));
  const changed = (index: number, field: string | null) => onChange(columns.map((column, at) => (at === index ? field : column.field)));
  const unused = columns.filter(({ field }) => field === null).length;
  return (
    <Card
      title={words.columns}
      flush
      actions={
        <>
          {unused > 0 && <span className="muted small">{words.unusedCount(String(unused))}</span>}
          {isRemembered && (
            <>
              <Chip tone="info">{words.remembered}</Chip>
              <Button variant="subtle" size="compact-sm" disabled={isBusy} onClick={() => onChange(null)}>
                {words.forget}
              </Button>
            </>
          )}
        </>
      }
    >
      <div className="table-scroll">
        <table className="table mapping">
          <thead>
            <tr>
              <th scope="col">{words.column}</th>
              <th scope="col">{words.sample}</th>
              <th scope="col">{words.fills}</th>
            </tr>
          </thead>
          <tbody>
            {columns.map((column, index) => (
              // Headers may be blank or double; their place in the file tells them apart.
              // biome-ignore lint/suspicious/noArrayIndexKey: the order never changes
              <tr key={index} className={column.field ? undefined : 'dim'}>
                <th scope="row">
                  <bdi>{column.header || words.blankHeader(String(index + 1))}</bdi>
                </th>
                <td className="muted">
                  <bdi className="clip">{column.sample ?? '—'}</bdi>
                </td>
                <td>
                  <Select
                    aria-label={words.fieldFor(column.header || String(index + 1))}
                    size="xs"
                    w={220}
                    searchable
                    clearable
                    placeholder={words.unused}
                    disabled={isBusy}
                    data={options}
                    value={column.field}
                    onChange={(field) => changed(index, field)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

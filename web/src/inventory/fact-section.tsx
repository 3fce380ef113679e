import { FieldValue } from '../assets/field-value.tsx';
import { useWords } from '../i18n/dictionary.ts';
import type { AssetFacts } from './inventory-types.ts';
import { inventoryWords } from './inventory-words.ts';

type Section = AssetFacts['sections'][number];

const known = (value: unknown): boolean => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);

/** The parts of one kind, each by what is known of it. */
export function FactSection({ section }: { section: Section }) {
  const words = useWords(inventoryWords);
  if (section.items.length === 0) return null;
  return (
    <details>
      <summary>
        {words.sections[section.name] ?? section.name}
        {section.items.length > 1 && <span className="muted"> {section.items.length}</span>}
      </summary>
      <ul className="parts">
        {section.items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no ids, and their order is the agent's
          <li key={index}>
            <Part item={item} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Part({ item }: { item: Section['items'][number] }) {
  const words = useWords(inventoryWords);
  return (
    <>
      {Object.entries(item)
        .filter(([, value]) => known(value))
        .map(([field, value]) => (
          <span key={field} className="part-field">
            <span className="muted">{words.fields[field] ?? field}</span>{' '}
            {typeof value === 'boolean' ? value ? '✓' : '–' : <FieldValue field={field} value={value} />}
          </span>
        ))}
    </>
  );
}

import { useWords } from '../i18n/dictionary.ts';
import { Chip } from '../ui/icons.tsx';
import { Card } from '../ui/states.tsx';
import type { Overview } from './backup-types.ts';
import { backupWords } from './backup-words.ts';

/** Which tools this machine has, and what is missing. */
export function EnginesCard({ engines }: { engines: Overview['engines'] }) {
  const words = useWords(backupWords);
  return (
    <Card title={words.engines} flush>
      <ul className="lines">
        {engines.map((engine) => (
          <li key={engine.name}>
            <strong>{engine.name}</strong>
            {engine.version && <span className="mono muted">{engine.version}</span>}
            <Chip tone={engine.available ? 'good' : ''} dot>
              {engine.available ? words.available : words.unavailable}
            </Chip>
            {engine.note && <span className="muted small grow">{engine.note}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}

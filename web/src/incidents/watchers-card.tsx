import { CloseButton } from '@mantine/core';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Incident, Page, Watcher } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { PersonName } from '../ui/marks.tsx';
import { PersonPicker } from '../ui/search-select.tsx';
import { Card, Loaded } from '../ui/states.tsx';
import { useAct } from '../ui/use-act.ts';
import { deskWords } from './desk-words.ts';

export function Watchers({ incident }: { incident: Incident }) {
  const words = useWords(deskWords);
  const path = `/incidents/${incident.id}/watchers`;
  const query = useGet<Page<Watcher>>(path);
  const [, act] = useAct();
  const change = (work: () => Promise<unknown>) =>
    void act(async () => {
      await work();
      await refresh('incidents');
    });
  return (
    <Card title={words.watchers}>
      <Loaded query={query} lines={1}>
        {({ items }) => (
          <div className="stack tight">
            <ul className="side-list">
              {items.length === 0 && <li className="muted small">{words.noWatchers}</li>}
              {items.map((watcher) => (
                <li key={watcher.id} className="row between nowrap">
                  <PersonName person={watcher} />
                  <CloseButton
                    size="sm"
                    aria-label={words.removeWatcher(watcher.name)}
                    onClick={() => change(() => api.delete(`${path}/${watcher.id}`))}
                  />
                </li>
              ))}
            </ul>
            <PersonPicker
              key={items.length}
              size="xs"
              aria-label={words.addWatcher}
              placeholder={words.addWatcher}
              value={null}
              onChange={(personId) => personId && change(() => api.post(path, { personId }))}
            />
          </div>
        )}
      </Loaded>
    </Card>
  );
}

import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh, useList } from '../api/queries.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { useAct } from '../ui/use-act.ts';
import type { ForeignPoint, Repository } from './backup-types.ts';
import { holdWords } from './hold-words.ts';

/** Tells of recovery points that no run of ours made, and lets an administrator accept them. */
export function ForeignButton({ repository }: { repository: Repository }) {
  const words = useWords(holdWords);
  const format = useFormats();
  const [isOpen, setOpen] = useState(false);
  if (repository.foreignPoints === 0 && !isOpen) return null;
  return (
    <>
      <Button variant="light" color="red" size="compact-sm" onClick={() => setOpen(true)}>
        {words.foreign(format.number(repository.foreignPoints))}
      </Button>
      {isOpen && <ForeignDialog repository={repository} close={() => setOpen(false)} />}
    </>
  );
}

function ForeignDialog({ repository, close }: { repository: Repository; close: () => void }) {
  const words = useWords(holdWords);
  const format = useFormats();
  const isAdmin = hasRole(useMe(), 'admin');
  const path = `/backups/repositories/${repository.id}/foreign-points`;
  const { items } = useList<ForeignPoint>(path);
  const [isBusy, act] = useAct();
  const accept = (ref: string) => act(() => api.put(`${path}/${encodeURIComponent(ref)}/acceptance`).then(() => refresh('backups')));
  return (
    <Modal opened onClose={close} title={words.foreignTitle}>
      <p>{words.foreignText}</p>
      <ul className="lines">
        {items.map(({ ref, takenAt, acceptedAt }) => (
          <li key={ref} className="row between">
            <span>
              <code className="typed mono">{ref}</code> <span className="muted small">{format.moment(takenAt)}</span>
            </span>
            {acceptedAt ? (
              <span className="muted">{words.accepted}</span>
            ) : (
              isAdmin && (
                <Button
                  variant="default"
                  size="compact-sm"
                  loading={isBusy}
                  aria-label={words.acceptThis(ref)}
                  onClick={() => void accept(ref)}
                >
                  {words.accept}
                </Button>
              )
            )}
          </li>
        ))}
      </ul>
    </Modal>
  );
}

import { Button } from '@mantine/core';
import { IconDatabase, IconLock, IconLockOpen, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useList } from '../api/queries.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { Empty, Listed, PageHead } from '../ui/states.tsx';
import type { Repository } from './backup-types.ts';
import { CapsCard } from './caps-card.tsx';
import { ForeignButton } from './foreign-dialog.tsx';
import { kitWords } from './kit-words.ts';
import { RenameRepositoryDialog, RepositoryDialog } from './repository-dialog.tsx';
import { repositoryWords } from './repository-words.ts';

/** Where recovery points are kept, and how much room is left. */
export function RepositoriesPage() {
  const words = useWords(repositoryWords);
  const kit = useWords(kitWords);
  const isAdmin = hasRole(useMe(), 'admin');
  const repositories = useList<Repository>('/backups/repositories');
  const [isAdding, setAdding] = useState(false);
  const [renaming, setRenaming] = useState<Repository | null>(null);
  const add = isAdmin && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      {words.add}
    </Button>
  );
  return (
    <>
      <PageHead
        title={words.title}
        lead={words.lead}
        actions={
          isAdmin && (
            <>
              <Button component={Link} href="/backups/recovery-kit" variant="default">
                {kit.open}
              </Button>
              {add}
            </>
          )
        }
      />
      <Listed
        query={repositories}
        empty={
          <section className="card">
            <Empty title={words.none} action={add}>
              {words.noneText}
            </Empty>
          </section>
        }
      >
        {(items) => (
          <div className="stack">
            <div className="tiles wide">
              {items.map((repository) => (
                <RepositoryCard
                  key={repository.id}
                  repository={repository}
                  onRename={isAdmin ? () => setRenaming(repository) : undefined}
                />
              ))}
            </div>
            <CapsCard repositories={items} />
          </div>
        )}
      </Listed>
      {isAdding && <RepositoryDialog onClose={() => setAdding(false)} />}
      {renaming && <RenameRepositoryDialog repository={renaming} onClose={() => setRenaming(null)} />}
    </>
  );
}

const lowBytes = 5e9;

function RepositoryCard({ repository, onRename }: { repository: Repository; onRename: (() => void) | undefined }) {
  const words = useWords(repositoryWords);
  const format = useFormats();
  const { freeBytes } = repository;
  const isLow = freeBytes !== null && freeBytes < lowBytes;
  return (
    <section className="card padded stack tight">
      <div className="row between nowrap">
        <h2 className="row tight nowrap clip">
          <IconDatabase size={18} aria-hidden />
          <bdi className="clip">{repository.name}</bdi>
        </h2>
        {onRename && (
          <Button variant="subtle" size="compact-sm" aria-label={`${words.rename}: ${repository.name}`} onClick={onRename}>
            {words.rename}
          </Button>
        )}
      </div>
      <div className="mono muted small typed">{repository.location}</div>
      <div className="row tight">
        <Chip>{words.engines[repository.engine]}</Chip>
        <Chip tone={repository.isEncrypted ? 'good' : ''}>
          {repository.isEncrypted ? <IconLock size={13} aria-hidden /> : <IconLockOpen size={13} aria-hidden />}
          {repository.isEncrypted ? words.encrypted : words.plain}
        </Chip>
        <Chip tone={isLow ? 'danger' : ''} {...(isLow && { title: words.low })}>
          {freeBytes === null ? words.freeUnknown : words.free(format.bytes(freeBytes))}
        </Chip>
        <ForeignButton repository={repository} />
      </div>
    </section>
  );
}

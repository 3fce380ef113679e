import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { Banner, Card, Facts, PageHead } from '../ui/states.tsx';
import { useAct } from '../ui/use-act.ts';
import type { RecoveryKit } from './backup-types.ts';
import { kitWords } from './kit-words.ts';
import { repositoryWords } from './repository-words.ts';

/** What is needed to restore when nothing of ours is left, to be printed. Shown on request alone: each look is audited. */
export function KitPage() {
  const words = useWords(kitWords);
  const format = useFormats();
  const repositories = useWords(repositoryWords);
  const [kit, setKit] = useState<RecoveryKit | null>(null);
  const [isBusy, act] = useAct();
  const show = () => act(async () => setKit(await api.post<RecoveryKit>('/backups/recovery-kits')));
  return (
    <div className="stack kit">
      <PageHead
        back={{ href: links.repositories(), label: repositories.title }}
        title={words.title}
        lead={kit ? words.madeAt(format.moment(kit.madeAt), kit.baseUrl) : words.lead}
        actions={
          kit ? (
            <Button leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
              {words.print}
            </Button>
          ) : (
            <Button loading={isBusy} onClick={() => void show()}>
              {words.show}
            </Button>
          )
        }
      />
      <Banner tone="warn">{words.warning}</Banner>
      {kit?.items.map((item) => (
        <RepositoryKit key={item.repository.id} item={item} />
      ))}
      {kit && (
        <Card title={words.keyTitle}>
          <p>{words.keyText}</p>
        </Card>
      )}
    </div>
  );
}

function RepositoryKit({ item: { repository, protects } }: { item: RecoveryKit['items'][number] }) {
  const words = useWords(kitWords);
  const format = useFormats();
  return (
    <Card title={repository.name}>
      <div className="stack">
        <Facts
          of={[
            [words.location, <code key="location">{repository.location}</code>],
            [words.engine, repository.engine],
            [words.id, <code key="id">{repository.pinnedId}</code>],
            [words.password, repository.password === null ? words.none : <code key="password">{repository.password}</code>],
          ]}
        />
        {protects.map((each) => (
          <section key={each.policy} className="stack tight">
            <h3>
              {each.asset}: {each.policy}
            </h3>
            <p className="muted">
              <bdi>{each.source}</bdi>; {each.takenAt ? words.lastGood(format.moment(each.takenAt)) : words.noPoint}{' '}
              {each.isLate && <Chip tone="warn">{words.late}</Chip>}
            </p>
            {each.commands.length > 0 && <pre className="typed mono">{each.commands.join('\n')}</pre>}
          </section>
        ))}
      </div>
    </Card>
  );
}

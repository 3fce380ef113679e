import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { durationMs, useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { Ago } from '../ui/marks.tsx';
import { Card, Empty, Loaded } from '../ui/states.tsx';
import { commonWords } from '../ui/words.ts';
import type { Source } from './agent-types.ts';
import { agentWords } from './agent-words.ts';
import { SetupDialog } from './setup-dialog.tsx';
import { SourceDialog } from './source-dialog.tsx';

type Open = { dialog: 'edit' | 'setup'; source: Source | null; password?: string } | null;

/** The credentials by which agents are let in. */
export function SourcesCard({ showAgents }: { showAgents: (sourceId: string) => void }) {
  const words = useWords(agentWords);
  const isAdmin = hasRole(useMe(), 'admin');
  const sources = useGet<Page<Source>>('/inventory-sources', {}, { refetchInterval: 15_000 });
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  return (
    <Card
      flush
      title={words.sections.sources}
      actions={
        isAdmin && (
          <Button size="xs" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setOpen({ dialog: 'edit', source: null })}>
            {words.addSource}
          </Button>
        )
      }
    >
      <Loaded query={sources}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={words.noSources}>{words.noSourcesText}</Empty>
          ) : (
            <ul className="lines">
              {items.map((source) => (
                <Line key={source.id} source={source} isAdmin={isAdmin} open={setOpen} showAgents={showAgents} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {open?.dialog === 'edit' && (
        <SourceDialog
          source={open.source}
          onClose={close}
          onPassword={(source, password) => setOpen({ dialog: 'setup', source, password })}
        />
      )}
      {open?.dialog === 'setup' && open.source && <SetupDialog source={open.source} password={open.password} onClose={close} />}
    </Card>
  );
}

interface LineProps {
  source: Source;
  isAdmin: boolean;
  open: (open: Open) => void;
  showAgents: (sourceId: string) => void;
}

function Line({ source, isAdmin, open, showAgents }: LineProps) {
  const words = useWords(agentWords);
  const common = useWords(commonWords);
  const format = useFormats();
  const every = durationMs(source.contactEvery);
  return (
    <li className="agent-line">
      <div className="grow">
        <strong>
          <bdi>{source.name}</bdi>
        </strong>
        <div className="muted small">
          <code>{source.username}</code>
          {source.location && (
            <>
              {' · '}
              <bdi>{source.location.name}</bdi>
            </>
          )}
          {every !== null && ` · ${words.every(format.duration(every))}`}
        </div>
        <div className="muted small">
          <button type="button" className="link" onClick={() => showAgents(source.id)}>
            {words.agentCount(source.agentCount)}
          </button>
          {source.lastContactAt && (
            <>
              {' · '}
              {words.lastContact} <Ago at={source.lastContactAt} />
            </>
          )}
        </div>
        {source.reservedFor && <div className="small warned">{words.reservedFor(source.reservedFor)}</div>}
      </div>
      {!source.isActive && <Chip>{words.off}</Chip>}
      <div className="row tight">
        <Button
          size="compact-sm"
          variant="default"
          aria-label={words.setupOf(source.name)}
          onClick={() => open({ dialog: 'setup', source })}
        >
          {words.setup}
        </Button>
        {isAdmin && (
          <Button
            size="compact-sm"
            variant="subtle"
            aria-label={words.editSource(source.name)}
            onClick={() => open({ dialog: 'edit', source })}
          >
            {common.edit}
          </Button>
        )}
      </div>
    </li>
  );
}

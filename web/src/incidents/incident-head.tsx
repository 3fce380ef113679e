import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconKeyboard } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { Incident } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { DueChip, PriorityMark, StatusChip } from '../ui/marks.tsx';
import { deskWords } from './desk-words.ts';
import { EditableTitle } from './editable-words.tsx';
import { PresenceBar } from './presence-bar.tsx';

interface Props {
  incident: Incident;
  /** Begins to edit the title; the page's key and command do it too. */
  beginRef: { current: (() => void) | null };
  showHelp: () => void;
}

export function IncidentHead({ incident, beginRef, showHelp }: Props) {
  const words = useWords(deskWords);
  const format = useFormats();
  return (
    <header className="incident-head">
      <div className="row between nowrap">
        <Link href={links.queue()} className="back">
          <IconArrowLeft size={15} aria-hidden />
          {words.queue}
        </Link>
        <div className="row tight nowrap">
          <PresenceBar />
          <Tooltip label={words.shortcuts}>
            <ActionIcon aria-label={words.shortcuts} onClick={showHelp}>
              <IconKeyboard size={19} />
            </ActionIcon>
          </Tooltip>
        </div>
      </div>
      <div className="row nowrap" style={{ alignItems: 'flex-start' }}>
        <EditableTitle incident={incident} beginRef={beginRef} />
      </div>
      <div className="row marks">
        <span className="mono muted">{incident.number}</span>
        <PriorityMark priority={incident.priority} />
        <StatusChip status={incident.status} />
        <DueChip incident={incident} />
        {incident.status === 'pending' && incident.pendingReason && (
          <span className="small">
            {words.pendingReason}: <bdi>{incident.pendingReason}</bdi>
          </span>
        )}
        <span className="muted small">
          {words.opened} {format.moment(incident.openedAt)}
        </span>
      </div>
    </header>
  );
}

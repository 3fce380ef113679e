import { Button, Menu } from '@mantine/core';
import { IconBolt, IconCheck, IconChevronDown, IconHandGrab, IconPlayerPause, IconPlayerPlay, IconUserCheck } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { Incident } from '../api/types.ts';
import { useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useAsk } from '../ui/ask.tsx';
import { AssignDialog } from './assign-dialog.tsx';
import { composerWords } from './composer-words.ts';
import { useIncidentAct } from './conflict.tsx';
import { deskWords } from './desk-words.ts';
import { MacroDialog } from './macro-dialog.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { PendDialog } from './pend-dialog.tsx';
import { PriorityDialog } from './priority-dialog.tsx';
import { ResolveDialog } from './resolve-dialog.tsx';
import { StatusDialog } from './status-dialog.tsx';
import { type IncidentDialog, type Verb, withdraw } from './use-incident-commands.ts';

/** The verbs that stand as buttons, in their order; all others are in the menu behind them. */
const shown = ['take', 'resolve', 'assign', 'pend', 'resume', 'acknowledge', 'reopen', 'close', 'macros'];
const icons: Record<string, typeof IconCheck> = {
  take: IconHandGrab,
  resolve: IconCheck,
  assign: IconUserCheck,
  pend: IconPlayerPause,
  resume: IconPlayerPlay,
  macros: IconBolt,
};
/** In the status dialog alone. */
const hidden = ['status'];

export function IncidentActions({ incident, verbs }: { incident: Incident; verbs: Verb[] }) {
  const words = useWords(deskWords);
  const composer = useWords(composerWords);
  const me = useMe();
  const { isBusy } = useIncidentAct();
  const short: Record<string, string> = { take: words.take, assign: words.assign, macros: composer.macros };
  const isMine = incident.assignee?.id === me.id;
  const first = isMine ? 'resolve' : 'take';
  const more = verbs.filter(({ id }) => !shown.includes(id) && !hidden.includes(id));
  return (
    <div className="incident-actions" role="toolbar" aria-label={words.moreActions}>
      {shown.map((id) => {
        const verb = verbs.find((each) => each.id === id);
        if (!verb) return null;
        const Icon = icons[id];
        return (
          <Button
            key={id}
            variant={id === first ? 'filled' : 'default'}
            leftSection={Icon && <Icon size={17} aria-hidden />}
            disabled={isBusy}
            title={verb.keys && `${verb.label} (${verb.keys})`}
            onClick={verb.run}
          >
            {short[id] ?? verb.label}
          </Button>
        );
      })}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={15} aria-hidden />}>
            {words.moreActions}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {more.map(({ id, label, run }) => (
            <Menu.Item key={id} color={id === 'cancel' ? 'red' : undefined} onClick={run}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

interface DialogProps {
  dialog: { kind: IncidentDialog; base: Incident } | null;
  verbs: Verb[];
  close: () => void;
}

/** The dialog that is open, about the version that was on screen when it was opened. */
export function IncidentDialogs({ dialog, verbs, close }: DialogProps) {
  if (!dialog) return null;
  const { kind, base } = dialog;
  if (kind === 'assign') return <AssignDialog base={base} close={close} />;
  if (kind === 'pend') return <PendDialog base={base} close={close} />;
  if (kind === 'resolve') return <ResolveDialog base={base} close={close} />;
  if (kind === 'merge') return <MergeDialog base={base} close={close} />;
  if (kind === 'priority') return <PriorityDialog base={base} close={close} />;
  if (kind === 'macros') return <MacroDialog base={base} close={close} />;
  if (kind === 'status') return <StatusDialog incident={base} choices={verbs.filter(({ isStatus }) => isStatus)} close={close} />;
  return <CancelQuestion base={base} close={close} />;
}

function CancelQuestion({ base, close }: { base: Incident; close: () => void }) {
  const words = useWords(deskWords);
  const { run } = useIncidentAct();
  const [question, ask] = useAsk();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when it opens
  useEffect(() => {
    void ask({ title: `${words.cancel}?`, action: words.cancel, isDangerous: true }).then((isSure) => {
      if (isSure) void run(base, { work: withdraw, done: words.done.cancelled });
      close();
    });
  }, []);
  return question;
}

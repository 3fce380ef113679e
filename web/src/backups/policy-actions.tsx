import { ActionIcon, Button, Menu, Modal, Textarea, TextInput } from '@mantine/core';
import { IconArchive, IconDots, IconPencil, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useAsk } from '../ui/ask.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import type { Policy, Run } from './backup-types.ts';
import { backupWords } from './backup-words.ts';
import { policyWords } from './policy-words.ts';

/** Run now, pause, edit, end. */
export function PolicyActions({ policy }: { policy: Policy }) {
  const words = useWords(policyWords);
  const backup = useWords(backupWords);
  const common = useWords(commonWords);
  const me = useMe();
  const isLead = hasRole(me, 'lead');
  const isAdmin = hasRole(me, 'admin');
  const [isPausing, setPausing] = useState(false);
  const [isBusy, act] = useAct();
  const [, navigate] = useLocation();
  const isPaused = policy.pausedUntil !== null && new Date(policy.pausedUntil).getTime() > Date.now();
  const run = () =>
    act(async () => {
      const started = await api.post<Run>(`/backups/policies/${policy.id}/runs`, {});
      await refresh('backups');
      toast(backup.runStarted);
      navigate(links.run(started.id));
    });
  const resume = () =>
    act(async () => {
      await api.delete(`/backups/policies/${policy.id}/pause`);
      await refresh('backups');
      toast(words.resumed);
    });
  return (
    <>
      {isAdmin && (
        <Button
          component={Link}
          href={`/backups/policies/${policy.id}/edit`}
          variant="default"
          leftSection={<IconPencil size={16} aria-hidden />}
        >
          {common.edit}
        </Button>
      )}
      {isLead && isPaused && (
        <Button variant="default" onClick={() => void resume()}>
          {words.resume}
        </Button>
      )}
      {isLead && !isPaused && (
        <Button variant="default" leftSection={<IconPlayerPause size={16} aria-hidden />} onClick={() => setPausing(true)}>
          {words.pause}
        </Button>
      )}
      {isLead && (
        <Button loading={isBusy} leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={() => void run()}>
          {backup.runNow}
        </Button>
      )}
      {isAdmin && <RetireMenu policy={policy} />}
      {isPausing && <PauseDialog policy={policy} onClose={() => setPausing(false)} />}
    </>
  );
}

function RetireMenu({ policy }: { policy: Policy }) {
  const words = useWords(policyWords);
  const backup = useWords(backupWords);
  const [question, ask] = useAsk();
  const [, act] = useAct();
  const [, navigate] = useLocation();
  const retire = async () => {
    if (!(await ask({ title: words.retireTitle(policy.name), text: words.retireText, action: words.retire, isDangerous: true }))) return;
    await act(async () => {
      await api.delete(`/backups/policies/${policy.id}`, { ifMatch: policy.version });
      await refresh('backups');
      toast(words.retired);
      navigate(links.policies());
    });
  };
  return (
    <>
      {question}
      <Menu>
        <Menu.Target>
          <ActionIcon variant="default" aria-label={backup.more}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item color="red" leftSection={<IconArchive size={16} aria-hidden />} onClick={() => void retire()}>
            {words.retire}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toLocaleString('sv').slice(0, 16).replace(' ', 'T');

function PauseDialog({ policy, onClose }: { policy: Policy; onClose: () => void }) {
  const words = useWords(policyWords);
  const common = useWords(commonWords);
  const form = useFields({ until: inDays(1), reason: '' });
  const send = async () => {
    const done = await form.submit(async ({ until, reason }) => {
      await api.put(`/backups/policies/${policy.id}/pause`, { until: new Date(until).toISOString(), reason });
    });
    if (!done) return;
    await refresh('backups');
    toast(words.paused);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={words.pauseTitle}>
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p className="muted">{words.pauseText}</p>
        <TextInput type="datetime-local" required label={words.pauseUntil} min={inDays(0)} {...form.text('until')} />
        <Textarea required data-autofocus label={words.pauseReason} autosize minRows={2} maxLength={500} {...form.text('reason')} />
        <div className="form-actions">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={form.isBusy} disabled={!form.values.reason.trim()}>
            {words.pause}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

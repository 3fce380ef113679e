import { Button } from '@mantine/core';
import { IconCheck, IconHandStop } from '@tabler/icons-react';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { toast, useTellProblem } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import type { PublicMajor } from './major-types.ts';
import { statusWords } from './status-words.ts';

/** One click counts me in and keeps me informed; the next takes it back. */
export function AffectedButton({ major, onDone }: { major: PublicMajor; onDone?: () => void }) {
  const words = useWords(statusWords);
  const [isBusy, act] = useAct();
  const tell = useTellProblem();
  const path = `/major-incidents/${major.id}/affected/me`;
  const reread = () => refresh('service-status', 'major-incidents');
  const undo = () => api.delete(path).then(reread).catch(tell);
  const say = () =>
    act(async () => {
      await api.put(path);
      toast(words.meDone, { undo });
      await reread();
      onDone?.();
    });
  const unsay = () =>
    act(async () => {
      await api.delete(path);
      toast(words.meUndone);
      await reread();
    });
  if (major.byIncident) return <p className="small muted">{words.byIncident}</p>;
  return major.isAffected ? (
    <Button
      variant="subtle"
      color="gray"
      size="compact-md"
      className="affected-button"
      loading={isBusy}
      leftSection={<IconCheck size={16} aria-hidden />}
      onClick={() => void unsay()}
    >
      {words.meUndo}
    </Button>
  ) : (
    <Button className="affected-button" loading={isBusy} leftSection={<IconHandStop size={17} aria-hidden />} onClick={() => void say()}>
      {words.me}
    </Button>
  );
}

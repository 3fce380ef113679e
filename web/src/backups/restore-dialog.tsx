import { Button, Checkbox, Modal, Radio, TextInput } from '@mantine/core';
import { useLocation } from 'wouter';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import type { Point, Restore } from './backup-types.ts';
import { restoreWords } from './restore-words.ts';

const targets = ['download', 'path', 'original'] as const;
type Target = (typeof targets)[number];

/** `target.path` of the API belongs to the field `path` of this form. */
const nameErrors = (errors: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(errors).map(([at, message]) => [
      at.startsWith('target') ? (at.endsWith('confirmOverwrite') ? 'isSure' : 'path') : at,
      message,
    ]),
  );

/** Where to, as far as one's role goes, with a confirmation before anything is overwritten. */
export function RestoreDialog({ point, paths, onClose }: { point: Point; paths: string[]; onClose: () => void }) {
  const words = useWords(restoreWords);
  const common = useWords(commonWords);
  const isAdmin = hasRole(useMe(), 'admin');
  const [, navigate] = useLocation();
  const form = useFields({ type: 'download' as Target, path: '', isSure: false, recoveryPointId: point.id, paths: '' }, nameErrors);
  const { type, path, isSure } = form.values;
  const send = async () => {
    let restore: Restore | undefined;
    const target = type === 'path' ? { type, path } : type === 'original' ? { type, confirmOverwrite: isSure } : { type };
    const done = await form.submit(async () => {
      restore = await api.post<Restore>('/backups/restores', { recoveryPointId: point.id, paths, target });
    });
    if (!done || !restore) return;
    await refresh('backups');
    navigate(`/backups/restores/${restore.id}`);
  };
  const isReady = type === 'download' || (type === 'path' ? path.trim() !== '' : isSure);
  return (
    <Modal opened onClose={onClose} title={words.restoreTitle} size="lg">
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <div>
          <h3>{words.what}</h3>
          {paths.length === 0 ? (
            <p>{words.whatAll}</p>
          ) : (
            <ul className="restore-paths mono">
              {paths.map((each) => (
                <li key={each}>
                  <bdi>{each}</bdi>
                </li>
              ))}
            </ul>
          )}
        </div>
        <Radio.Group
          label={words.where}
          description={isAdmin ? null : words.onlyAdmins}
          value={type}
          onChange={(value) => form.set({ type: value as Target })}
        >
          <div className="stack tight" style={{ paddingTop: 6 }}>
            {targets
              .filter((each) => isAdmin || each === 'download')
              .map((each) => (
                <Radio key={each} value={each} label={words.targets[each]} description={words.targetHints[each]} />
              ))}
          </div>
        </Radio.Group>
        {type === 'path' && <TextInput label={words.path} placeholder="/srv/restore" required data-autofocus {...form.text('path')} />}
        {type === 'original' && <Checkbox label={words.confirm} error={form.errors['isSure']} {...form.flag('isSure')} />}
        <div className="form-actions">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" color={type === 'original' ? 'red' : 'velvet'} loading={form.isBusy} disabled={!isReady}>
            {words.start}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

import { Button } from '@mantine/core';
import { IconBolt, IconLock, IconMessage } from '@tabler/icons-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useDraft } from '../ui/draft.ts';
import { FileButtons, FileDrop, FileList } from '../ui/files.tsx';
import { keepFiles, readFiles } from '../ui/kept-files.ts';
import { ComposerField } from './composer-field.tsx';
import { composerWords } from './composer-words.ts';
import { DraftConflict } from './draft-conflict.tsx';
import { flush, sendLater, startOutgoing } from './outgoing.ts';
import { OutgoingLetters } from './outgoing-letters.tsx';
import { ticketWords } from './ticket-words.ts';
import { stopTyping, useBeingAt, usePresent } from './use-presence.ts';
import { useServerDraft, type Visibility } from './use-server-draft.ts';
import './ticket.css';

interface Props {
  incidentId: string;
  requesterName: string;
  canBeInternal: boolean;
  canBePublic?: boolean;
  inputRef?: RefObject<HTMLTextAreaElement | null>;
  /** Opens the macros; there is no button without it. */
  openMacros?: (() => void) | undefined;
}

/** Where one writes. What is typed is kept at once and everywhere; what is sent without a network goes when there is one. */
export function Composer({ incidentId, requesterName, canBeInternal, canBePublic = true, inputRef, openMacros }: Props) {
  const words = useWords(composerWords);
  const ticket = useWords(ticketWords);
  const me = useMe();
  const own = useRef<HTMLTextAreaElement>(null);
  const field = inputRef ?? own;
  const [mode, setMode] = useDraft<Visibility>(`mode:${incidentId}`, 'public');
  const isInternal = canBeInternal && (mode === 'internal' || !canBePublic);
  const draft = useServerDraft(incidentId, isInternal ? 'internal' : 'public');
  const [files, setFiles] = useKeptFiles(`comment:${incidentId}`);
  useBeingAt(incidentId);
  useEffect(() => startOutgoing(me.id), [me.id]);
  useComposeEvents(setMode, (text) => draft.write(draft.side.body ? `${draft.side.body}\n${text}` : text), setFiles);
  const canSend = draft.side.body.trim() !== '' && draft.side.other === null;
  const send = async () => {
    const { body } = draft.side;
    const visibility = isInternal ? 'internal' : 'public';
    stopTyping();
    setFiles([]);
    const draftVersion = await draft.hand();
    await sendLater({ personId: me.id, incidentId, visibility, body, draftVersion }, files);
    await flush();
  };
  const placeholder = isInternal
    ? words.internalPlaceholder
    : !canBeInternal
      ? words.portalPlaceholder
      : requesterName
        ? words.publicPlaceholder(requesterName)
        : words.nobodyPlaceholder;
  const isTechnicianTo = canBeInternal && requesterName !== '';
  return (
    <FileDrop onFiles={(more) => setFiles((now) => [...now, ...more])} className="stack">
      <OutgoingLetters incidentId={incidentId} />
      <form
        className={`composer ${isInternal ? 'internal' : ''}`}
        onSubmit={(event) => {
          event.preventDefault();
          if (canSend) void send();
        }}
      >
        {((canBeInternal && canBePublic) || (!isInternal && draft.side.body !== '')) && (
          <div className="row between composer-top">
            {canBeInternal && canBePublic && <Mode value={mode} onChange={setMode} />}
            {!isInternal && draft.side.body !== '' && <Collision />}
          </div>
        )}
        {draft.side.other && <DraftConflict side={draft.side} choose={draft.choose} />}
        <ComposerField
          incidentId={incidentId}
          fieldRef={field}
          isInternal={isInternal}
          canUseAnswers={canBeInternal}
          label={isInternal ? words.toTechnicians : isTechnicianTo ? words.toRequester(requesterName) : words.label}
          placeholder={placeholder}
          value={draft.side.body}
          onChange={draft.write}
          onSend={() => canSend && void send()}
        />
        <FileList files={files} onRemove={(file) => setFiles((now) => now.filter((each) => each !== file))} />
        <div className="row between">
          <div className="row tight">
            <FileButtons onFiles={(more) => setFiles((now) => [...now, ...more])} />
            {openMacros && (
              <Button variant="default" size="xs" leftSection={<IconBolt size={16} aria-hidden />} onClick={openMacros}>
                {words.macros}
              </Button>
            )}
          </div>
          <div className="row composer-end">
            <span className="small muted composer-hint">
              {draft.side.body === '' ? (canBeInternal ? ticket.hint : '') : draft.isSaved ? ticket.draftKept : ticket.draftLocal}
            </span>
            <Button type="submit" disabled={!canSend} className={isInternal ? 'toned note' : undefined}>
              {isInternal ? words.note : words.send}
            </Button>
          </div>
        </div>
      </form>
    </FileDrop>
  );
}

/** Files of the message that one writes, kept on this device until it is sent. */
function useKeptFiles(name: string): [File[], (next: File[] | ((now: File[]) => File[])) => void] {
  const [files, setFiles] = useState<File[]>([]);
  useEffect(() => {
    void readFiles(name).then((kept) => kept.length > 0 && setFiles(kept));
  }, [name]);
  const change = (next: File[] | ((now: File[]) => File[])) =>
    setFiles((now) => {
      const after = typeof next === 'function' ? next(now) : next;
      void keepFiles(name, after);
      return after;
    });
  return [files, change];
}

/** Other parts of the page say what should be written here: `coulisse:compose` a mode, `coulisse:insert` words and files. */
function useComposeEvents(setMode: (mode: Visibility) => void, insert: (text: string) => void, setFiles: (files: File[]) => void): void {
  const latest = useRef({ setMode, insert, setFiles });
  latest.current = { setMode, insert, setFiles };
  useEffect(() => {
    const choose = (event: Event) => latest.current.setMode((event as CustomEvent<Visibility>).detail);
    const put = (event: Event) => {
      const { text, files, mode } = (event as CustomEvent<{ text: string; files?: File[]; mode?: Visibility }>).detail;
      if (mode) latest.current.setMode(mode);
      // After the mode has changed, so that the words land in its draft.
      setTimeout(() => latest.current.insert(text));
      if (files && files.length > 0) latest.current.setFiles(files);
    };
    window.addEventListener('coulisse:compose', choose);
    window.addEventListener('coulisse:insert', put);
    return () => {
      window.removeEventListener('coulisse:compose', choose);
      window.removeEventListener('coulisse:insert', put);
    };
  }, []);
}

/** Warns who writes an answer while somebody else does. */
function Collision() {
  const words = useWords(ticketWords);
  const names = usePresent()
    .filter(({ state }) => state === 'writing')
    .map(({ name }) => name);
  if (names.length === 0) return null;
  return (
    <span className="collision" role="alert">
      {words.answering(names[0] as string)}
    </span>
  );
}

function Mode({ value, onChange }: { value: Visibility; onChange: (value: Visibility) => void }) {
  const words = useWords(composerWords);
  return (
    <div className="mode" role="radiogroup" aria-label={words.who}>
      {(['public', 'internal'] as const).map((each) => (
        <label key={each}>
          <input type="radio" name="visibility" className="hidden-visually" checked={value === each} onChange={() => onChange(each)} />
          {each === 'public' ? <IconMessage size={15} aria-hidden /> : <IconLock size={15} aria-hidden />}
          {words[each]}
        </label>
      ))}
    </div>
  );
}

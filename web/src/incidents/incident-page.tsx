import { useRef, useState } from 'react';
import { Link, useLocation, useParams } from 'wouter';
import { answerWords } from '../answers/answer-words.ts';
import { useGet } from '../api/queries.ts';
import type { Incident } from '../api/types.ts';
import { type Command, useOfferedCommands } from '../app/commands.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { LetterMail } from '../mail/letter-mail.tsx';
import { FormAnswers } from '../portal/form-answers.tsx';
import { copyText } from '../ui/copy.ts';
import { useKeys } from '../ui/keys.ts';
import { Banner, Loaded, useTitle } from '../ui/states.tsx';
import { toast, useTellProblem } from '../ui/toast.tsx';
import { AnsweredMeanwhile } from './answered-meanwhile.tsx';
import { Composer } from './composer.tsx';
import { IncidentActs } from './conflict.tsx';
import { Conversation, scrollToLatest, type TimelineFilter, timelineFilters } from './conversation.tsx';
import { deskWords } from './desk-words.ts';
import { EditableDescription } from './editable-words.tsx';
import { IncidentActions, IncidentDialogs } from './incident-actions.tsx';
import { IncidentHead } from './incident-head.tsx';
import { IncidentSide } from './incident-side.tsx';
import { neighbourOf } from './neighbours.ts';
import { Shortcuts } from './shortcuts.tsx';
import { type IncidentDialog, useIncidentVerbs } from './use-incident-commands.ts';
import { workWords } from './work-words.ts';

export function IncidentPage() {
  const { id = '' } = useParams();
  const incident = useGet<Incident>(`/incidents/${id}`);
  return (
    <div className="page wide">
      <Loaded query={incident} lines={10}>
        {(data) => (
          <IncidentActs key={data.id}>
            <Desk incident={data} />
          </IncidentActs>
        )}
      </Loaded>
    </div>
  );
}

/** Shows where one writes, in the mode that was asked for. */
function write(field: HTMLTextAreaElement | null, mode: 'public' | 'internal'): void {
  window.dispatchEvent(new CustomEvent('coulisse:compose', { detail: mode }));
  field?.focus();
  field?.scrollIntoView({ block: 'center' });
}

function Desk({ incident }: { incident: Incident }) {
  const words = useWords(deskWords);
  const work = useWords(workWords);
  const [hasHelp, setHasHelp] = useState(false);
  const [dialog, setDialog] = useState<{ kind: IncidentDialog; base: Incident } | null>(null);
  const [isLogging, setLogging] = useState(false);
  const [filter, setFilter] = useState<TimelineFilter>('all');
  const composer = useRef<HTMLTextAreaElement>(null);
  const line = useRef<HTMLInputElement>(null);
  const beginTitle = useRef<(() => void) | null>(null);
  const beginDescription = useRef<(() => void) | null>(null);
  useTitle(`${incident.number} ${incident.title}`);
  const open = (kind: IncidentDialog) => setDialog({ kind, base: incident });
  const verbs = useIncidentVerbs(incident, open);
  const ways = useWays(incident);
  const nextFilter = () => setFilter(timelineFilters[(timelineFilters.indexOf(filter) + 1) % timelineFilters.length] as TimelineFilter);
  const commands: Command[] = [
    ...verbs,
    ...(incident.canComment ? [{ id: 'answer', label: work.answer, keys: 'C', run: () => write(composer.current, 'public') }] : []),
    { id: 'note', label: work.note, keys: 'N', run: () => write(composer.current, 'internal') },
    ...(incident.canEdit
      ? [
          { id: 'title', label: work.editTitle, keys: 'E', run: () => beginTitle.current?.() },
          { id: 'description', label: work.editDescription, keys: 'D', run: () => beginDescription.current?.() },
        ]
      : []),
    { id: 'time', label: work.logTime, keys: 'T', run: () => setLogging(true) },
    { id: 'line', label: work.addLine, keys: 'L', run: () => line.current?.focus() },
    { id: 'filter', label: work.filterTimeline, keys: 'F', run: nextFilter },
    { id: 'latest', label: work.toLatest, keys: '.', run: scrollToLatest },
    ...ways,
    { id: 'help', label: work.showShortcuts, keys: '?', run: () => setHasHelp(true) },
  ];
  useOfferedCommands(work.onThis(incident.number), commands);
  useKeys(Object.fromEntries(commands.flatMap(({ keys, run }) => (keys ? [[keys.toLowerCase(), run]] : []))));
  const help = commands.flatMap(({ label, keys, id }) => (keys && id !== 'help' ? [{ label, caps: [keys] }] : []));
  return (
    <>
      <IncidentHead incident={incident} beginRef={beginTitle} showHelp={() => setHasHelp(true)} />
      <IncidentActions incident={incident} verbs={verbs} />
      <div className="two">
        <div className="stack">
          {incident.mergedInto && (
            <Banner tone="info">
              <Link href={links.incident(incident.mergedInto.number)}>{words.mergedInto(incident.mergedInto.number)}</Link>
            </Banner>
          )}
          <EditableDescription incident={incident} beginRef={beginDescription} />
          <FormAnswers incidentId={incident.id} isCard />
          {incident.source === 'mail' && <LetterMail incidentId={incident.id} commentId={null} />}
          <Conversation incident={incident} filter={filter} setFilter={setFilter} />
          <AnsweredMeanwhile incident={incident} />
          <Composer
            incidentId={incident.id}
            requesterName={incident.requester?.name ?? ''}
            canBeInternal={incident.canCommentInternally}
            canBePublic={incident.canComment}
            inputRef={composer}
            openMacros={() => open('macros')}
          />
        </div>
        <IncidentSide incident={incident} lineRef={line} isLogging={isLogging} setLogging={setLogging} />
      </div>
      <IncidentDialogs dialog={dialog} verbs={verbs} close={() => setDialog(null)} />
      <Shortcuts isOpen={hasHelp} close={() => setHasHelp(false)} commands={help} />
    </>
  );
}

/** The ways from this incident to others. */
function useWays(incident: Incident): Command[] {
  const words = useWords(workWords);
  const answers = useWords(answerWords);
  const tell = useTellProblem();
  const [, go] = useLocation();
  const note = incident.resolution?.note;
  const step = (by: 1 | -1) => async () => {
    try {
      const number = await neighbourOf(incident.id, by);
      if (number) go(links.incident(number));
      else toast(by === 1 ? words.noNext : words.noPrevious);
    } catch (error) {
      tell(error);
    }
  };
  const copy = async () => {
    await copyText(window.location.href);
    toast(words.copied);
  };
  return [
    { id: 'next', label: words.nextOne, keys: 'J', run: () => void step(1)() },
    { id: 'previous', label: words.previousOne, keys: 'K', run: () => void step(-1)() },
    ...(note ? [{ id: 'answer', label: answers.write, run: () => go(links.answers({ title: incident.title, body: note })) }] : []),
    { id: 'copy', label: words.copyLink, keys: 'Y', run: () => void copy() },
    { id: 'back', label: words.backToQueue, keys: 'U', run: () => go(links.queue()) },
  ];
}

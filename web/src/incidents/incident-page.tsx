import { useRef, useState } from 'react';
import { Link, useLocation, useParams } from 'wouter';
import { useGet, useList } from '../api/queries.ts';
import type { Incident, TimelineItem } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useKeys } from '../ui/keys.ts';
import { Banner, Listed, Loaded, useTitle } from '../ui/states.tsx';
import { Composer } from './composer.tsx';
import { IncidentActs } from './conflict.tsx';
import { deskWords } from './desk-words.ts';
import { IncidentActions } from './incident-actions.tsx';
import { IncidentHead } from './incident-head.tsx';
import { IncidentSide } from './incident-side.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { Timeline } from './timeline.tsx';

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

function Desk({ incident }: { incident: Incident }) {
  const words = useWords(deskWords);
  const [, go] = useLocation();
  const [hasHelp, setHasHelp] = useState(false);
  const composer = useRef<HTMLTextAreaElement>(null);
  useTitle(`${incident.number} ${incident.title}`);
  const write = (mode: 'public' | 'internal') => {
    window.dispatchEvent(new CustomEvent('coulisse:compose', { detail: mode }));
    composer.current?.focus();
    composer.current?.scrollIntoView({ block: 'center' });
  };
  useKeys({ c: () => write('public'), i: () => write('internal'), u: () => go(links.queue()), '?': () => setHasHelp(true) });
  return (
    <>
      <IncidentHead incident={incident} />
      <IncidentActions incident={incident} />
      <div className="two">
        <div className="stack">
          {incident.mergedInto && (
            <Banner tone="info">
              <Link href={links.incident(incident.mergedInto.number)}>{words.mergedInto(incident.mergedInto.number)}</Link>
            </Banner>
          )}
          {incident.description && <div className="card incident-description typed">{incident.description}</div>}
          <Conversation incident={incident} />
          <Composer
            incidentId={incident.id}
            requesterName={incident.requester?.name ?? ''}
            canBeInternal={incident.canCommentInternally}
            canBePublic={incident.canComment}
            inputRef={composer}
          />
        </div>
        <IncidentSide incident={incident} />
      </div>
      <Shortcuts isOpen={hasHelp} close={() => setHasHelp(false)} />
    </>
  );
}

function Conversation({ incident }: { incident: Incident }) {
  const words = useWords(deskWords);
  const [isShort, setShort] = useState(false);
  const timeline = useList<TimelineItem>(`/incidents/${incident.id}/timeline`, { limit: 100, ...(isShort && { only: 'comments' }) });
  return (
    <section aria-labelledby="conversation" className="stack">
      <div className="conversation-head">
        <h2 id="conversation">{words.conversation}</h2>
        <button type="button" className="link small" aria-pressed={isShort} onClick={() => setShort(!isShort)}>
          {isShort ? words.everything : words.onlyConversation}
        </button>
      </div>
      <Listed query={timeline} empty={null}>
        {(items) => <Timeline items={items} />}
      </Listed>
    </section>
  );
}

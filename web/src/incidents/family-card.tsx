import { ActionIcon, Button, CloseButton, Progress } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { refresh, useGet, useList } from '../api/queries.ts';
import type { Incident } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { StatusChip } from '../ui/marks.tsx';
import { Card, Listed, Loaded } from '../ui/states.tsx';
import { toast, useTellProblem } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { AddChildrenDialog, AnswerAllDialog, ParentDialog, ResolveAllDialog } from './family-dialogs.tsx';
import type { Child, Family, FanOut, IncidentRef } from './family-types.ts';
import { familyWords } from './family-words.ts';
import './family.css';

type Dialog = 'parent' | 'children' | 'answer' | 'resolve';

/** The incident above this one or those below it, and what is said and done to all of them at once. */
export function FamilyCard({ incident }: { incident: Incident }) {
  const words = useWords(familyWords);
  const family = useGet<Family>(`/incidents/${incident.id}/family`);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const close = () => setDialog(null);
  const total = family.data?.children.total ?? 0;
  const isFree = family.data !== undefined && !family.data.parent;
  return (
    <Card
      title={words.family}
      actions={
        isFree && (
          <ActionIcon size={28} aria-label={words.addChildren} onClick={() => setDialog('children')}>
            <IconPlus size={17} />
          </ActionIcon>
        )
      }
    >
      <Loaded query={family} lines={1}>
        {(data) => (
          <div className="stack tight">
            {data.parent && <Parent incident={incident} parent={data.parent} />}
            {total > 0 && <Children incident={incident} family={data} open={setDialog} />}
            {!data.parent && total === 0 && (
              <div className="row between">
                <span className="muted small">{words.noFamily}</span>
                <button type="button" className="link small" onClick={() => setDialog('parent')}>
                  {words.setParent}
                </button>
              </div>
            )}
          </div>
        )}
      </Loaded>
      {dialog === 'parent' && <ParentDialog incident={incident} close={close} />}
      {dialog === 'children' && <AddChildrenDialog incident={incident} close={close} />}
      {dialog === 'answer' && <AnswerAllDialog incident={incident} count={total} close={close} />}
      {dialog === 'resolve' && <ResolveAllDialog incident={incident} count={family.data?.children.open ?? 0} close={close} />}
    </Card>
  );
}

function Parent({ incident, parent }: { incident: Incident; parent: IncidentRef }) {
  const words = useWords(familyWords);
  const [isBusy, act] = useAct();
  const tell = useTellProblem();
  const path = `/incidents/${incident.id}/parent`;
  const remove = () =>
    act(async () => {
      await api.delete(path);
      await refresh('incidents');
      const undo = () =>
        api
          .put(path, { parentId: parent.id })
          .then(() => refresh('incidents'))
          .catch(tell);
      toast(words.done.parentRemoved, { undo });
    });
  return (
    <div className="row nowrap" style={{ alignItems: 'flex-start' }}>
      <span className="grow">
        <span className="muted small">{words.parent} </span>
        <Named incident={parent} />
      </span>
      <CloseButton size="sm" aria-label={words.removeParent} disabled={isBusy} onClick={() => void remove()} />
    </div>
  );
}

export function Named({ incident }: { incident: IncidentRef }) {
  return (
    <>
      <Link href={links.incident(incident.number)} className="mono">
        {incident.number}
      </Link>{' '}
      <StatusChip status={incident.status} />
      <bdi className="small muted" style={{ display: 'block' }}>
        {incident.title}
      </bdi>
    </>
  );
}

function Children({ incident, family, open }: { incident: Incident; family: Family; open: (dialog: Dialog) => void }) {
  const words = useWords(familyWords);
  const [isShown, setShown] = useState(false);
  const { children } = family;
  const solved = ((children.total - children.open) / children.total) * 100;
  return (
    <>
      <div className="row between">
        <strong className="small">{words.openChildren(children.open, children.total)}</strong>
        <button type="button" className="link small" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
          {isShown ? words.hideChildren : words.showChildren}
        </button>
      </div>
      <Progress value={solved} size={6} aria-label={words.openChildren(children.open, children.total)} />
      {isShown && <ChildList incident={incident} />}
      <div className="row tight">
        <Button size="compact-sm" variant="default" onClick={() => open('answer')}>
          {words.answerAll}
        </Button>
        {children.open > 0 && (
          <Button size="compact-sm" variant="default" onClick={() => open('resolve')}>
            {words.resolveAll}
          </Button>
        )}
      </div>
      {family.acts.length > 0 && (
        <ul className="side-list">
          {family.acts.slice(0, 3).map((act) => (
            <ActLine key={act.id} incident={incident} act={act} />
          ))}
        </ul>
      )}
    </>
  );
}

/** How far an act on all of them is, and the way back from a resolution. */
function ActLine({ incident, act }: { incident: Incident; act: FanOut }) {
  const words = useWords(familyWords);
  const [isBusy, run] = useAct();
  const finished = act.done + act.skipped;
  const reopen = () =>
    run(async () => {
      await api.delete(`/incidents/${incident.id}/children/resolutions/${act.id}`);
      toast(words.done.reopening);
      await refresh('incidents');
    });
  return (
    <li className="stack tight">
      <div className="row between nowrap small">
        <span>
          {words.acts[act.kind]} · {words.progress(act.done, act.total)}
          {act.skipped > 0 && (
            <span className="warned" title={act.leftOut.map(({ reason }) => reason).join('\n')}>
              {' '}
              · {words.skipped(act.skipped)}
            </span>
          )}
        </span>
        {act.canUndo && (
          <button type="button" className="link small" disabled={isBusy} onClick={() => void reopen()}>
            {words.reopenAll}
          </button>
        )}
      </div>
      {act.finishedAt === null && (
        <Progress value={(finished / Math.max(1, act.total)) * 100} size={4} animated aria-label={words.progress(finished, act.total)} />
      )}
    </li>
  );
}

function ChildList({ incident }: { incident: Incident }) {
  const words = useWords(familyWords);
  const children = useList<Child>(`/incidents/${incident.id}/children`, { limit: 50 });
  const [isBusy, act] = useAct();
  const tell = useTellProblem();
  const takeOut = (child: Child) =>
    act(async () => {
      const path = `/incidents/${child.id}/parent`;
      await api.delete(path);
      await refresh('incidents');
      const undo = () =>
        api
          .put(path, { parentId: incident.id })
          .then(() => refresh('incidents'))
          .catch(tell);
      toast(words.done.parentRemoved, { undo });
    });
  return (
    <Listed query={children} empty={null}>
      {(items) => (
        <ul className="side-list family-list">
          {items.map((child) => (
            <li key={child.id} className="row nowrap" style={{ alignItems: 'flex-start' }}>
              <span className="grow">
                <Named incident={child} />
              </span>
              <CloseButton size="sm" aria-label={words.takeOut(child.number)} disabled={isBusy} onClick={() => void takeOut(child)} />
            </li>
          ))}
        </ul>
      )}
    </Listed>
  );
}

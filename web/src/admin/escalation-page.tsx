import { Button, Modal } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useGet, useList } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { durationMs, useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { Card, Empty, Listed, PageHead } from '../ui/states.tsx';
import { commonWords } from '../ui/words.ts';
import { EscalationDialog } from './escalation-dialog.tsx';
import { type Strategy, targetsOf } from './escalation-form.ts';
import { escalationWords } from './escalation-words.ts';
import { PolicyPreview } from './policy-preview.tsx';
import { policyWords } from './policy-words.ts';
import type { Calendar, EscalationPolicy } from './service-level-types.ts';
import { useTargets } from './use-targets.ts';

/** Who is told when nobody reacts. */
export function EscalationPage() {
  const words = useWords(escalationWords);
  const isLead = hasRole(useMe(), 'lead');
  const policies = useList<EscalationPolicy>('/escalation-policies');
  const [trying, setTrying] = useState<EscalationPolicy | null>(null);
  const [editing, setEditing] = useState<EscalationPolicy | 'new' | null>(null);
  return (
    <>
      <PageHead
        title={words.title}
        lead={words.lead}
        actions={
          isLead && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing('new')}>
              {words.add}
            </Button>
          )
        }
      />
      <Listed
        query={policies}
        empty={
          <section className="card">
            <Empty title={words.none}>{words.noneText}</Empty>
          </section>
        }
      >
        {(items) => (
          <div className="stack">
            {items.map((policy) => (
              <PolicyCard
                key={policy.id}
                policy={policy}
                onEdit={isLead ? () => setEditing(policy) : undefined}
                onTry={() => setTrying(policy)}
              />
            ))}
          </div>
        )}
      </Listed>
      {editing && <EscalationDialog policy={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      {trying && <TryDialog policy={trying} onClose={() => setTrying(null)} />}
    </>
  );
}

interface CardProps {
  policy: EscalationPolicy;
  onEdit: (() => void) | undefined;
  onTry: () => void;
}

function PolicyCard({ policy, onEdit, onTry }: CardProps) {
  const policyText = useWords(policyWords);
  const words = useWords(escalationWords);
  const common = useWords(commonWords);
  return (
    <Card
      title={
        <span className="row">
          <bdi>{policy.name}</bdi>
          {policy.isDefault && <Chip tone="velvet">{words.default}</Chip>}
        </span>
      }
      actions={
        <>
          <Button variant="subtle" size="compact-sm" aria-label={policyText.previewOf(policy.name)} onClick={onTry}>
            {policyText.preview}
          </Button>
          {onEdit && (
            <Button variant="subtle" size="compact-sm" aria-label={words.editPolicy(policy.name)} onClick={onEdit}>
              {common.edit}
            </Button>
          )}
        </>
      }
    >
      <ol className="ladder">
        {policy.steps.map((step, index) => (
          // Steps have no id of their own: their place in the ladder is what they are.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <StepLine key={index} step={step} number={index + 1} />
        ))}
      </ol>
      {policy.repeat > 0 && <p className="muted small">{words.repeats(policy.repeat)}</p>}
      <PolicyNotes policy={policy} />
    </Card>
  );
}

/** Quiet hours and the term of an acknowledgement, where there are any. */
function PolicyNotes({ policy }: { policy: EscalationPolicy }) {
  const words = useWords(policyWords);
  const format = useFormats();
  const { quietHours: quiet, acknowledgementExpiresAfter: expires } = policy;
  const calendars = useGet<Page<Calendar>>('/service-calendars', {}, { enabled: Boolean(quiet?.calendarId) });
  const calendar = calendars.data?.items.find(({ id }) => id === quiet?.calendarId)?.name ?? '…';
  return (
    <>
      {quiet && (
        <p className="muted small">
          {words.quietLine(
            words.quietPriorities(quiet.priorityAtMost),
            quiet.calendarId ? words.quietWhenClosed(calendar) : `${words.quietInHours} (${quiet.timeZone})`,
          )}
        </p>
      )}
      {expires && <p className="muted small">{words.expiresLine(format.duration(durationMs(expires) ?? 0))}</p>}
    </>
  );
}

function TryDialog({ policy, onClose }: { policy: EscalationPolicy; onClose: () => void }) {
  const words = useWords(policyWords);
  return (
    <Modal opened onClose={onClose} size="lg" title={words.previewOf(policy.name)}>
      <PolicyPreview
        subject={{ policyId: policy.id }}
        acknowledgementExpires={policy.acknowledgementExpiresAfter !== null}
        isTitled={false}
      />
    </Modal>
  );
}

function StepLine({ step, number }: { step: EscalationPolicy['steps'][number]; number: number }) {
  const words = useWords(escalationWords);
  const format = useFormats();
  const policyText = useWords(policyWords);
  const { nameOf } = useTargets();
  const isBefore = step.after.startsWith('-');
  const ms = durationMs(step.after.replace(/^-/, '')) ?? 0;
  const when =
    ms === 0
      ? `${words.at} ${words.anchors[step.from]}`
      : `${format.duration(ms)} ${words.directions[isBefore ? 'before' : 'after']} ${words.anchors[step.from]}`;
  const { priorityAtLeast, unassigned } = step.conditions;
  const conditions = [
    priorityAtLeast && policyText.ifPriority(priorityAtLeast),
    unassigned && policyText.ifUnassigned,
    step.evenAcknowledged && words.evenAcknowledged,
  ].filter(Boolean);
  const sentence = (action: EscalationPolicy['steps'][number]['actions'][number]) => {
    if (action.type === 'raisePriority') return `${words.types.raisePriority} ${words.by(Number(action['by'] ?? 1))}`;
    if (action.type === 'webhook') return `${words.types.webhook} ${String(action['url'] ?? '')}`;
    const whom = `${words.types[action.type]} ${format.list(targetsOf(action).map(nameOf))}`;
    const strategy = action['strategy'] as Strategy | null | undefined;
    if (!strategy || action.type !== 'assign') return whom;
    return `${whom}, ${policyText.strategies[strategy]} ${format.list((action['skills'] ?? []) as string[])}`.trim();
  };
  return (
    <li>
      <span className="rung number">{number}</span>
      <div>
        <div className="muted small">
          {when}
          {conditions.map((condition) => ` · ${condition}`)}
        </div>
        <div>
          {step.actions.map((action) => (
            <div key={sentence(action)}>{sentence(action)}</div>
          ))}
        </div>
      </div>
    </li>
  );
}

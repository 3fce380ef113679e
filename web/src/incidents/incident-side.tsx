import { Select } from '@mantine/core';
import type { RefObject } from 'react';
import { Link } from 'wouter';
import { useGet } from '../api/queries.ts';
import type { Incident, Level, Page } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { MajorCard } from '../major/major-card.tsx';
import { ToldCard } from '../notifications/told-card.tsx';
import { PersonName } from '../ui/marks.tsx';
import { AssetPicker } from '../ui/search-select.tsx';
import { Card, Facts } from '../ui/states.tsx';
import { commonWords } from '../ui/words.ts';
import { ChecklistCard } from './checklist-card.tsx';
import { useIncidentAct } from './conflict.tsx';
import { deskWords } from './desk-words.ts';
import { Escalations } from './escalations.tsx';
import { FamilyCard } from './family-card.tsx';
import { IncidentTags } from './incident-tags.tsx';
import { Links } from './links-card.tsx';
import { RatingCard } from './rating-card.tsx';
import { RequesterDevices } from './requester-devices.tsx';
import { ServiceLevels } from './service-levels.tsx';
import { SimilarCard } from './similar-card.tsx';
import { TimeCard } from './time-card.tsx';
import { editIncident } from './verbs.ts';
import { Watchers } from './watchers-card.tsx';

interface Props {
  incident: Incident;
  /** Where a line of the checklist is added; the page's key goes there. */
  lineRef: RefObject<HTMLInputElement | null>;
  isLogging: boolean;
  setLogging: (is: boolean) => void;
}

/** Everything beside the conversation. */
export function IncidentSide({ incident, lineRef, isLogging, setLogging }: Props) {
  const words = useWords(deskWords);
  return (
    <aside className="side" aria-label={words.details}>
      <Details incident={incident} />
      <RatingCard incident={incident} />
      <ServiceLevels incident={incident} />
      <ChecklistCard incident={incident} inputRef={lineRef} />
      <SimilarCard incident={incident} />
      <RequesterDevices incident={incident} />
      <TimeCard incident={incident} isLogging={isLogging} setLogging={setLogging} />
      <Escalations incident={incident} />
      <ToldCard incidentId={incident.id} />
      <MajorCard incident={incident} />
      <FamilyCard incident={incident} />
      <Links incident={incident} />
      <Watchers incident={incident} />
    </aside>
  );
}

function Details({ incident }: { incident: Incident }) {
  const words = useWords(deskWords);
  const format = useFormats();
  const assignee = <PersonName person={incident.assignee} />;
  const requester = incident.requester && <PersonName person={incident.requester} />;
  return (
    <Card title={words.details}>
      <div className="stack tight">
        <Facts
          of={[
            [words.requester, requester],
            [words.assignee, assignee],
            [words.group, incident.supportGroup?.name],
          ]}
        />
        {incident.canEdit ? <EditableFacts incident={incident} /> : <FixedFacts incident={incident} />}
        <IncidentTags incident={incident} />
        <Facts
          of={[
            [words.source, words.sources[incident.source]],
            [words.acknowledged, incident.acknowledgedAt && format.moment(incident.acknowledgedAt)],
            [words.updated, format.moment(incident.updatedAt)],
          ]}
        />
      </div>
    </Card>
  );
}

function FixedFacts({ incident }: { incident: Incident }) {
  const words = useWords(deskWords);
  const common = useWords(commonWords);
  const device = incident.asset && <Link href={links.asset(incident.asset.id)}>{incident.asset.name}</Link>;
  return (
    <Facts
      of={[
        [words.impact, common.level[incident.impact]],
        [words.urgency, common.level[incident.urgency]],
        [words.service, incident.service?.name],
        [words.device, device],
      ]}
    />
  );
}

/** Impact and urgency make the priority; every change can be undone. */
function EditableFacts({ incident }: { incident: Incident }) {
  const words = useWords(deskWords);
  const common = useWords(commonWords);
  const { run, isBusy } = useIncidentAct();
  const services = useGet<Page<{ id: string; name: string }>>('/services');
  const change = (changes: object, before: object) =>
    void run(incident, {
      work: (target) => editIncident(target, changes),
      done: words.done.changed,
      undo: (after) => editIncident(after, before),
    });
  const levels = (['high', 'medium', 'low'] as const).map((value) => ({ value, label: common.level[value] }));
  return (
    <div className="stack tight">
      <div className="grid-2">
        {(['impact', 'urgency'] as const).map((field) => (
          <Select
            key={field}
            size="xs"
            label={words[field]}
            disabled={isBusy}
            allowDeselect={false}
            data={levels}
            value={incident[field]}
            onChange={(value) => value && change({ [field]: value as Level }, { [field]: incident[field] })}
          />
        ))}
      </div>
      <Select
        size="xs"
        label={words.service}
        placeholder={common.none}
        disabled={isBusy}
        clearable
        clearButtonProps={{ 'aria-label': common.remove }}
        searchable
        data={(services.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={incident.service?.id ?? null}
        onChange={(serviceId) => change({ serviceId }, { serviceId: incident.service?.id ?? null })}
      />
      <AssetPicker
        key={incident.asset?.id ?? 'none'}
        size="xs"
        label={words.device}
        placeholder={common.none}
        disabled={isBusy}
        clearButtonProps={{ 'aria-label': common.remove }}
        value={incident.asset?.id ?? null}
        known={incident.asset && { value: incident.asset.id, label: incident.asset.name, hint: incident.asset.tag }}
        onChange={(assetId) => change({ assetId }, { assetId: incident.asset?.id ?? null })}
      />
    </div>
  );
}

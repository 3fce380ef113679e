import { Checkbox } from '@mantine/core';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { Card } from '../ui/states.tsx';
import type { Rules } from './rule-types.ts';
import { ruleWords } from './rule-words.ts';
import { useChangeRules } from './use-change-rules.ts';

/** What somebody who reports problems is ever told of. */
const ofRequesters = [
  ...['filed', 'answered', 'pending', 'resumed', 'resolved', 'reopened', 'cancelled', 'merged', 'delayed', 'rateIt'].map(
    (kind) => `incident.${kind}`,
  ),
  'majorIncident.update',
  'majorIncident.ended',
];

/** What may leave the pages: ticked goes out, unticked stays by the bell. */
export function KindsCard({ rules }: { rules: Rules }) {
  const words = useWords(ruleWords);
  const isTechnician = hasRole(useMe(), 'technician');
  const [isBusy, change] = useChangeRules(rules);
  const kinds = Object.keys(words.kinds).filter((kind) => isTechnician || ofRequesters.includes(kind));
  const set = (kind: string, isTold: boolean) => {
    const others = rules.mutedKinds.filter((muted) => muted !== kind);
    return change({ mutedKinds: isTold ? others : [...others, kind] });
  };
  return (
    <Card title={words.about}>
      <p className="muted small">{words.aboutText}</p>
      <div className="kinds">
        {kinds.map((kind) => (
          <Checkbox
            key={kind}
            label={words.kinds[kind]}
            checked={!rules.mutedKinds.includes(kind)}
            disabled={isBusy}
            onChange={(event) => void set(kind, event.currentTarget.checked)}
          />
        ))}
      </div>
    </Card>
  );
}

import { Button } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { useAct } from '../ui/use-act.ts';
import { commonWords } from '../ui/words.ts';
import type { DryRun, RuleDraft } from './rule-types.ts';
import { ruleWords } from './rule-words.ts';

/** What a rule would have done in the last 30 days; nothing is changed. */
export function DryRunResult({ draft }: { draft: Pick<RuleDraft, 'trigger' | 'filters' | 'actions'> }) {
  const words = useWords(ruleWords);
  const common = useWords(commonWords);
  const format = useFormats();
  const [isBusy, act] = useAct();
  const [result, setResult] = useState<DryRun | null>(null);
  const wordOf = (value: string | null): string => {
    if (value === null) return words.nothing;
    return ({ ...common.level, ...common.status } as Record<string, string>)[value] ?? value;
  };
  return (
    <div className="stack tight">
      <div>
        <Button
          variant="default"
          loading={isBusy}
          leftSection={<IconFlask size={16} aria-hidden />}
          onClick={() => void act(async () => setResult(await api.post<DryRun>('/routing-rules/dry-run', draft)))}
        >
          {words.tryIt}
        </Button>
      </div>
      {result && (
        <div role="status">
          <p>
            <strong>{words.tried(result.matched, result.occasions)}</strong> {result.isCut && words.triedCut}
          </p>
          <ul className="lines rule-tried">
            {result.items.map(({ incident, at, changes }) => (
              <li key={`${incident.id}-${at}`}>
                <div className="grow">
                  {incident.number} <bdi>{incident.title}</bdi>
                  <span className="muted small block">
                    {changes.length === 0
                      ? words.nothing
                      : changes
                          .map(
                            ({ type, from, to }) => `${words.actions[type as keyof typeof words.actions]}: ${wordOf(from)} → ${wordOf(to)}`,
                          )
                          .join(' · ')}
                  </span>
                </div>
                <time dateTime={at} className="muted small">
                  {format.ago(at)}
                </time>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

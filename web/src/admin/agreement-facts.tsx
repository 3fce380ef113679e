import { useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { durationMs, useFormats } from '../i18n/format.ts';
import type { Rule } from './agreement-rules.tsx';
import { agreementWords } from './agreement-words.ts';
import type { Agreement } from './service-level-types.ts';
import { serviceLevelWords } from './service-level-words.ts';
import { serviceTime } from './service-time.ts';
import { useServiceParts } from './services-page.tsx';

/** The rules of an agreement and the promises within the house, a sentence each. */
export function AgreementFacts({ agreement }: { agreement: Agreement }) {
  const words = useWords(agreementWords);
  const parts = useServiceParts();
  const services = useGet<Page<{ id: string; name: string }>>('/services');
  const format = useFormats();
  const say = (iso: string) => serviceTime(format)(durationMs(iso) ?? 0);
  const nameOf = (list: Array<{ id: string; name: string }>, ids: string[]) =>
    ids.map((id) => list.find((one) => one.id === id)?.name ?? id);
  const sayRule = useRule(say);
  const conditions = ({ when }: Rule) => [...nameOf(services.data?.items ?? [], when.serviceIds), ...when.departments, ...when.priorities];
  if (agreement.rules.length + agreement.operational.length === 0) return null;
  return (
    <div className="agreement-facts small">
      <ol>
        {agreement.rules.map((rule, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place of a rule is what tells it apart
          <li key={index}>
            <strong>{words.rule(index + 1)}</strong> <bdi>{conditions(rule).join(', ')}</bdi>: {sayRule(rule)}
          </li>
        ))}
        {agreement.operational.map((rule, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place of a rule is what tells it apart
          <li key={`o${index}`}>
            <strong>{words.operational}</strong>{' '}
            <bdi>{[...nameOf(parts.groups, rule.supportGroupIds), ...rule.priorities].join(', ') || words.any}</bdi>: {say(rule.target)}
          </li>
        ))}
      </ol>
    </div>
  );
}

function useRule(say: (iso: string) => string): (rule: Rule) => string {
  const words = useWords(serviceLevelWords);
  const rules = useWords(agreementWords);
  return ({ responseTarget, nextResponseTarget, resolutionTarget }) => {
    const named = [
      [words.response, responseTarget],
      [rules.nextResponse, nextResponseTarget],
      [words.resolution, resolutionTarget],
    ] as const;
    const promised = named.flatMap(([label, target]) => (target ? [`${label} ${say(target)}`] : []));
    return promised.length > 0 ? promised.join(', ') : words.noPromise;
  };
}

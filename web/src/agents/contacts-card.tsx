import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { inPageLanguage } from '../api/problem.ts';
import { useList } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { Empty, Listed } from '../ui/states.tsx';
import type { Contact } from './agent-types.ts';
import { agentWords } from './agent-words.ts';
import { SourceSelect } from './agents-card.tsx';

/** Who came, when, with what, and what was answered. */
export function ContactsCard({ sourceId, choose }: { sourceId: string; choose: (sourceId: string) => void }) {
  const words = useWords(agentWords);
  const [isError, setError] = useState('');
  const contacts = useList<Contact>('/inventory-contacts', { sourceId, isError });
  return (
    <section className="card">
      <div className="card-head">
        <h2>{words.sections.contacts}</h2>
        <div className="row tight">
          <SourceSelect value={sourceId} choose={choose} />
          <SegmentedControl
            size="xs"
            aria-label={words.shown}
            data={[
              { value: '', label: words.all },
              { value: 'true', label: words.onlyErrors },
            ]}
            value={isError}
            onChange={setError}
          />
        </div>
      </div>
      <Listed query={contacts} empty={<Empty title={words.noContacts}>{words.noContactsText}</Empty>}>
        {(items) => (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
          <section className="table-scroll" tabIndex={0} aria-label={words.sections.contacts}>
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{words.time}</th>
                  <th scope="col">{words.who}</th>
                  <th scope="col">{words.message}</th>
                  <th scope="col">{words.answer}</th>
                  <th scope="col">{words.result}</th>
                  <th scope="col">{words.size}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((contact) => (
                  <Row key={contact.id} contact={contact} />
                ))}
              </tbody>
            </table>
          </section>
        )}
      </Listed>
      <p className="muted small quiet">{words.contactsText}</p>
    </section>
  );
}

function Row({ contact }: { contact: Contact }) {
  const words = useWords(agentWords);
  const format = useFormats();
  const { happenedAt, source, username, deviceId, product, address, message, status, answer, outcome, asset, error, bytes } = contact;
  return (
    <tr>
      <td className="one-line" title={format.full(happenedAt)}>
        {format.moment(happenedAt)}
      </td>
      <td>
        {asset ? (
          <Link href={links.asset(asset.tag)}>
            {asset.tag} <bdi>{asset.name}</bdi>
          </Link>
        ) : (
          <bdi>{deviceId ?? username ?? '?'}</bdi>
        )}
        <div className="muted small">{[source?.name, address, product].filter(Boolean).join(' · ')}</div>
      </td>
      <td>{words.messages[message] ?? message}</td>
      <td className="one-line">
        <span className="mono small">
          {status} {answer}
        </span>
      </td>
      <td>
        {error ? (
          <span className="agent-error small">{inPageLanguage(error)}</span>
        ) : (
          outcome && <Chip tone={outcomeTones[outcome] ?? ''}>{words.outcomes[outcome] ?? outcome}</Chip>
        )}
      </td>
      <td className="one-line muted small">{format.bytes(bytes)}</td>
    </tr>
  );
}

export const outcomeTones: Record<string, string> = {
  created: 'good',
  updated: 'info',
  review: 'warn',
  stub: 'warn',
  kept: 'info',
  fullWanted: 'warn',
  busy: 'warn',
  noAnswer: 'warn',
};

import { expect } from 'chai';
import { eventKinds } from '../../../server/incidents/incident.ts';
import { webhookWords } from './webhook-words.ts';

describe('the words of webhooks', () => {
  it('name every kind of event, in both languages: what has no name could not be chosen', () => {
    for (const language of ['en', 'fr'] as const) {
      expect(eventKinds.filter((kind) => !webhookWords[language].kinds[kind])).to.deep.equal([]);
    }
  });
});

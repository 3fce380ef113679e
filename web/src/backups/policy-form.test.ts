import { expect } from 'chai';
import { bodyOf, changeOf, nameErrors, newForm } from './policy-form.ts';

describe('the form of a policy', () => {
  it('sends only the fields of the chosen source, one path a line', () => {
    const form = {
      ...newForm('a1', 'Europe/Paris'),
      repositoryId: 'r1',
      paths: ' /srv/data \n\n/etc\n',
      exclude: '*.tmp',
      database: 'left over',
    };
    const body = bodyOf(form);
    expect(body.source).to.deep.equal({ type: 'path', paths: ['/srv/data', '/etc'], exclude: ['*.tmp'], oneFileSystem: false });
    expect(body).to.include({ assetId: 'a1', repositoryId: 'r1' });
    expect(body.schedule).to.deep.equal({ cron: '0 2 * * *', timeZone: 'Europe/Paris' });
  });

  it('leaves a password out that was not typed, so that the present one is kept', () => {
    const form = { ...newForm('a1', 'UTC'), type: 'postgres' as const, database: 'erp', user: 'backup' };
    expect(changeOf(form).source).to.deep.equal({ type: 'postgres', host: 'localhost', port: 5432, database: 'erp', user: 'backup' });
  });

  it('leaves out counts of nothing and rungs that are not asked for', () => {
    const form = { ...newForm('a1', 'UTC'), retention: { keepLast: 3, keepDaily: 0 }, verification: { structure: 'P1D', data: undefined } };
    expect(changeOf(form)).to.deep.include({ retention: { keepLast: 3 }, verification: { structure: 'P1D' }, window: null });
  });

  it('shows what the server says at the field that it means', () => {
    const named = nameErrors({ 'source.paths.0': 'a', 'schedule.cron': 'b', 'schedule.timeZone': 'c', source: 'd', name: 'e' });
    expect(named).to.deep.equal({ paths: 'a', plan: 'b', timeZone: 'c', type: 'd', name: 'e' });
  });
});

import { expect } from 'chai';
import { readRows, rowReader, snakeCase } from './rows.ts';

describe('rows', () => {
  const raw = {
    id: 'a',
    opened_at: 1_763_000_000_000,
    is_open: 1,
    detail_json: '{"a":[1]}',
    resolved_at: null,
    resolved_by_id: 'b',
    sha256: 'c',
  };
  const read = {
    id: 'a',
    openedAt: new Date(1_763_000_000_000),
    isOpen: true,
    detail: { a: [1] },
    resolvedAt: null,
    resolvedById: 'b',
    sha256: 'c',
  };

  it('come in camelCase with instants, booleans and JSON by their names', () => {
    expect(readRows([raw])).to.deep.equal([read]);
    expect(readRows({ command: 'SELECT', rows: [raw] })).to.deep.equal([read]);
  });

  it('are the same when their values came packed', () => {
    expect(rowReader(Object.keys(raw))(Object.values(raw))).to.deep.equal(read);
    expect(rowReader(['id', 'openedAt', 'isOpen', 'detailJson', 'resolvedAt', 'resolvedById', 'sha256'])(Object.values(raw))).to.deep.equal(
      read,
    );
  });

  it('have names that go back and forth', () =>
    expect(['openedAt', 'is_open', 'sha256'].map(snakeCase)).to.deep.equal(['opened_at', 'is_open', 'sha256']));
});

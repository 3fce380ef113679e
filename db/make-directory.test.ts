import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { makeDirectory } from './make-directory.ts';

describe('making a directory', () => {
  const root = mkdtempSync(join(tmpdir(), 'coulisse-directory-'));
  after(() => rmSync(root, { recursive: true }));

  it('makes those above it, for this user alone, and is content with what is there', () => {
    const path = join(root, 'a', 'b');
    makeDirectory(path);
    makeDirectory(path);
    expect(statSync(path).mode & 0o777).to.equal(0o700);
    expect(statSync(join(root, 'a')).mode & 0o777).to.equal(0o700);
  });

  it('comes back with an error where none can be made', () => {
    for (const path of ['/proc/x/y', '/dev/null', '/dev/null/x']) expect(() => makeDirectory(path), path).to.throw(/ENOENT|EEXIST|ENOTDIR/);
  });
});

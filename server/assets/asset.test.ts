import { expect } from 'chai';
import {
  type AssetStatus,
  assetStatuses,
  checkMayComeIn,
  checkMayGoOut,
  checkTransition,
  mayBecome,
  nameKey,
  statusAfterCheckIn,
  tagKey,
  tagOf,
  tagOrder,
} from './asset.ts';

const asset = (status: AssetStatus, custodianId: string | null = null) => ({ tag: 'AST-00001', status, custodianId });

describe('the life of an asset', () => {
  const allowed: Record<AssetStatus, AssetStatus[]> = {
    in_stock: ['deployed', 'in_repair', 'lost', 'retired', 'disposed'],
    deployed: ['in_stock', 'in_repair', 'lost', 'retired', 'disposed'],
    in_repair: ['in_stock', 'deployed', 'lost', 'retired', 'disposed'],
    lost: ['in_stock', 'deployed', 'in_repair', 'retired', 'disposed'],
    retired: ['in_stock', 'disposed'],
    disposed: ['retired'],
  };

  for (const from of assetStatuses) {
    it(`goes from ${from} only to ${allowed[from].join(', ')}`, () => {
      const reachable = assetStatuses.filter((to) => to !== from && mayBecome(from, to));
      expect(reachable).to.have.members(allowed[from]);
    });
  }

  it('staying what it is, is always allowed', () => {
    for (const status of assetStatuses) expect(mayBecome(status, status)).to.equal(true);
  });

  it('does not go to stock behind its holder’s back', () => {
    expect(() => checkTransition(asset('deployed', 'ana'), 'in_stock')).to.throw('check it in first');
    expect(() => checkTransition(asset('deployed', 'ana'), 'in_repair')).not.to.throw();
    expect(() => checkTransition(asset('deployed'), 'in_stock')).not.to.throw();
    expect(() => checkTransition(asset('disposed'), 'in_stock')).to.throw('disposed');
  });

  it('goes out from stock or from a place without custodian, and from nowhere else', () => {
    expect(() => checkMayGoOut(asset('in_stock'))).not.to.throw();
    expect(() => checkMayGoOut(asset('deployed'))).not.to.throw();
    expect(() => checkMayGoOut(asset('deployed', 'ana'))).to.throw('out already');
    for (const status of ['in_repair', 'lost', 'retired', 'disposed'] as const) {
      expect(() => checkMayGoOut(asset(status))).to.throw(status);
    }
  });

  it('comes in only when it is out', () => {
    expect(() => checkMayComeIn(asset('deployed', 'ana'))).not.to.throw();
    expect(() => checkMayComeIn(asset('deployed'))).not.to.throw();
    expect(() => checkMayComeIn(asset('lost', 'ana'))).not.to.throw();
    for (const status of ['in_stock', 'in_repair', 'lost', 'retired', 'disposed'] as const) {
      expect(() => checkMayComeIn(asset(status))).to.throw('is not out');
    }
  });

  it('stays in repair when it is checked in from there, and is found again when it was lost', () => {
    expect(statusAfterCheckIn('in_repair')).to.equal('in_repair');
    expect(statusAfterCheckIn('lost')).to.equal('in_stock');
    expect(statusAfterCheckIn('deployed')).to.equal('in_stock');
  });
});

describe('tags and names', () => {
  it('count from AST-00001 and grow beyond five digits', () => {
    expect([tagOf(1), tagOf(42), tagOf(123_456)]).to.deep.equal(['AST-00001', 'AST-00042', 'AST-123456']);
  });

  it('sort as people count', () => {
    const tags = ['AST-100000', 'AST-99999', 'ast-00002', 'PC9', 'PC10'];
    expect(tags.toSorted((a, b) => (tagOrder(a) < tagOrder(b) ? -1 : 1))).to.deep.equal([
      'ast-00002',
      'AST-99999',
      'AST-100000',
      'PC9',
      'PC10',
    ]);
  });

  it('are compared without case, names without accents', () => {
    expect(tagKey(' ast-00042 ')).to.equal('AST-00042');
    expect(nameKey('Écran Éléonore')).to.equal('ecran eleonore');
  });
});

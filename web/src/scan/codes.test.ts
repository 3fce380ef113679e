import { expect } from 'chai';
import { openGate, readCode, shownCode } from './codes.ts';

describe('codes that are scanned', () => {
  it('tells places from things', () => {
    const id = '01a20d31-a6fc-734e-b929-67e3d1100001';
    expect(readCode(`https://desk.example.org/scan?place=${id}`)).to.deep.equal({ kind: 'place', locationId: id });
    expect(readCode(`http://desk/scan?x=1&place=${id}`)).to.deep.equal({ kind: 'place', locationId: id });
    expect(readCode(`LOC-${id}`)).to.deep.equal({ kind: 'place', locationId: id });
    expect(readCode(' AST-00042\n')).to.deep.equal({ kind: 'thing', code: 'AST-00042' });
    expect(readCode('https://desk.example.org/assets/scan?place=')).to.deep.include({ kind: 'thing' });
  });

  it('shows of an address what people know it by', () => {
    expect(shownCode('https://desk.example.org/assets/LBL%201')).to.equal('LBL 1');
    expect(shownCode('https://desk.example.org/assets/%E0%A4%A')).to.equal('https://desk.example.org/assets/%E0%A4%A');
    expect(shownCode('J8K8QW2')).to.equal('J8K8QW2');
  });

  it('counts a label once for as long as it is in sight', () => {
    const isNews = openGate(1000);
    const seen = (code: string, at: number) => isNews(code, at);
    expect([seen('A', 0), seen('A', 300), seen('A', 1200), seen('A', 2100)]).to.deep.equal([true, false, false, false]);
    expect([seen('B', 2200), seen('A', 2300), seen('A', 3400)]).to.deep.equal([true, true, true]);
  });
});

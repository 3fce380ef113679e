import { expect } from 'chai';
import { line, text } from './schemas.ts';

describe('what people type', () => {
  it('stands on one line where one line is meant', () => {
    expect(line(60).parse(' Printer\r\n  on\tfloor\u2028two\u0085down ')).to.equal('Printer on floor two down');
    expect(line(60).parse('En panne\u00a0: «\u202fça fume\u202f»')).to.equal('En panne\u00a0: «\u202fça fume\u202f»');
    expect(line(5).parse('a  \n  b')).to.equal('a b');
    for (const nothing of ['', ' \n\t ', '\u2029']) expect(line(60).safeParse(nothing).success, JSON.stringify(nothing)).to.equal(false);
    for (const bad of ['a\u0000b', 'a\ud800b', 'x'.repeat(61)]) expect(line(60).safeParse(bad).success).to.equal(false);
  });

  it('keeps its lines where many are meant', () => {
    expect(text(60).parse('\nIt smokes.\n\n  And smells.\n')).to.equal('It smokes.\n\n  And smells.');
  });
});

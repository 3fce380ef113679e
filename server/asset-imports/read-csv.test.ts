import { expect } from 'chai';
import { armed } from '../platform/csv-cell.ts';
import { fieldsOf, isFrench, textsOf } from './import-columns.ts';
import { readCsv } from './read-csv.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('reading a list', () => {
  for (const [name, end] of Object.entries({ 'CR alone': '\r', LF: '\n', CRLF: '\r\n' })) {
    it(`takes line ends of ${name} and tells each row's line`, () => {
      const csv = readCsv(bytes(['Tag,Name', 'A1,one', '', 'A2,"two\nlines"', 'A3,three'].join(end)));
      expect(csv.rows.map(({ line, cells }) => [line, cells[0]])).to.deep.equal([
        [2, 'A1'],
        [4, 'A2'],
        [6, 'A3'],
      ]);
    });
  }

  it('takes a byte order mark, semicolons, tabs, UTF-16 and Windows’ code page', () => {
    expect(readCsv(bytes('\ufeffTag,Name\nA,b')).headers).to.deep.equal(['Tag', 'Name']);
    expect(readCsv(bytes('Tag;Name\nA;b,c')).rows[0]?.cells).to.deep.equal(['A', 'b,c']);
    expect(readCsv(bytes('Tag\tName\nA\tb')).delimiter).to.equal('\t');
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Tag,Nom\nA,é', 'utf16le')]);
    expect(readCsv(utf16).rows[0]?.cells).to.deep.equal(['A', 'é']);
    expect(readCsv(Buffer.from([...bytes('Tag,Nom\nA,'), 0xe9])).rows[0]?.cells).to.deep.equal(['A', 'é']);
  });

  it('takes quotes that stand in the middle of a cell, and rows of the wrong length', () => {
    const csv = readCsv(bytes('Tag,Model\nA,"Macbook Pro 13"""\nB,Macbook Pro 13""\nC\nD,x,y,z\n,\n'));
    expect(csv.rows.map(({ cells }) => cells)).to.deep.equal([
      ['A', 'Macbook Pro 13"'],
      ['B', 'Macbook Pro 13""'],
      ['C'],
      ['D', 'x', 'y', 'z'],
    ]);
  });

  it('says where a file breaks off', () => {
    expect(() => readCsv(bytes('Tag,Name\nA,"never\nclosed'))).to.throw(/line \d.*quotation mark/);
    expect(() => readCsv(bytes(''))).to.throw('no header');
    expect(() => readCsv(bytes(',,\n'))).to.throw('no header');
  });

  it('refuses more rows than an import may have', () => {
    expect(() => readCsv(bytes(`Tag\n${'A\n'.repeat(50_001)}`))).to.throw('50000 rows');
  });
});

describe('the columns of a list', () => {
  it('are known by Snipe-IT’s headers, by French ones and by ours', () => {
    expect(fieldsOf(['Asset Tag', 'Serial', 'Checked Out To: Email', 'Purchase Cost', 'Asset EOL Date', ''])).to.deep.equal([
      'tag',
      'serial',
      'custodianEmail',
      'purchaseCost',
      'endOfLifeOn',
      null,
    ]);
    expect(fieldsOf(["Numéro d'inventaire", 'N° de série', 'Modèle', 'Fin de garantie', 'Date d’achat'])).to.deep.equal([
      'tag',
      'serial',
      'model',
      'warrantyUntil',
      'purchasedOn',
    ]);
    expect(isFrench(['Nom', 'Statut'])).to.equal(true);
    expect(isFrench(['Name', 'Status'])).to.equal(false);
  });

  it('may come twice: the first that says something counts', () => {
    const fields = fieldsOf(['Category', 'Tag', 'Category']);
    expect(textsOf(['', 'A1', 'Laptop'], fields)).to.deep.equal({ tag: 'A1', kind: 'Laptop' });
    expect(textsOf(['Phone', 'A1', 'Laptop'], fields)).to.deep.equal({ tag: 'A1', kind: 'Phone' });
  });

  it('arm formulas on the way out and give back what they were on the way in', () => {
    for (const text of ['=1+1', '+33 1', '-5', '@SUM(A1)', "'=x", "''@y", "'plain", 'plain', "l'eau"]) {
      expect(/^[=+\-@]/.test(armed(text))).to.equal(false);
      expect(textsOf([armed(text)], ['name']).name).to.equal(text);
    }
  });
});

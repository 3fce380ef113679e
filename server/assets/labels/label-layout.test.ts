import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from 'chai';
import fc from 'fast-check';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { openMeasure } from '../../platform/pdf-measure.ts';
import { type LabelLayout, type LabelSubject, layOutLabel, type Symbology } from './label-layout.ts';
import { faultsOf, knownPapers, perPage, placeOf, type Size } from './label-paper.ts';

// Its own way is to download it from somebody else's server.
const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });

const measure = openMeasure();
const subject: LabelSubject = {
  address: 'https://desk.example.org/assets/AST-00042',
  tag: 'AST-00042',
  lines: ['AST-00042', 'ThinkPad de Zoé Łukasiewicz', 'S/N PF2ABCDE', 'Lyon, salle 204'],
};

/** What a reader sees of a printed label: 600 dots per inch of the bars on white. */
async function readBack(label: Size, layout: LabelLayout): Promise<string | undefined> {
  const scale = 600 / 25.4;
  const [width, height] = [Math.ceil(label.width * scale), Math.ceil(label.height * scale)];
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (const bar of layout.bars) {
    for (let y = Math.round(bar.y * scale); y < Math.round((bar.y + bar.height) * scale); y += 1) {
      for (let x = Math.round(bar.x * scale); x < Math.round((bar.x + bar.width) * scale); x += 1)
        data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  const [found] = await readBarcodes({ data, width, height, colorSpace: 'srgb' } as never, { formats: ['QRCode', 'Code128'] });
  return found?.text;
}

/** How far anything of the layout reaches over the label, in millimetres. */
const excess = (label: Size, { bars, texts }: LabelLayout): number =>
  Math.max(
    0,
    ...bars.map(({ x, y, width, height }) => Math.max(-x, -y, x + width - label.width, y + height - label.height)),
    ...texts.map(({ text, x, y, size, isBold }) =>
      Math.max(-x, size * 0.8 - y, x + measure(text, isBold) * size - label.width, y - label.height),
    ),
  );

describe('labels', () => {
  for (const { name, paper } of knownPapers) {
    it(`${name}: every label lies on the page, and what is printed can be read`, async () => {
      expect(faultsOf(paper)).to.deep.equal([]);
      const last = placeOf(paper, perPage(paper) - 1);
      if (paper.type === 'sheet') {
        // Makers cut symmetric sheets: what is left over on the right is what there is on the left.
        expect(paper.page.width - last.x - paper.label.width).to.be.closeTo(paper.left, 0.01);
        expect(paper.page.height - last.y - paper.label.height).to.be.closeTo(paper.top, 0.01);
      }
      const expected: Record<Symbology, string> = { qr: subject.address, code128: subject.tag };
      for (const symbology of ['qr', 'code128'] as const) {
        const layout = layOutLabel(paper.label, subject, symbology, measure);
        expect(excess(paper.label, layout), symbology).to.be.lessThan(0.01);
        if (!layout.warnings.includes('code_too_small'))
          expect(await readBack(paper.label, layout), symbology).to.equal(expected[symbology]);
      }
    });
  }

  it('warns of codes that are too small only where they are', () => {
    const tooSmall = knownPapers.filter(({ paper }) =>
      layOutLabel(paper.label, subject, 'qr', measure).warnings.includes('code_too_small'),
    );
    expect(tooSmall.map(({ key }) => key)).to.deep.equal([]);
    expect(layOutLabel({ width: 20, height: 6 }, subject, 'qr', measure).warnings).to.include('code_too_small');
    const long = { ...subject, tag: 'A-VERY-LONG-TAG-OF-THIRTY-SIGNS' };
    expect(layOutLabel({ width: 38.1, height: 21.2 }, long, 'code128', measure).warnings).to.include('code_too_small');
  });

  it('keeps everything on the label, whatever its size and words', () => {
    const side = fc.double({ min: 5, max: 300, noNaN: true });
    const lines = fc.array(fc.string({ maxLength: 60, unit: 'grapheme' }), { maxLength: 6 });
    fc.assert(
      fc.property(side, side, lines, fc.constantFrom<Symbology>('qr', 'code128'), (width, height, words, symbology) => {
        const label = { width, height };
        expect(excess(label, layOutLabel(label, { ...subject, lines: words }, symbology, measure))).to.be.lessThan(0.01);
      }),
      { numRuns: 150 },
    );
  });

  it('shows the first line largest, shortens what is too long, and says so', () => {
    const { texts, warnings } = layOutLabel({ width: 50, height: 20 }, { ...subject, lines: ['AST-00042', 'x'.repeat(80)] }, 'qr', measure);
    expect(texts[0]).to.deep.include({ text: 'AST-00042', isBold: true });
    expect(texts[0]!.size).to.be.greaterThan(texts[1]!.size);
    expect(texts[1]!.text).to.match(/^x{8,40}…$/);
    expect(warnings).to.deep.equal(['text_shortened']);
    const crowded = layOutLabel({ width: 30, height: 6 }, subject, 'qr', measure);
    expect(crowded.warnings).to.include('no_room_for_text');
    expect(crowded.texts.map(({ text }) => text)).to.deep.equal(
      ['AST-00042', 'ThinkPad de Zoé Łukasiewicz'].slice(0, crowded.texts.length),
    );
  });

  it('takes a QR code where Code 128 lacks the letters', () => {
    const layout = layOutLabel({ width: 62, height: 22 }, { ...subject, tag: 'شاشة-1' }, 'code128', measure);
    expect(layout.warnings).to.include('not_code128');
    expect(layout.bars.length).to.be.greaterThan(50);
  });

  it('refuses paper whose labels overlap or leave the page', () => {
    const paper = knownPapers.find(({ key }) => key === 'avery-l7160')!.paper;
    const wrong = (changes: object) => faultsOf({ ...paper, ...changes } as typeof paper).map(({ field }) => field);
    expect(wrong({})).to.deep.equal([]);
    expect(wrong({ columns: 4 })).to.deep.equal(['columns']);
    expect(wrong({ rows: 8 })).to.deep.equal(['rows']);
    expect(wrong({ pitchX: 50 })).to.deep.equal(['pitchX']);
    expect(wrong({ pitchY: 30 })).to.deep.equal(['pitchY']);
    expect(wrong({ left: 20 })).to.deep.equal(['columns']);
  });
});

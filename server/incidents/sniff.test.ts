import { expect } from 'chai';
import { isPicture, sniff } from './sniff.ts';

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

describe('sniffing', () => {
  const cases: Array<[string, Buffer, string]> = [
    ['a PNG', bytes('89504e470d0a1a0a0000'), 'image/png'],
    ['a JPEG', bytes('ffd8ffe000104a46'), 'image/jpeg'],
    ['a GIF', Buffer.from('GIF89a....'), 'image/gif'],
    ['a WebP', Buffer.from('RIFF\u0001\u0002\u0003\u0004WEBPVP8 '), 'image/webp'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'application/pdf'],
    ['a ZIP', bytes('504b030414'), 'application/zip'],
    ['HTML', Buffer.from('<!doctype html><script>alert(1)</script>'), 'text/plain; charset=utf-8'],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'text/plain; charset=utf-8'],
    ['French text', Buffer.from('Été à Orléans\r\n'), 'text/plain; charset=utf-8'],
    ['text cut inside a character', Buffer.from('Orléans', 'utf8').subarray(0, 4), 'text/plain; charset=utf-8'],
    ['nothing', Buffer.alloc(0), 'text/plain; charset=utf-8'],
    ['octets', bytes('0001020304ff'), 'application/octet-stream'],
    ['a RIFF that is no WebP', Buffer.from('RIFF\u0001\u0002\u0003\u0004WAVEfmt '), 'application/octet-stream'],
  ];
  for (const [what, head, type] of cases) it(`tells ${what}`, () => expect(sniff(head)).to.equal(type));

  it('shows only pictures in place', () => {
    expect(cases.map(([, , type]) => type).filter(isPicture)).to.deep.equal(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
  });
});

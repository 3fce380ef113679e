import { expect } from 'chai';
import { blocksOf, inlinesOf } from './rich-text.ts';

describe('what people type', () => {
  it('has paragraphs, lists, quotes and code', () => {
    const text = 'Please:\n\n1. Unplug\n2. Wait\n\n- or not\n> she said\n```\nping **x**\n```\nThanks';
    expect(blocksOf(text).map(({ kind }) => kind)).to.deep.equal(['paragraph', 'list', 'list', 'quote', 'code', 'paragraph']);
    expect(blocksOf(text)[4]).to.deep.equal({ kind: 'code', text: 'ping **x**' });
  });

  it('keeps line breaks within a paragraph, and signs that mean nothing', () => {
    expect(blocksOf('one\ntwo * three\n')).to.deep.equal([{ kind: 'paragraph', inlines: [{ kind: 'text', text: 'one\ntwo * three' }] }]);
    expect(blocksOf('``` never closed')[0]?.kind).to.equal('paragraph');
    expect(blocksOf('')).to.deep.equal([]);
  });

  it('links addresses without the stop behind them', () => {
    const links = (text: string) => inlinesOf(text).flatMap((inline) => (inline.kind === 'link' ? inline.href : []));
    expect(links('See https://example.org/a_(b). Or (http://example.org)!')).to.deep.equal([
      'https://example.org/a_(b)',
      'http://example.org',
    ]);
    expect(links('Like INC-1042, not INCA-7')).to.deep.equal(['/incidents/INC-1042']);
  });

  it('never makes a link of another scheme, nor of markup', () => {
    const kinds = inlinesOf('javascript:alert(1) <img src=x onerror=alert(1)> [a](data:x)').map(({ kind }) => kind);
    expect(kinds).to.deep.equal(['text']);
  });

  it('knows people by whole names, the longer first', () => {
    const mentions = inlinesOf('@Ben Carter and @Ben, not @Benno', ['Ben', 'Ben Carter']).filter(({ kind }) => kind === 'mention');
    expect(mentions.map(({ text }) => text)).to.deep.equal(['@Ben Carter', '@Ben']);
  });
});

import { expect } from 'chai';
import { answersTo, completed, triggerAt } from './suggest.ts';

const at = (text: string) => triggerAt(text, text.length);

describe('completion in the composer', () => {
  it('begins with @ or / at the beginning of a word', () => {
    expect(at('Hello @be')).to.deep.equal({ sign: '@', q: 'be', from: 6 });
    expect(at('@')).to.deep.equal({ sign: '@', q: '', from: 0 });
    expect(at('Then\n/re')).to.deep.equal({ sign: '/', q: 're', from: 5 });
  });

  it('is not asked for by addresses, fractions and sentences', () => {
    for (const text of ['ben@example', 'https://example.org/', '1/2', 'Hello @Ben how are you', 'a / b '])
      expect(at(text), text).to.equal(null);
  });

  it('knows names of two words', () => {
    expect(at('@Marie Du')?.q).to.equal('Marie Du');
  });

  it('takes nothing that was found for fewer letters', () => {
    expect([
      answersTo('Car', 'Carla'),
      answersTo('car', 'Aoife Kelly'),
      answersTo('kel', 'Aoife Kelly'),
      answersTo('he', 'Hélène'),
    ]).to.deep.equal([true, false, true, true]);
  });

  it('puts the words in place of what was typed', () => {
    const text = 'Ask @be now';
    expect(completed(text, triggerAt(text, 7)!, '@Ben')).to.deep.equal({ text: 'Ask @Ben now', caret: 8 });
    expect(completed('@be', at('@be')!, '@Ben')).to.deep.equal({ text: '@Ben ', caret: 5 });
    expect(completed('/re', at('/re')!, 'Restart it.').text).to.equal('Restart it.');
  });
});

import { expect } from 'chai';
import { type Facts, faultOf, fillIn, variableNames } from './variables.ts';

const facts = {
  ...Object.fromEntries(variableNames.map((name) => [name, null])),
  'requester.firstName': 'Ana',
  'incident.title': 'The {{technician.name}} printer',
} as Facts;

describe('variables', () => {
  it('are filled in, also with blanks around their name', () => {
    expect(fillIn('Hello {{ requester.firstName }}!', facts)).to.deep.equal({ text: 'Hello Ana!', missing: [] });
  });

  it('fall back on other words, or are missed by name', () => {
    expect(fillIn('About {{service.name| our service }}: {{asset.tag}}', facts)).to.deep.equal({
      text: 'About our service: ',
      missing: ['asset.tag'],
    });
  });

  it('never make variables of what people typed', () => {
    expect(fillIn('{{incident.title}}', facts).text).to.equal('The {{technician.name}} printer');
  });

  it('are checked by name and by their braces', () => {
    expect(faultOf('{{requester.firstName}} {{service.name|x}}')).to.equal(null);
    expect(faultOf('{{requester.salary}}')).to.match(/^does not know {{requester.salary}}/);
    expect(faultOf('{{requester.firstName')).to.match(/^has braces/);
    expect(faultOf('Use {braces} as you like')).to.equal(null);
  });
});

import { expect } from 'chai';
import { sayAgain } from './server-messages.ts';

describe('what the API says, for readers', () => {
  it('is said in French with what it caught', () => {
    expect(sayAgain('Too small: expected string to have >=10 characters', 'fr')).to.equal('doit compter au moins 10 caractères');
    expect(sayAgain('The tag AST-00042 is taken', 'fr')).to.equal('L’étiquette AST-00042 est déjà prise');
  });

  it('is said in plain English where it was said for programs', () => {
    expect(sayAgain('Too big: expected string to have <=200 characters', 'en')).to.equal('must have at most 200 characters');
    expect(sayAgain('There is no such person', 'en')).to.equal('There is no such person');
  });

  it('stays as it came when nobody knows it', () => {
    expect(sayAgain('The moon is full', 'fr')).to.equal('The moon is full');
  });
});

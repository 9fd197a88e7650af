import { asSentence, capitalized } from '../../../admin/src/utils/sentence';

describe('a message as a sentence', () => {
  it.each([
    ['the file is empty', 'The file is empty'],
    [
      'line 2: there is text behind the quotation mark',
      'Line 2: there is text behind the quotation mark',
    ],
    ['übrig ist nichts', 'Übrig ist nichts'],
    ["it's wrong", "It's wrong"],
  ])('%s', (message, expected) => expect(capitalized(message)).toBe(expected));

  it.each([
    'http://hr.example.com/users.csv does not answer',
    'ldaps://dc1.example.com: no connection',
    'users.csv is not there',
    'displayName is too long',
    'ou=people,dc=example is no base DN',
    'dc1.example.com refused the password',
    'sAMAccountName is missing',
    '"name" is missing',
  ])('leaves the spelling of its first word: %s', (message) =>
    expect(capitalized(message)).toBe(message)
  );

  it('ends with one full stop', () => {
    expect(asSentence('http://x.example answers 500')).toBe('http://x.example answers 500.');
    expect(asSentence('is it right?')).toBe('Is it right?');
  });
});

import { knownSecrets } from '../../../server/src/mapping';
import { columnNames } from '../../../shared/column-names';
import { isHiddenColumn, isSecretName } from '../../../shared/secret-names';
import { definition, mapOne, userTemplate, showOne } from './support';
import type { MappingDefinition } from './types';

const template = (fields: Record<string, string>): Partial<MappingDefinition> => ({
  template: userTemplate({ username: '"{{login}}"', ...fields }),
});

describe('what a mapping makes secret, told without its source', () => {
  it.each<[string, string[], Partial<MappingDefinition>]>([
    ['a column', ['zugang'], template({ password: '"{{zugang}}"' })],
    ['columns in one text', ['a', 'b'], template({ sipPassword: '"{{a}}-{{b}}"' })],
    ['a column of a file without names', ['C'], template({ pin: '"{{C}}"' })],
    [
      'what a variable reads',
      ['code'],
      { ...template({ pin: '"{{p}}"' }), variables: [{ name: 'p', expression: '$pad(code, 4)' }] },
    ],
    [
      'what a variable of a variable reads',
      ['code'],
      {
        ...template({ password: '"{{b}}"' }),
        variables: [
          { name: 'a', expression: '$trim(code)' },
          { name: 'b', expression: '"x" & $a' },
        ],
      },
    ],
    [
      'a secret of a phone',
      ['gerät'],
      {
        template: `{"identity":[{"username":"{{login}}","post":{"phone":[{"mac":"{{mac}}","sipPassword":"{{gerät}}"}]}}]}`,
      },
    ],
    [
      'a variable that automatic matching takes',
      ['zugang'],
      { variables: [{ name: 'password', expression: 'zugang' }] },
    ],
    [
      'a pinned column',
      ['zugang'],
      {
        pinned: {
          matched: [
            { column: 'zugang', type: 'user', attribute: 'password', reason: 'name' },
            { column: 'login', type: 'user', attribute: 'username', reason: 'name' },
          ],
          unmatched: [],
        },
      },
    ],
    [
      'a column of a mapping with other faults',
      ['zugang'],
      {
        ...template({ password: '"{{zugang}}"' }),
        preFilter: '(((',
        variables: [{ name: 'x', expression: ')' }],
      },
    ],
  ])('%s', (_, columns, part) => {
    expect(knownSecrets(definition(part)).columns).toEqual(columns);
  });

  it.each<[string, Partial<MappingDefinition>]>([
    ['fills something visible too', template({ password: '"{{login}}"' })],
    ['is revealed', { ...template({ password: '"{{zugang}}"' }), reveal: ['Zugang'] }],
    ['is no secret', template({ displayName: '"{{zugang}}"' })],
  ])('is not a column that %s', (_, part) => {
    expect(knownSecrets(definition(part)).columns).toEqual([]);
  });

  it('are the visible attributes that secrets fill', () => {
    const part = template({ avatar: '"{{pin}}"', displayName: '"{{name}}"' });
    expect(knownSecrets(definition(part)).targets).toEqual(['user.avatar']);
    expect(knownSecrets(definition()).targets).toEqual([]);
  });

  it('is told by the name of every column that automatic matching takes for a secret', () => {
    const names = ['password', 'sipPassword', 'pin'].flatMap((name) => [
      ...columnNames('user', name),
      ...columnNames('phone', name),
    ]);
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !isSecretName(name))).toEqual([]);
  });
});

describe('columns that are known to hold secrets', () => {
  it.each([
    ['in other case', 'zugang'],
    ['with what cannot be seen', '\u200BZugang\u00A0'],
    ['in a header that was split at the wrong character', 'Login;Zugang;Team'],
    ['by their own name', 'Kennwort'],
  ])('are found: %s', (_, column) => {
    expect(isHiddenColumn(['Zugang'])(column)).toBe(true);
  });

  it('are no others', () => {
    expect(['Login', 'Zugangsdatum', ''].filter(isHiddenColumn(['Zugang']))).toEqual([]);
  });

  it('hide what a mapping makes of them, wherever it would be shown', async () => {
    const part = template({ displayName: '"{{zugang}}"', avatar: '"{{upper zugang}}"' });
    const values = { login: 'ada', zugang: 'geheim-1' };
    const { mapping, records } = await mapOne({ ...part, secret: ['zugang'] }, values);
    expect(records[0]?.secret).toEqual(['displayName', 'avatar']);
    expect(JSON.stringify(await showOne(mapping, { number: 2, values }))).not.toMatch(/geheim/i);
  });
});

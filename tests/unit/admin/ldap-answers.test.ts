import type { BrowseView, ConnectionStepView } from '../../../shared/contracts/ldap';
import {
  byServer,
  isMade,
  sampleOf,
  shownColumns,
  textOf,
} from '../../../admin/src/profile-form/directory/answers';
import { answerText } from '../../../admin/src/utils/answers';

const textFor = (answer: unknown): string | null => answerText(answer, ({ message }) => message);

const step = (server: string, name: ConnectionStepView['step']): ConnectionStepView => ({
  server,
  step: name,
  status: 'ok',
  found: null,
  warning: null,
  message: '',
  advice: null,
});

describe('the steps of a connection test', () => {
  it('are shown by server, in the order that the servers were tried in', () => {
    const steps = [step('b', 'name'), step('b', 'tcp'), step('a', 'name')];
    expect(byServer({ steps })).toEqual([
      { server: 'b', steps: [steps[0], steps[1]] },
      { server: 'a', steps: [steps[2]] },
    ]);
    expect(byServer({ steps: [] })).toEqual([]);
  });
});

describe('the first entries', () => {
  const browse: BrowseView = {
    columns: ['dn', 'externalId', 'roles', 'cn', 'constructor'],
    rows: [
      { number: 1, values: { dn: 'cn=a', roles: ['x', 'y'], cn: 'Anna' } },
      { number: 2, values: { dn: 'cn=b', roles: [] } },
    ],
    vendor: null,
    problem: null,
  };

  it('have a cell for each column, also where an entry lacks it', () => {
    expect(sampleOf(browse)).toEqual({
      columns: browse.columns,
      rows: [
        { number: 1, cells: ['cn=a', '', 'x, y', 'Anna', ''] },
        { number: 2, cells: ['cn=b', '', '', '', ''] },
      ],
      problem: null,
    });
  });

  it('show what is made of an entry before its attributes', () => {
    expect(shownColumns(browse.columns)).toEqual([
      'externalId',
      'roles',
      'dn',
      'cn',
      'constructor',
    ]);
    expect(isMade('enabled')).toBe(true);
    expect(isMade('cn')).toBe(false);
  });

  it('have their values on one line', () => {
    expect(textOf(['a', 'b'])).toBe('a, b');
    expect(textOf(undefined)).toBe('');
  });
});

describe('an error', () => {
  it('says each problem of a body', () => {
    const errors = [{ message: 'found "x"' }, { message: 'Enter it.' }, { path: [] }, null];
    expect(textFor({ message: 'source.url: found', details: { errors } })).toBe(
      'Found "x".\nEnter it.'
    );
  });

  it('says its message otherwise, or nothing', () => {
    expect(textFor({ code: 'bind-refused', message: 'wrong password' })).toBe('Wrong password.');
    expect(textFor({ message: 'no', details: { errors: [] } })).toBe('No.');
    for (const other of [null, undefined, 'x', {}, { message: '' }]) {
      expect(textFor(other)).toBeNull();
    }
  });
});

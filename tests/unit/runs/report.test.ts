import type { Core } from '@strapi/strapi';

import { NotFoundError } from '../../../server/src/utils/errors';
import { problem } from '../../../shared/codes/problems';
import { createNotify, mailAbout, textOf } from '../../../server/src/runs/report';
import type { RunEntity } from '../../../server/src/storage/runs/run-entities';

const run = (
  status: RunEntity['status'],
  code: string | null = null,
  kind: RunEntity['kind'] = 'run'
) =>
  ({
    kind,
    status,
    profileName: 'Users',
    startedAtMs: Date.parse('2026-03-01T02:00:00.000Z'),
    error: code === null ? null : { code, message: `about ${code}` },
  }) as RunEntity;

describe('mailAbout', () => {
  it.each(['failed', 'held', 'interrupted'] as const)(
    'is true for a run that ends %s',
    (status) => {
      expect(mailAbout(run(status, 'x'), null)).toBe(true);
      expect(mailAbout(run(status, 'x'), run('succeeded'))).toBe(true);
    }
  );

  it.each(['succeeded', 'succeeded-with-errors', 'canceled', 'rejected'] as const)(
    'is false for a run that ends %s',
    (status) => {
      expect(mailAbout(run(status), null)).toBe(false);
    }
  );

  it('is false for a test run', () => {
    expect(mailAbout(run('failed', 'x', 'test'), null)).toBe(false);
  });

  it('is false the next night for the same reason, true for another one', () => {
    expect(mailAbout(run('failed', 'http-404'), run('failed', 'http-404'))).toBe(false);
    expect(mailAbout(run('failed', 'http-404'), run('failed', 'html-page'))).toBe(true);
    expect(mailAbout(run('interrupted', 'interrupted'), run('failed', 'http-404'))).toBe(true);
  });

  it('is false for a run held as the one that it took the place of', () => {
    const superseded = run('rejected', 'superseded');
    expect(mailAbout(run('held', 'limit-exceeded'), superseded)).toBe(false);
    expect(mailAbout(run('held', 'limit-exceeded'), run('rejected', 'rejected'))).toBe(true);
    expect(mailAbout(run('failed', 'x'), superseded)).toBe(true);
  });

  it('is true for a run held for another reason than the one that it took the place of', () => {
    const superseded = run('rejected', 'superseded');
    superseded.error = { ...superseded.error!, params: { held: 'source-read-differently' } };
    expect(mailAbout(run('held', 'source-read-differently'), superseded)).toBe(false);
    expect(mailAbout(run('held', 'limit-exceeded'), superseded)).toBe(true);
  });
});

describe('textOf', () => {
  it('names the profile, the time, the ending and the reason', () => {
    const { subject, text } = textOf(run('held', 'limit-exceeded'), 'en');
    expect(subject).toContain('"Users" waits for approval');
    expect(text).toContain('2026-03-01T02:00:00.000Z');
    expect(text).toContain('about limit-exceeded');
  });

  it('is in the language of the profile, but for the text of an older version', () => {
    const known = run('failed');
    known.error = { code: 'run-not-found', message: 'in English', params: { run: 'abc' } };
    const { subject, text } = textOf(known, 'de');
    expect(subject).toContain('„Users“ ist fehlgeschlagen');
    expect(text).toMatch(/^Der Lauf des Verbindungsprofils „Users“/);
    expect(text).toContain('abc');
    expect(text).not.toContain('in English');
    expect(textOf(run('failed', 'http-404'), 'de').text).toContain('about http-404');
  });
});

describe('notify', () => {
  const notifyWith = (find: () => Promise<never>) => {
    const lines: string[] = [];
    const strapi = {
      log: { info: () => undefined, error: (line: string) => lines.push(line) },
      eventHub: { emit: async () => undefined },
    } as unknown as Core.Strapi;
    return { lines, notify: createNotify({ strapi, profiles: { find } }) };
  };

  it('has nobody to write to once the profile is deleted, and does not complain', async () => {
    const { lines, notify } = notifyWith(async () => {
      throw new NotFoundError(problem('profile-not-found', { profile: 'x' }));
    });
    await notify(run('failed', 'http-404'), null);
    expect(lines).toEqual([]);
  });

  it('logs what kept a mail from being sent', async () => {
    const { lines, notify } = notifyWith(async () => {
      throw new TypeError('secret');
    });
    await notify(run('failed', 'http-404'), null);
    expect(lines).toEqual([expect.stringContaining('TypeError')]);
    expect(lines[0]).not.toContain('secret');
  });
});

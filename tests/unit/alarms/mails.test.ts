import { mailOf, type MailSubject } from '../../../server/src/alarms/mails';
import { mayHoldRowValues } from '../../../shared/codes/format';
import { inPlaceOf, problem, withNotes } from '../../../shared/codes/problems';
import { LANGUAGES, type Language } from '../../../shared/languages';

const ADDRESS = 'https://strapi.example.com/admin/plugins/directory-connector/runs/abc';
const START = Date.parse('2026-03-01T02:00:00.000Z');

const failed = problem('http-status', {
  address: 'https://hr.example.com/users.csv',
  status: 404,
  name: null,
  ofServer: false,
});
const limit = problem('limit-exceeded', { type: 'user', what: 'removed', count: 9, allowed: 5 });
const held = inPlaceOf(limit, 'held', { reasons: [limit] });

const SUBJECTS: Record<MailSubject['kind'], MailSubject> = {
  failed: { kind: 'failed', startedAtMs: START, error: failed },
  interrupted: {
    kind: 'interrupted',
    startedAtMs: START,
    error: withNotes(problem('interrupted/shut-down'), problem('nothing-written')),
  },
  held: { kind: 'held', startedAtMs: START, error: held },
  recovered: { kind: 'recovered', startedAtMs: START, error: null },
  overdue: { kind: 'overdue', lastSuccessMs: START },
  quarantined: { kind: 'quarantined', failures: 10 },
  unremoved: { kind: 'unremoved' },
  kept: { kind: 'kept', count: 2 },
};
const KINDS = Object.keys(SUBJECTS) as MailSubject['kind'][];

const mail = (about: MailSubject, language: Language = 'en') =>
  mailOf('Users', about, { language, timezone: 'Europe/Berlin' }, ADDRESS);

describe('a mail', () => {
  it('says what happened and when by the clock of the schedule, why, what to do and where', () => {
    const { subject, text } = mail(SUBJECTS.failed);
    expect(subject).toBe('Directory Connector: "Users" failed');
    expect(text.split('\n\n')).toEqual([
      expect.stringMatching(
        /"Users" that started on March 1, 2026 at 3:00.AM \(Europe\/Berlin\) failed\./
      ),
      expect.stringContaining('404'),
      expect.stringContaining('What to do'),
      `In Strapi: ${ADDRESS}`,
      expect.stringContaining('once about a cause'),
    ]);
  });

  it('names the limit for which a run is held, and for how long it waits', () => {
    const { subject, text } = mail(SUBJECTS.held);
    expect(subject).toContain('waits for approval');
    expect(text).toContain('9');
    expect(text).toContain('After 14 days');
  });

  it('says since when nothing succeeded, as far as that is known', () => {
    expect(mail(SUBJECTS.overdue).text).toContain('since March 1, 2026');
    expect(mail({ kind: 'overdue', lastSuccessMs: null }).text).toContain('in its history');
  });

  it('counts', () => {
    expect(mail({ kind: 'kept', count: 1 }).text).toMatch(
      /^1 record .* is missing .* has been kept/
    );
    expect(mail(SUBJECTS.kept).text).toMatch(/^2 records .* are missing .* have been kept/);
    expect(mail(SUBJECTS.quarantined).text).toContain('10 times in a row');
  });

  describe.each(LANGUAGES)('in "%s"', (language) => {
    it.each(KINDS)('is whole: %s', (kind) => {
      const { subject, text } = mail(SUBJECTS[kind], language);
      expect(subject).toContain('Users');
      expect(text).toContain(ADDRESS);
      expect(`${subject}${text}`).not.toMatch(/undefined|\{[a-z]|mail\//);
    });

    it.each(KINDS)('says something of its own: %s', (kind) => {
      const others = KINDS.filter((other) => other !== kind);
      for (const other of others) {
        expect(mail(SUBJECTS[kind], language).subject).not.toBe(
          mail(SUBJECTS[other], language).subject
        );
      }
      if (language !== 'en') {
        expect(mail(SUBJECTS[kind], language).text).not.toContain('What to do');
      }
    });
  });
});

describe('values of rows', () => {
  const invalid = problem('invalid-email', {
    value: 'grace@private.example',
    attribute: 'email',
  } as never);
  const texts = (error: Parameters<typeof mayHoldRowValues>[0]) =>
    mail({ kind: 'failed', startedAtMs: START, error }).text;

  it('are in no mail, however deep they stand', () => {
    const all = problem('nothing-mapped/failed', { read: 3, count: 3, reason: invalid });
    expect(texts(all)).not.toContain('grace');
    expect(texts(all)).toContain('stand only on the page of the run');
  });

  it('are in no mail as the names of columns, which a file without a header has its first row for', () => {
    const columns = problem('nothing-mapped/one-column', {
      read: 3,
      attribute: 'username',
      columns: ['grace;Grace Hopper'],
    });
    expect(texts(columns)).not.toContain('Grace Hopper');
  });

  it('are not known of an older version, an app or another plugin', () => {
    expect(texts({ code: 'http-404', message: 'Grace Hopper' })).not.toContain('Grace');
    const refused = problem('not-possible', { reason: { code: 'X', message: 'Grace Hopper' } });
    expect(texts(refused)).not.toContain('Grace');
  });

  it('are not taken for that where a text names the address, the limit or the server', () => {
    expect(
      [failed, held, limit, problem('database-failed', { why: 'lost', database: null })].map(
        mayHoldRowValues
      )
    ).toEqual([false, false, false, false]);
  });
});

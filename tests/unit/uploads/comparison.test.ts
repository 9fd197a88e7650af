import { problem } from '../../../shared/codes/problems';
import type { FileSurvey, UploadInfo } from '../../../shared/contracts/uploads';
import { compareFiles } from '../../../server/src/uploads/comparison';

const info: UploadInfo = {
  id: 'october',
  profile: 'staff',
  name: 'october.csv',
  size: 1,
  sha256: '00',
  createdAt: '2026-10-01T00:00:00.000Z',
  fixes: 0,
};

const survey = (columns: string[], parts: Partial<FileSurvey> = {}): FileSurvey => ({
  columns,
  used: [],
  rows: 2,
  problem: null,
  ...parts,
});

const october = { info, survey: survey(['Login', 'Name', 'Fax'], { rows: 59 }) };

describe('a new file', () => {
  it('is told from the last one by its columns and the number of its rows', () => {
    expect(compareFiles(october, survey(['Login', 'Name', 'Titel'], { rows: 55 }))).toEqual({
      last: info,
      added: ['Titel'],
      gone: ['Fax'],
      missed: [],
      rows: { before: 59, after: 55 },
      problem: null,
    });
  });

  it('has the same columns where they only look or are spelled another way, or stand elsewhere', () => {
    const { added, gone } = compareFiles(october, survey(['NAME', 'fax', 'Login\u00a0']));
    expect({ added, gone }).toEqual({ added: [], gone: [] });
  });

  it('may lack columns that the profile uses, gone or never there', () => {
    const used = ['login', 'Fax', 'Mobile'];
    const { missed } = compareFiles(october, survey(['Login', 'Name'], { used }));
    expect(missed).toEqual(['Fax', 'Mobile']);
  });

  it('may be the first one, or the first that can be read', () => {
    const first = { last: null, added: [], gone: [], rows: { before: null, after: 2 } };
    expect(compareFiles(null, survey(['Login']))).toMatchObject(first);
    const broken = { info, survey: survey([], { rows: null, problem: problem('no-file') }) };
    expect(compareFiles(broken, survey(['Login']))).toMatchObject(first);
  });

  it('that cannot be read has nothing new or gone', () => {
    const unreadable = survey([], { used: ['Login'], rows: null, problem: problem('no-file') });
    expect(compareFiles(october, unreadable)).toMatchObject({
      added: [],
      gone: [],
      missed: [],
      rows: { after: null },
      problem: { code: 'no-file', message: expect.stringContaining('no file to read') },
    });
  });
});

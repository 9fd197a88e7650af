import { ConnectorError } from '../../../server/src/utils/errors';
import { IssueBounds } from '../../../server/src/plan/issues';
import { RowFailures } from '../../../server/src/runs/plan';
import { CodeTexts } from '../../../shared/codes/format';
import { problem } from '../../../shared/codes/problems';
import { inEnglish } from '../../../shared/codes/texts';
import { mappingOf, userTemplate } from '../mapping/support';
import { plan } from '../plan/helpers';
import { MemoryDatabase } from '../plan/memory';

const ROWS = 300;

describe('the texts of what is wrong', () => {
  const made = jest.spyOn(CodeTexts.prototype, 'text');
  beforeEach(() => made.mockClear());

  const TEMPLATE = userTemplate({
    username: '"{{name}}"',
    displayName: '"{{shown}}"',
    enabled: '"{{on}}"',
  });
  const DEFINITION = {
    template: TEMPLATE,
    variables: [{ name: 'shown', expression: '$number(name)' }],
  };

  /** Rows each of which has a value that cannot be read and an expression that fails, or no key. */
  const mapped = async () => {
    const mapping = mappingOf(DEFINITION, ['name', 'on']);
    const rows = [];
    for (let number = 2; number < ROWS + 2; number += 1) {
      const name = number % 3 === 0 ? '' : `u${number}`;
      rows.push(await mapping.map({ number, values: { name, on: `perhaps ${number}` } }));
    }
    return rows;
  };

  it('are not made for rows whose issues nobody reads, and once for each that is read', async () => {
    const rows = await mapped();
    const failures = new RowFailures();
    failures.add(rows);
    const { issues } = await plan(new MemoryDatabase(), rows);
    const found = new IssueBounds().take([
      ...rows.flatMap((row) => row.issues),
      ...issues,
      ...failures.folded(),
    ]);
    const codes = new Set(found.map(({ code }) => code));
    expect([...codes]).toEqual(
      expect.arrayContaining(['expression-error', 'missing-key', 'invalid-boolean'])
    );
    expect(found.length).toBeGreaterThan(ROWS);
    expect(made).not.toHaveBeenCalled();

    const failed = found.filter(({ row, code }) => row !== null && code === 'expression-error');
    const read = failed.map(inEnglish);
    expect(read[0]?.message).toContain('number');
    expect(made).toHaveBeenCalledTimes(read.length);
  });

  it('of an error is made when somebody asks for its message', () => {
    const error = new ConnectorError(problem('unknown-source', { source: 'x' }));
    expect(made).not.toHaveBeenCalled();
    expect(error.message).toContain('"x"');
    expect(made).toHaveBeenCalledTimes(1);
  });
});

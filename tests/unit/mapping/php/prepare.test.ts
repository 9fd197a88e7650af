import { prepared } from '../../../../server/src/mapping/php/prepare';

describe('PHP as documents print it', () => {
  it.each([
    ['return $row[“job”];', 'return $row["job"];'],
    ['return $row[„job“];', 'return $row["job"];'],
    ['return $row[‘job’];', "return $row['job'];"],
    ['return $row[‚job‘];', "return $row['job'];"],
    ['return\u00a0$row["a"];', 'return $row["a"];'],
  ])('%s', (source, expected) => expect(prepared(source)).toBe(expected));

  it.each([
    ['in a text', `return "“x” ‘y’\u00a0";`],
    ['in a text with single quotes', `return '“x” „y“';`],
    ['after an escaped quote', `return "a\\"“b”" . 'it\\'s “c”';`],
    ['in a comment', `return 1; // “x” isn't`],
    ['in a comment of several lines', `/* “x”\n isn't */ return 1;`],
    ['after a hash', `# isn't “x”\nreturn 1;`],
    ['in a heredoc', `return <<<X\n  “x” isn't\n  X . "";`],
    ['in a nowdoc', `return <<<'X'\n“x” isn't "\nX;`],
  ])('keeps quotes %s', (_where, source) => expect(prepared(source)).toBe(source));

  it('keeps every character in its place', () => {
    const source = '“ä” . ‘ö’ . "“"\u00a0. 1';
    expect(prepared(source)).toHaveLength(source.length);
  });

  it.each([
    [`return 'abc`, 7],
    [`return "a\\"`, 7],
    [`return 1; /* x`, 10],
  ])('says where %j does not end', (source, offset) => {
    expect(() => prepared(source)).toThrow(expect.objectContaining({ offset }));
  });
});

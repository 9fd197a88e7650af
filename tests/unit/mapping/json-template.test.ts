import {
  type Fields,
  fillJsonTemplate,
  parseJsonTemplate,
  repairJson,
} from '../../../server/src/mapping/template/json-template';
import { token } from '../../../server/src/mapping/values/rendered';

describe('JSON with faults', () => {
  it.each([
    ['{"a":1}', [], { a: 1 }],
    ['{"a":1,}', ['commas'], { a: 1 }],
    ['{,"a":1}', ['commas'], { a: 1 }],
    ['{"a":1,,"b":2}', ['commas'], { a: 1, b: 2 }],
    ['{"a":1 , \n , "b":[1,,2,],}', ['commas'], { a: 1, b: [1, 2] }],
    ['[,]', ['commas'], []],
    [',{},', ['commas'], {}],
    ['{“a”: „b“, "c”d": 1}', ['quotes'], { a: 'b', 'c”d': 1 }],
    ['{“a”: "x“y"}', ['quotes'], { a: 'x“y' }],
    ['{"a":",,","b":"[,]"}', [], { a: ',,', b: '[,]' }],
    ['{"a":"\\",,","b":"\\\\"}', [], { a: '",,', b: '\\' }],
  ])('%s', (text, repairs, expected) => {
    const repaired = repairJson(text);
    expect(repaired.repairs).toEqual(repairs);
    expect(JSON.parse(repaired.json)).toEqual(expected);
    expect(repaired.json).toHaveLength(text.length);
  });

  it.each([
    '{"a" 1}',
    '{"a":,"b":1}',
    '{"a":1',
    '{"a":"b}',
    "{'a':1}",
    '{"a":01}',
    '{"a":“b}',
    '{"a":1}}',
  ])('%s is not guessed at', (text) => {
    expect(() => parseJsonTemplate(text)).toThrow(
      expect.objectContaining({ code: 'invalid-json' })
    );
  });

  it('says where it is wrong', () => {
    expect(() => parseJsonTemplate('{"a":1,,"b" 2}')).toThrow(
      expect.objectContaining({ offset: 12 })
    );
    expect(() => parseJsonTemplate('{"a":1')).toThrow(expect.objectContaining({ offset: 6 }));
    expect(() => parseJsonTemplate('{"a":x}')).toThrow(
      expect.objectContaining({ offset: 5, message: expect.stringContaining('unexpected "x"') })
    );
  });

  it('is filled with values after it is parsed', () => {
    const { root } = parseJsonTemplate(
      `{"a": ${token(0)}, "${token(1)}": ["x${token(2)}", ${token(3)}, "${token(3)}"]}`
    );
    const filled = fillJsonTemplate(root, ['"', '}', '\\', ['y', 'z']]) as Fields;
    expect([...filled]).toEqual([
      ['a', '"'],
      ['}', ['x\\', ['y', 'z'], ['y', 'z']]],
    ]);
  });
});

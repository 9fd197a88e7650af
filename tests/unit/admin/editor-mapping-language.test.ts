import {
  BUILT_IN_FUNCTIONS,
  isForbidden,
  FUNCTIONS,
} from '../../../server/src/mapping/expressions/functions';
import { HELPERS } from '../../../server/src/mapping/template/helpers';
import { CONDITION_BLOCKS, CONTEXT_BLOCKS } from '../../../server/src/mapping/template/syntax';
import {
  JSONATA_FUNCTIONS,
  OWN_FUNCTIONS,
  TEMPLATE_BLOCKS,
  TEMPLATE_HELPERS,
} from '../../../shared/mapping-language';

const sorted = (names: Iterable<string>): string[] => [...names].sort();

describe('what the editor offers is what the server knows', () => {
  it('functions of our own', () => {
    expect(sorted(Object.keys(OWN_FUNCTIONS))).toEqual(sorted(Object.keys(FUNCTIONS)));
  });

  it("JSONata's functions, without those that are not allowed", () => {
    const allowed = BUILT_IN_FUNCTIONS.filter((name) => !isForbidden(name));
    expect(sorted(Object.keys(JSONATA_FUNCTIONS))).toEqual(sorted(allowed));
  });

  it('helpers and blocks of a template', () => {
    expect(sorted(Object.keys(TEMPLATE_HELPERS))).toEqual(sorted(Object.keys(HELPERS)));
    expect(sorted(TEMPLATE_BLOCKS)).toEqual(sorted([...CONDITION_BLOCKS, ...CONTEXT_BLOCKS]));
  });
});

import type { MappedRecord } from '../../../../shared/contracts/trials';
import type { PastedConnector } from '../../../../shared/contracts/pascom';
import { profileSchema } from '../../../../shared/profile';
import { compileMapping, mappingDefinitionOf } from '../../../../server/src/mapping';
import { readConnector } from '../../../../server/src/profiles/pascom';
import published from '../../../fixtures/pascom/structures.json';

const connectorOf = ({ variables, structure }: (typeof published)[number]): PastedConnector => ({
  preFilter: 'return true;',
  variables: ['|Variable|Source|', '|----|----|', ...variables].join('\n'),
  structure: structure.join('\n'),
  kind: null,
  mode: 'create-update-remove',
  automation: 'none',
});

/** A record as the fixture has it. */
const shapeOf = ({ type, attributes, owner, children }: MappedRecord): object => ({
  type,
  attributes,
  ...(owner !== null && { owner }),
  ...(children.length > 0 && { children: children.map(shapeOf) }),
});

const NAMED = published.map(
  (one, index) => [`${index + 1}, ${one.pages.join(' and ')}`, one] as const
);

describe("the structures of pascom's published pages", () => {
  it('are fourteen, six of which have other labels or notes in German', () => {
    const german = published.filter(({ pages }) => pages.every((page) => page.endsWith('.de.md')));
    const translated = german.filter(({ pages }) => !pages.includes('user/ucs.de.md'));
    expect(published.length - translated.length).toBe(14);
    expect(translated).toHaveLength(6);
  });

  it.each(NAMED)('run as they stand: %s', async (_name, one) => {
    const { kind, profile, notes } = readConnector(connectorOf(one));
    expect(kind).toBe(one.kind);
    expect(notes.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(profile.template).toBe(one.structure.join('\n'));
    expect(profileSchema.parse({ ...profile, name: 'pascom' }).preFilter).toBe('');

    const row: Record<string, string | string[]> = Object.fromEntries(
      Object.entries(one.row).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]]
      )
    );
    const definition = mappingDefinitionOf({ ...profile, source: { type: 'csv' } });
    const mapping = compileMapping(definition, Object.keys(row));
    const { records, issues } = await mapping.map({ number: 2, values: row });
    expect(issues).toEqual([]);
    expect(records.map(shapeOf)).toEqual(one.records);
  });
});

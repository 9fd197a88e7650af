import { compileVariables, analyse, isAutomatic } from './compile';
import { Findings } from './findings';
import { LIMITS } from './limits';
import type { MappingDefinition } from './types';

/** What a mapping makes secret, as far as it tells without its source. */
export interface KnownSecrets {
  /** Besides those that their names tell. */
  columns: string[];
  /** `type.attribute` that everybody may see and that comes from a secret. */
  targets: string[];
}

/** Names that automatic matching chooses from, where the source's columns are not known. */
function mentionedColumns({ variables, pinned }: MappingDefinition): string[] {
  const expressions = compileVariables({ variables }, null, LIMITS, new Findings());
  return [
    ...(pinned?.matched ?? []).map(({ column }) => column),
    ...[...expressions.values()].flatMap(({ columns }) => columns ?? []),
  ];
}

/** What a mapping makes secret, whatever else is wrong with it. */
export function knownSecrets(definition: MappingDefinition): KnownSecrets {
  const columns = isAutomatic(definition) ? mentionedColumns(definition) : null;
  const analysis = analyse(definition, { columns, limits: LIMITS, refuse: [] }, new Findings());
  return {
    columns: [...(definition.secret ?? []), ...(analysis?.secrets.columns ?? [])],
    targets: analysis?.secretTargets ?? [],
  };
}

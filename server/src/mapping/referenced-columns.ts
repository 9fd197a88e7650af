import { columnName } from '../../../shared/text';
import { compile } from './compile';
import { Findings } from './findings';
import { LIMITS } from './limits';
import type { MappingDefinition } from './types';

/**
 * The columns that a profile's expressions and template name, as they are written there. Where the
 * template is empty, or cannot be used, there are none.
 */
export function referencedColumns(definition: MappingDefinition): string[] {
  const options = { columns: null, limits: LIMITS, trace: null, refuse: [] };
  const compilation = compile(definition, options, new Findings());
  if (!compilation) return [];
  const { template, variables, preFilter } = compilation.compiled;
  const expressions = [...variables.values(), ...(preFilter ? [preFilter] : [])];
  const names = new Set([
    ...[...template.sites.flatMap((site) => site.variables), ...template.controls].filter(
      (name) => !variables.has(name)
    ),
    // A variable may be made of the column whose name it has.
    ...expressions.flatMap(({ columns }) => columns ?? []),
  ]);
  return [...new Set([...names].map(columnName))];
}

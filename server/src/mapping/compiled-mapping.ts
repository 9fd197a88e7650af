import type { Expression } from './expressions';
import type { PhoneColumns } from './phone-columns';
import type { Secrets } from './secrets';
import type { Template } from './template';
import type { MappingDefinition, Trace } from './types';

/** Everything that is compiled once and used for every row. */
export interface CompiledMapping {
  match: MappingDefinition['match'];
  preFilter: Expression | null;
  variables: ReadonlyMap<string, Expression>;
  template: Template;
  phoneColumns: PhoneColumns | null;
  columns: Readonly<Record<string, string>>;
  /** The columns that an attribute has its value from, by `type.attribute`; null where it can see all of them. */
  fedBy: ReadonlyMap<string, readonly string[] | null>;
  /** Those that decide about an attribute and are no part of its value. */
  decidedBy: ReadonlyMap<string, readonly string[]>;
  /** The columns that each of the template's conditions depends on; null where it can see all of them. */
  conditions: readonly (readonly string[] | null)[];
  namesOwners: boolean;
  /** `type.attribute` that only columns fill which the source does not have: they are not cleared. */
  unfilled: ReadonlySet<string>;
  /** Columns and variables whose values must not be seen. */
  secrets: Secrets;
  /** Columns whose cells stay as they are, since secrets are made of them; null: all of them. */
  verbatim: ReadonlySet<string> | null;
  /** The template's sites whose values come from a secret. */
  hiddenSites: ReadonlySet<number>;
  /** Those whose values are part of an attribute that is kept secret. */
  secretSites: ReadonlySet<number>;
  /** True where the value of a secret decides what is rendered: then nothing of it may be seen. */
  hidesAll: boolean;
  /** `type.attribute` that everybody may see and that comes from a secret. */
  secretTargets: readonly string[];
  recordsPerRow: number;
  trace: Trace | null;
}

import type { Variable } from '../profile';

/** A mapping as it is written: a template, and the variables that it needs. */
export interface WrittenMapping {
  template: string;
  variables: Variable[];
}

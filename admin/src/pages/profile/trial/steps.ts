/** A step of a row's way from the source to the records. */
export type Step = 'row' | 'filter' | 'variables' | 'rendered' | 'records' | 'changes' | 'issues';

/** Why the database cannot hold every text. */
export interface EncodingProblem {
  /** What is in that character set. */
  of: 'database' | 'tables';
  /** The tables, in their order; none where it is the whole database. */
  tables: string[];
  characterSet: string;
  /** The one that can hold every text. */
  expected: 'UTF8' | 'utf8mb4';
  /** What mends it, in SQL; a backup comes first. */
  commands: string[];
}

/** Whether the database can take what runs write. */
export interface DatabaseState {
  /** Null where it can. */
  problem: EncodingProblem | null;
}

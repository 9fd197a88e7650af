/** Whether the database can take what runs write. */
export interface DatabaseState {
  /** What is wrong and what to do; null where nothing is. */
  problem: string | null;
}

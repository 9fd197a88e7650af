import { z } from 'zod';

/** How many columns rows that are sent have together. */
export const MOST_PUSHED_COLUMNS = 1000;

/** Rows that another program sends. */
export const pushSource = z.strictObject({
  type: z.literal('push'),
  /** Columns that rows may have, besides those that they do have: what can be assigned before anything is sent. */
  columns: z.array(z.string().trim().min(1).max(1000)).max(MOST_PUSHED_COLUMNS).default([]),
});

export type PushSource = z.infer<typeof pushSource>;

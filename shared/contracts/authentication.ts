import { z } from 'zod';

import type { CodeKey } from '../codes/catalogue';

/** PostgreSQL refuses a NUL in a query: such a user name cannot be stored, nor looked for. */
const hasNoNul = (text: string): boolean => !text.includes('\0');

export const credentialsBody = z.strictObject({
  username: z
    .string()
    .min(1)
    .max(255)
    .refine(hasNoNul, { error: 'invalid-value/login' satisfies CodeKey }),
  password: z.string().min(1).max(1024),
});

/** Who it is that has signed in. */
export const authenticationAnswer = z.object({
  data: z.object({ documentId: z.string(), username: z.string() }),
});

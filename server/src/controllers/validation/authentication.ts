import { z } from 'zod';

/** PostgreSQL refuses a NUL in a query: such a user name cannot be stored, nor looked for. */
const hasNoNul = (text: string): boolean => !text.includes('\0');

export const credentialsSchema = z.strictObject({
  username: z
    .string()
    .min(1)
    .max(255)
    .refine(hasNoNul, { error: 'found a NUL character, expected a user name' }),
  password: z.string().min(1).max(1024),
});

import { z } from '@strapi/utils';

const SECRET_CHARACTERS = 4096;
const marker = z.strictObject({ set: z.boolean() });

/** A secret that is given, or the marker that responses show in its place: it stays as it is. */
export const secretInput = (expected: string, characters = SECRET_CHARACTERS) => {
  const error = `found a value that does not fit, expected ${expected}, or { "set": true } to keep what is stored`;
  const text = z.string().min(1, { error }).max(characters, { error });
  return z.union([text, marker], { error }).optional();
};

export type SecretInput = z.infer<ReturnType<typeof secretInput>>;

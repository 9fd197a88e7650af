import { z } from 'zod';

import type { CodeKey } from '../codes/catalogue';

// The panel's content security policy forbids code that is made at run time, and reports even a try.
if ('window' in globalThis) z.config({ jitless: true });

const SECRET_CHARACTERS = 4096;
export const PEM_CHARACTERS = 65_536;

const marker = z.strictObject({ set: z.boolean() });

/** Stands in a response where a secret is kept; sent back, it leaves the secret as it is. */
export type SecretMarker = z.infer<typeof marker>;

/** Stands where no secret is kept. */
export const NOT_SET: SecretMarker = { set: false };

/** A secret that is given, or the marker that responses show in its place: it stays as it is. */
export const secret = (error: CodeKey, characters = SECRET_CHARACTERS) => {
  const text = z.string().min(1, { error }).max(characters, { error });
  return z.union([text, marker], { error }).optional();
};

export type SecretInput = NonNullable<z.infer<ReturnType<typeof secret>>>;

/** Settings with something else in the place of each secret. */
type WithSecrets<Settings, As> = Settings extends object
  ? { [Name in keyof Settings]: SecretMarker extends Settings[Name] ? As : Settings[Name] }
  : Settings;

/** Settings with their secrets in clear. */
export type InClear<Settings> = WithSecrets<Settings, string>;

/** Settings that say of each secret only whether it is set. */
export type Masked<Settings> = WithSecrets<Settings, SecretMarker>;

/** Certificates as text. */
export const pem = z.string().max(PEM_CHARACTERS);

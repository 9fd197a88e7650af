import { textOf } from './template-helpers';

/** A value that comes from a secret, on its way through the document: it is written, and never shown. */
export class Secret {
  constructor(readonly value: unknown) {}
}

/** The value as a secret, unless there is nothing to hide. */
export const conceal = (value: unknown): unknown =>
  value instanceof Secret || textOf(value).trim() === '' ? value : new Secret(value);

/** The value without its marks, at any depth. */
export function bare(value: unknown): unknown {
  if (value instanceof Secret) return bare(value.value);
  if (Array.isArray(value)) return value.map(bare);
  if (value instanceof Map) return new Map([...value].map(([name, part]) => [name, bare(part)]));
  return value;
}

/** True where any part of a value comes from a secret. */
export function holdsSecret(value: unknown): boolean {
  if (value instanceof Secret) return true;
  if (Array.isArray(value)) return value.some(holdsSecret);
  return value instanceof Map && [...value.values()].some(holdsSecret);
}

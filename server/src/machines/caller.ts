import { apiTokenName } from '../../../shared/api-tokens';

/** Strapi's account of who asks, as its router leaves it with the request. */
export interface Authentication {
  strategy?: { name?: string };
  /** The token, or the user of the app; null for whoever has neither. */
  credentials?: { id?: unknown; name?: unknown; username?: unknown; email?: unknown } | null;
}

/** A program, or whoever else uses the content API. */
export interface Caller {
  /** Tells callers apart. */
  id: string;
  /** As the history has it. */
  name: string;
}

const TOKENS: readonly (string | undefined)[] = ['content-api-token', 'admin-token', 'api-token'];

const textOf = (...values: unknown[]): string =>
  values.find((value): value is string => typeof value === 'string' && value !== '') ?? '';

/** The name of the API token, of whichever kind, that a request came with; null where it came with none. */
export const tokenName = ({ strategy, credentials }: Authentication = {}): string | null =>
  credentials && TOKENS.includes(strategy?.name) ? apiTokenName(textOf(credentials.name)) : null;

/** Who uses the content API: a token, a user of the app, or anybody where the app lets everybody. */
export const callerOf = (auth: Authentication = {}): Caller => {
  const { strategy, credentials } = auth;
  if (!credentials) return { id: 'public', name: 'public' };
  const name = tokenName(auth) ?? textOf(credentials.email, credentials.username);
  return { id: `${strategy?.name ?? ''}:${String(credentials.id)}`, name };
};

import type { Socket } from 'node:net';
import {
  BindRequest,
  ExtendedRequest,
  ExtendedResponse,
  MessageParser,
  PagedResultsControl,
  SearchEntry,
  SearchReference,
  SearchRequest,
  UnbindRequest,
} from 'ldapts';
import type { Problem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/problems';
import { LdapError, type LdapResult, SUCCESS } from './errors';
import type { FilterNode } from './filter';
import { requestFilter } from './filter-request';

/** An entry as it came over the wire. */
export interface LdapEntry {
  dn: string;
  /** `name` as the server spells it, options included: `userCertificate;binary`. */
  attributes: { name: string; values: readonly Buffer[] }[];
}

export interface Search {
  baseDn: string;
  scope: 'base' | 'one' | 'sub';
  filter: FilterNode;
  attributes: string[];
  /** Null asks for everything at once. The first page has an empty cookie. */
  page: { size: number; cookie: Buffer } | null;
}

export interface SearchAnswer {
  entries: LdapEntry[];
  /** Addresses of servers that hold further parts. */
  references: string[];
  result: LdapResult;
  /** Asks for the next page; empty after the last one, and null where the server does not page. */
  cookie: Buffer | null;
}

export interface ConnectionLimits {
  /** How long one answer may take. */
  timeoutSeconds: number;
  /** How much may be received in all. */
  maxBytes: number;
}

/** What every answer of a server has. */
interface Response {
  messageId: number;
  status: number;
  errorMessage: string;
  matchedDN: string;
  controls?: unknown[];
}

interface Pending {
  message: BindRequest | ExtendedRequest | SearchRequest;
  entries: LdapEntry[];
  references: string[];
  resolve(response: Response): void;
  reject(error: Error): void;
}

const START_TLS = '1.3.6.1.4.1.1466.20037';
const MAX_MESSAGE_ID = 2 ** 31 - 1;

const resultOf = ({ status, errorMessage, matchedDN }: Response): LdapResult => ({
  code: status,
  message: errorMessage,
  matchedDn: matchedDN,
});

const cookieOf = ({ controls }: Response): Buffer | null => {
  const control = controls?.find((candidate) => candidate instanceof PagedResultsControl);
  return control?.value ? (control.value.cookie ?? Buffer.alloc(0)) : null;
};

/**
 * A conversation with one server over one connection, one operation at a time. ldapts' own client
 * is not used: it takes an empty page for the last one although RFC 2696 goes by the cookie, and
 * when a connection ends it opens another one that nobody is logged in on. Here, whatever goes
 * wrong ends the connection, and every later operation fails.
 */
export class LdapConnection {
  private messageId = 0;
  private received = 0;
  private pending: Pending | null = null;
  private failure: LdapError | null = null;
  private parser = new MessageParser();
  private unlisten: () => void;

  constructor(
    /** The server's address, for messages. */
    readonly server: string,
    private socket: Socket,
    private readonly limits: ConnectionLimits
  ) {
    this.unlisten = this.listen(socket);
  }

  /** Goes on over another socket, which encrypts what goes over the first one. */
  async startTls(encrypt: (socket: Socket) => Promise<Socket>): Promise<LdapResult> {
    const response = await this.request(
      new ExtendedRequest({ messageId: this.nextId(), oid: START_TLS })
    );
    const result = resultOf(response);
    if (result.code !== SUCCESS) return result;
    this.unlisten();
    // What came in clear is forgotten, or else somebody in between could slip answers in.
    this.parser = new MessageParser();
    try {
      this.socket = await encrypt(this.socket);
    } catch (error) {
      this.fail(problem('connection-lost/encrypting', { server: this.server }));
      throw error;
    }
    this.unlisten = this.listen(this.socket);
    return result;
  }

  /** A simple bind, or one by the client certificate. */
  async bind(
    credentials: { dn: string; password: string } | { mechanism: 'EXTERNAL' }
  ): Promise<LdapResult> {
    const messageId = this.nextId();
    return resultOf(await this.request(new BindRequest({ messageId, ...credentials })));
  }

  /** One answer of a search: all entries, or a page of them. */
  async search({ page, filter, baseDn, ...search }: Search): Promise<SearchAnswer> {
    const { timeoutSeconds: timeLimit } = this.limits;
    const controls = page ? [new PagedResultsControl({ value: page })] : [];
    const message = new SearchRequest({
      ...search,
      messageId: this.nextId(),
      baseDN: baseDn,
      filter: requestFilter(filter),
      timeLimit,
      controls,
    });
    const found = { entries: [] as LdapEntry[], references: [] as string[] };
    const response = await this.request(message, found);
    return { ...found, result: resultOf(response), cookie: cookieOf(response) };
  }

  /** Says goodbye and ends the connection. */
  close(): void {
    if (this.failure) return;
    this.failure = new LdapError(problem('connection-lost/closed'));
    this.pending?.reject(this.failure);
    const { socket } = this;
    socket.end(new UnbindRequest({ messageId: this.nextId() }).write(), () => socket.destroy());
  }

  private nextId(): number {
    this.messageId = this.messageId >= MAX_MESSAGE_ID ? 1 : this.messageId + 1;
    return this.messageId;
  }

  private request(
    message: Pending['message'],
    found: Pick<Pending, 'entries' | 'references'> = { entries: [], references: [] }
  ): Promise<Response> {
    return new Promise((resolve, reject) => {
      if (this.failure) {
        reject(this.failure);
        return;
      }
      const { timeoutSeconds } = this.limits;
      const timer = setTimeout(
        () =>
          this.fail(
            problem('operation-time-out', { server: this.server, seconds: timeoutSeconds })
          ),
        timeoutSeconds * 1000
      );
      const settle =
        <Value>(then: (value: Value) => void) =>
        (value: Value): void => {
          clearTimeout(timer);
          this.pending = null;
          then(value);
        };
      this.pending = { message, ...found, resolve: settle(resolve), reject: settle(reject) };
      this.socket.write(message.write());
    });
  }

  private listen(socket: Socket): () => void {
    const onData = (data: Buffer): void => this.read(data);
    const onError = (error: NodeJS.ErrnoException): void => this.lose(error.code ?? error.name);
    const onClose = (): void => this.lose(null);
    socket.on('data', onData).on('error', onError).on('close', onClose);
    this.parser.on('message', (message) => this.take(message));
    this.parser.on('error', () => this.fail(problem('protocol-error', { server: this.server })));
    return () => socket.off('data', onData).off('error', onError).off('close', onClose);
  }

  private read(data: Buffer): void {
    this.received += data.length;
    if (this.received > this.limits.maxBytes) {
      const { maxBytes: limit } = this.limits;
      this.fail(problem('directory-too-large', { server: this.server, limit }));
      return;
    }
    const { pending } = this;
    const known = pending ? [[String(pending.message.messageId), pending] as const] : [];
    this.parser.read(data, new Map(known));
  }

  private take(message: Response): void {
    if (message instanceof ExtendedResponse && message.messageId === 0) {
      this.lose(`"${message.errorMessage.slice(0, 200)}"`);
      return;
    }
    const { pending } = this;
    if (!pending || message.messageId !== pending.message.messageId) return;
    if (message instanceof SearchEntry) {
      const attributes = message.attributes.map((attribute) => ({
        name: attribute.type,
        values: attribute.parsedBuffers,
      }));
      pending.entries.push({ dn: message.name, attributes });
    } else if (message instanceof SearchReference) {
      pending.references.push(...message.uris);
    } else {
      pending.resolve(message);
    }
  }

  private lose(reason: string | null): void {
    this.fail(problem('connection-lost', { server: this.server, reason }));
  }

  private fail(what: Problem): void {
    if (this.failure) return;
    this.failure = new LdapError(what);
    this.pending?.reject(this.failure);
    this.socket.destroy();
  }
}

/** An attribute's name without its options: `cn;lang-de` → `cn`. */
export const baseName = (name: string): string => name.split(';', 1)[0]?.toLowerCase() ?? '';

/** The raw values of an entry's attributes, by name in any case; options do not matter. */
export const valuesOf = ({ attributes }: LdapEntry): ValuesOf => {
  const values = new Map<string, readonly Buffer[]>();
  for (const attribute of attributes) {
    const name = baseName(attribute.name);
    values.set(name, [...(values.get(name) ?? []), ...attribute.values]);
  }
  return (name) => values.get(baseName(name)) ?? [];
};

/** An attribute's values as text. */
export const textsOf = (values: ValuesOf, name: string): string[] =>
  values(name).map((value) => value.toString('utf8'));

/** The values of an attribute of an entry, by its description as the filter has it; none: []. */
export type ValuesOf = (attribute: string) => readonly Buffer[];

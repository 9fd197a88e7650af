import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

import { firstElement, type Element } from './ldap/ber';
import type { LdapAttributes } from './ldap/entry';
import {
  decodeRequest,
  encodeDisconnection,
  encodeEntry,
  encodeReference,
  encodeResult,
  type BindRequest,
  type ExtendedRequest,
  type LdapRequest,
  type LdapResult,
  type SearchRequest,
} from './ldap/messages';

export type { BindRequest, ExtendedRequest, LdapRequest, LdapResult, SearchRequest };

const MESSAGE = 0x30;

/** How a request is answered. Nothing done is no answer. */
export interface LdapReply {
  entry(dn: string, attributes: LdapAttributes): void;
  /** A continuation reference (RFC 4511 § 4.5.3). */
  reference(...urls: string[]): void;
  /** Ends the operation, with success where nothing else is said. */
  done(result?: LdapResult): void;
  /** The notice that a server ends the connection with, and the end. */
  disconnect(result: LdapResult): void;
  raw(bytes: Buffer): void;
  /** Ends the connection after what was sent so far. */
  destroy(): void;
  /** Ends the connection with an error (TCP's RST). */
  reset(): void;
}

type Handler<Request> = (request: Request, reply: LdapReply) => void | Promise<void>;

/** What is not handled succeeds: binds for all, searches that find nothing. StartTLS is refused. */
export interface LdapHandlers {
  bind?: Handler<BindRequest>;
  search?: Handler<SearchRequest>;
  extended?: Handler<ExtendedRequest>;
}

/** An LDAP server that says what a test makes it say. */
export interface LdapTestServer {
  /** `ldap://127.0.0.1:port` */
  url: string;
  port: number;
  /** All requests so far. */
  requests: LdapRequest[];
  /** How many there have been. */
  connections(): number;
  openConnections(): number;
  /** Ends all connections. Fails when a handler did. */
  close(): Promise<void>;
}

const DEFAULTS: Required<LdapHandlers> = {
  bind: (_, reply) => reply.done(),
  search: (_, reply) => reply.done(),
  extended: (_, reply) => reply.done({ code: 2, message: 'unsupported extended operation' }),
};

const replyTo = (
  { messageId, type }: BindRequest | SearchRequest | ExtendedRequest,
  socket: Socket
): LdapReply => ({
  entry: (dn, attributes) => void socket.write(encodeEntry(messageId, dn, attributes)),
  reference: (...urls) => void socket.write(encodeReference(messageId, urls)),
  done: (result = {}) => void socket.write(encodeResult(messageId, type, result)),
  disconnect: (result) => void socket.end(encodeDisconnection(result)),
  raw: (bytes) => void socket.write(bytes),
  destroy: () => socket.destroySoon(),
  reset: () => void socket.resetAndDestroy(),
});

const answer = async (
  request: LdapRequest,
  handlers: Required<LdapHandlers>,
  socket: Socket
): Promise<void> => {
  switch (request.type) {
    case 'bind':
      return handlers.bind(request, replyTo(request, socket));
    case 'search':
      return handlers.search(request, replyTo(request, socket));
    case 'extended':
      return handlers.extended(request, replyTo(request, socket));
    case 'unbind':
      socket.end();
  }
};

/** Calls back for each whole message. Bytes that begin none, such as TLS's, stay unread. */
const readMessages = (socket: Socket, onMessage: (message: Element) => void): void => {
  let received: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    while (received[0] === MESSAGE) {
      const first = firstElement(received);
      if (!first) break;
      received = first.rest;
      onMessage(first.element);
    }
  });
};

/** Starts a server on a free port of 127.0.0.1. */
export const startLdapServer = async (handlers: LdapHandlers = {}): Promise<LdapTestServer> => {
  const allHandlers = { ...DEFAULTS, ...handlers };
  const requests: LdapRequest[] = [];
  const sockets = new Set<Socket>();
  const failures: unknown[] = [];
  let connections = 0;

  const serve = (socket: Socket): void => {
    const connection = (connections += 1);
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A client that went away; `close` follows.
    socket.on('error', () => undefined);
    const handle = async (message: Element): Promise<void> => {
      const request = decodeRequest(message, connection);
      requests.push(request);
      await answer(request, allHandlers, socket);
    };
    readMessages(socket, (message) => {
      handle(message).catch((error: unknown) => {
        failures.push(error);
        socket.destroy();
      });
    });
  };

  const server = createServer(serve).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `ldap://127.0.0.1:${port}`,
    port,
    requests,
    connections: () => connections,
    openConnections: () => sockets.size,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      if (failures.length > 0) throw failures[0];
    },
  };
};

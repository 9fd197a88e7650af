import { Ber, BerReader, PagedResultsControl, ProtocolOperation } from 'ldapts';

import { element, elements, integer, octets, sequence, toNumber, type Element } from './ber';
import { valuesOf, type LdapAttributes } from './entry';
import { decodeFilter, filterText, type LdapFilter } from './filter';

const SIMPLE = 0x80;
const REQUEST_NAME = 0x80;
const REFERRALS = 0xa3;
const RESPONSE_NAME = 0x8a;
const NOTICE_OF_DISCONNECTION = '1.3.6.1.4.1.1466.20036';
const SCOPES = ['base', 'one', 'sub', 'children'] as const;

interface Envelope {
  /** Which of the server's connections it came over, from 1 on. */
  connection: number;
  messageId: number;
  controls: { oid: string; critical: boolean; value: Buffer }[];
}

export interface BindRequest extends Envelope {
  type: 'bind';
  dn: string;
  /** Null: a simple bind; else SASL's, such as `EXTERNAL`. */
  mechanism: string | null;
  /** SASL's credentials, where there is a mechanism. */
  password: string;
}

export interface SearchRequest extends Envelope {
  type: 'search';
  baseDn: string;
  scope: (typeof SCOPES)[number];
  sizeLimit: number;
  /** In seconds. */
  timeLimit: number;
  typesOnly: boolean;
  /** RFC 4515; bytes that are not printable ASCII are escaped. */
  filter: string;
  decodedFilter: LdapFilter;
  attributes: string[];
  /** RFC 2696; null when the client did not ask for pages. */
  paging: { size: number; cookie: Buffer; critical: boolean } | null;
}

export interface ExtendedRequest extends Envelope {
  type: 'extended';
  oid: string;
}

export interface OtherRequest extends Envelope {
  type: 'unbind' | 'abandon' | 'other';
}

export type LdapRequest = BindRequest | SearchRequest | ExtendedRequest | OtherRequest;

/** RFC 4511 § 4.1.9. */
export interface LdapResult {
  /** 0 by default. */
  code?: number;
  message?: string;
  matchedDn?: string;
  referrals?: string[];
  /** Null: that was the last page. Undefined: no paging control in the answer. */
  cookie?: Buffer | string | null;
  /** How many entries there are in all, as the paging control says; 0: unknown. */
  total?: number;
}

type Control = Envelope['controls'][number];

const decodeControl = ({ content }: Element): Control => {
  const [oid, ...rest] = elements(content);
  const critical = rest.find(({ tag }) => tag === Ber.Boolean)?.content[0] ?? 0;
  const value = rest.find(({ tag }) => tag === Ber.OctetString)?.content ?? Buffer.alloc(0);
  return { oid: oid?.content.toString() ?? '', critical: critical !== 0, value };
};

const pagingOf = (controls: Control[]): SearchRequest['paging'] => {
  const control = controls.find(({ oid }) => oid === PagedResultsControl.type);
  if (!control) return null;
  const reader = new BerReader(control.value);
  reader.readSequence();
  const size = reader.readInt() ?? 0;
  const cookie = reader.readString(Ber.OctetString, true) ?? Buffer.alloc(0);
  return { size, cookie, critical: control.critical };
};

const decodeBind = (content: Buffer, envelope: Envelope): BindRequest => {
  const reader = new BerReader(content);
  reader.readInt();
  const dn = reader.readString() ?? '';
  if (reader.peek() === SIMPLE) {
    const password = reader.readString(SIMPLE) ?? '';
    return { ...envelope, type: 'bind', dn, mechanism: null, password };
  }
  reader.readSequence(ProtocolOperation.LDAP_REQ_BIND_SASL);
  const mechanism = reader.readString() ?? '';
  const password = reader.remain > 0 ? (reader.readString() ?? '') : '';
  return { ...envelope, type: 'bind', dn, mechanism, password };
};

const decodeSearch = (content: Buffer, envelope: Envelope): SearchRequest => {
  const reader = new BerReader(content);
  const baseDn = reader.readString() ?? '';
  const scope = SCOPES[reader.readEnumeration() ?? 0] ?? 'base';
  reader.readEnumeration();
  const sizeLimit = reader.readInt() ?? 0;
  const timeLimit = reader.readInt() ?? 0;
  const typesOnly = reader.readBoolean() ?? false;
  const [filter, attributes] = elements(reader.remainingBuffer);
  if (!filter || !attributes) throw new Error('This search has no filter or no attributes.');
  const decodedFilter = decodeFilter(filter);
  return {
    ...envelope,
    type: 'search',
    baseDn,
    scope,
    sizeLimit,
    timeLimit,
    typesOnly,
    filter: filterText(decodedFilter),
    decodedFilter,
    attributes: elements(attributes.content).map((attribute) => attribute.content.toString()),
    paging: pagingOf(envelope.controls),
  };
};

const decodeOperation = ({ tag, content }: Element, envelope: Envelope): LdapRequest => {
  switch (tag) {
    case ProtocolOperation.LDAP_REQ_BIND:
      return decodeBind(content, envelope);
    case ProtocolOperation.LDAP_REQ_SEARCH:
      return decodeSearch(content, envelope);
    case ProtocolOperation.LDAP_REQ_EXTENSION:
      return {
        ...envelope,
        type: 'extended',
        oid: new BerReader(content).readString(REQUEST_NAME) ?? '',
      };
    case ProtocolOperation.LDAP_REQ_UNBIND:
      return { ...envelope, type: 'unbind' };
    case ProtocolOperation.LDAP_REQ_ABANDON:
      return { ...envelope, type: 'abandon' };
    default:
      return { ...envelope, type: 'other' };
  }
};

/** Reads an LDAPMessage (RFC 4511 § 4.1.1). */
export const decodeRequest = (message: Element, connection: number): LdapRequest => {
  const [id, operation, controls] = elements(message.content);
  if (!id || !operation) throw new Error('This message has no operation.');
  return decodeOperation(operation, {
    connection,
    messageId: toNumber(id.content),
    controls: controls ? elements(controls.content).map(decodeControl) : [],
  });
};

const pagingControl = ({ cookie, total = 0 }: LdapResult): Buffer[] => {
  if (cookie === undefined) return [];
  const value = sequence(integer(total), octets(cookie ?? ''));
  const control = sequence(octets(PagedResultsControl.type), octets(value));
  return [element(ProtocolOperation.LDAP_CONTROLS, control)];
};

const resultParts = ({ code = 0, message = '', matchedDn = '', referrals }: LdapResult) => [
  integer(code, Ber.Enumeration),
  octets(matchedDn),
  octets(message),
  ...(referrals ? [element(REFERRALS, ...referrals.map((url) => octets(url)))] : []),
];

export const encodeEntry = (messageId: number, dn: string, attributes: LdapAttributes): Buffer => {
  const list = Object.entries(attributes).map(([name, values]) => {
    const set = valuesOf(values).map((value) => octets(value));
    return sequence(octets(name), element(ProtocolOperation.LBER_SET, ...set));
  });
  return sequence(
    integer(messageId),
    element(ProtocolOperation.LDAP_RES_SEARCH_ENTRY, octets(dn), sequence(...list))
  );
};

export const encodeReference = (messageId: number, urls: string[]): Buffer =>
  sequence(
    integer(messageId),
    element(ProtocolOperation.LDAP_RES_SEARCH_REF, ...urls.map((url) => octets(url)))
  );

const RESPONSES = {
  bind: ProtocolOperation.LDAP_RES_BIND,
  search: ProtocolOperation.LDAP_RES_SEARCH,
  extended: ProtocolOperation.LDAP_RES_EXTENSION,
} as const;

/** The answer that ends an operation. */
export const encodeResult = (
  messageId: number,
  type: keyof typeof RESPONSES,
  result: LdapResult
): Buffer =>
  sequence(
    integer(messageId),
    element(RESPONSES[type], ...resultParts(result)),
    ...pagingControl(result)
  );

/** What a server says before it ends a connection (RFC 4511 § 4.4.1). */
export const encodeDisconnection = (result: LdapResult): Buffer =>
  sequence(
    integer(0),
    element(
      ProtocolOperation.LDAP_RES_EXTENSION,
      ...resultParts(result),
      octets(NOTICE_OF_DISCONNECTION, RESPONSE_NAME)
    )
  );

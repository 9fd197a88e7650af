import { namesOf, numberOf } from '../contacts';
import type {
  Contact,
  PhoneRequest,
  PhonebookFormatDefinition,
  Search,
  Slice,
  SlicedDocument,
  WholeDocument,
} from '../types';
import { element, empty, leaf, XML_TYPE, xmlDocument } from '../xml';
import { typedSearch } from './typed-search';

/** "2000 entries or 2MB file size" */
const MOST_CENTRAL = 2000;
const MOST_CENTRAL_BYTES = 2_000_000;

const USUAL_COUNT = 20;
const MOST_COUNT = 100;
/** What all but the entries takes of an answer, in bytes. */
const FRAME_BYTES = 300;

/** A star stands for whatever there may be. */
const typed = (text: string | undefined): string => (text ?? '').replaceAll('*', '').trim();

const searchOf = ({ query }: PhoneRequest): Search => {
  const number = typed(query.hm) || typed(query.mb);
  if (number !== '') return { number };
  const text =
    typed(query.set_first) || [typed(query.fn), typed(query.ln)].filter(Boolean).join(' ');
  return text === '' ? {} : { text };
};

/** From the first one on, or up to the last one, which is that of all where it is below 1. */
const rangeOf = ({ query }: PhoneRequest, total: number) => {
  const count = Math.min(Math.max(query.count ?? USUAL_COUNT, 1), MOST_COUNT);
  if (query.first === undefined && query.last !== undefined) {
    const end = query.last < 1 ? total : Math.min(query.last, total);
    return { offset: Math.max(0, end - count), limit: Math.min(count, Math.max(end, 1)) };
  }
  return { offset: Math.max(0, (query.first ?? 1) - 1), limit: count };
};

/** A handset shows one number of the fixed line and one of a mobile phone. */
const entryOf = (contact: Contact): string => {
  const { first, last } = namesOf(contact);
  const fixed = numberOf(contact, 'extension', 'work', 'home');
  const mobile = numberOf(contact, 'mobile');
  return element(
    'entry',
    [
      leaf('ln', last),
      ...(first === '' ? [] : [leaf('fn', first)]),
      ...(fixed === '' ? [] : [leaf('hm', fixed)]),
      ...(mobile === '' ? [] : [leaf('mb', mobile)]),
    ],
    { id: contact.id }
  );
};

/** As many entries as there is room for in so many bytes; one at least. */
const withinLimit = (entries: readonly string[], limit: number | undefined): readonly string[] => {
  if (limit === undefined || limit < 1) return entries;
  let bytes = FRAME_BYTES;
  const end = entries.findIndex((entry, place) => {
    bytes += Buffer.byteLength(entry) + 1;
    return place > 0 && bytes > limit;
  });
  return end === -1 ? entries : entries.slice(0, end);
};

const REFUSED = { errorid: 2, message: 'syntax error' };

const listOf = (request: PhoneRequest, { contacts, total, offset }: Slice): string => {
  const { command = 'get_list', type = 'pb', limit } = request.query;
  if (command !== 'get_list') {
    const { errorid, message } = REFUSED;
    return element('error', [leaf('errorid', errorid), leaf('message', message)], {
      response: command,
      type,
    });
  }
  const head = { response: 'get_list', type, total };
  const entries = withinLimit(contacts.map(entryOf), limit);
  if (entries.length === 0) {
    const notfound = searchOf(request).number === undefined ? 'ln' : 'hm';
    return empty('list', { ...head, notfound });
  }
  const last = contacts[entries.length - 1]?.index ?? offset;
  return element('list', entries, { ...head, first: offset + 1, last: last + 1 });
};

/** What is asked for page by page, as somebody leafs or types, and by the number of who calls. */
const online: SlicedDocument = {
  contentType: XML_TYPE,
  searchOf,
  rangeOf,
  render: (request, slice) => xmlDocument(listOf(request, slice)),
};

const kept = (numbers: readonly { number: string }[], place: number): string =>
  numbers[place]?.number ?? '';

const centralEntryOf = (contact: Contact): string => {
  const { first, last } = namesOf(contact);
  const of = (...kinds: string[]) => contact.numbers.filter(({ kind }) => kinds.includes(kind));
  const [office, mobile, home] = [of('extension', 'work'), of('mobile'), of('home')];
  return empty('entry', {
    surname: last,
    name: first,
    office1: kept(office, 0),
    office2: kept(office, 1),
    mobile1: kept(mobile, 0),
    mobile2: kept(mobile, 1),
    home1: kept(home, 0),
    home2: kept(home, 1),
  });
};

/** What a base downloads once a day. */
const central: WholeDocument = {
  contentType: XML_TYPE,
  most: MOST_CENTRAL,
  searchOf: typedSearch,
  render: (_request, contacts) =>
    xmlDocument(
      element('list', withinLimit(contacts.map(centralEntryOf), MOST_CENTRAL_BYTES)),
      'LocalDirectory'
    ),
};

/**
 * An online directory that the phone asks, and a central phonebook that the base downloads.
 *
 * Sources: Gigaset wiki, "Central phone book" of N610, N670 and N870: `entry` with surname, name, office1 … home2, 2,000
 * entries or 2 MB; Gigaset wiki, "Online directory": a server's address that ends with `?`. Of "Gigaset Phonebook Search,
 * Protocol Specification" 1.4.02.PUB.2 only the contents were to be had: 3.1.1 requests, 3.1.2 reverse search, 3.1.3 answers.
 * `get_list` (`first`, `last`, `count`, `limit`; answered by `list` with `total`, `first`, `last`, `notfound`, or by
 * `error`) is as open-source servers of it answer and phones are seen to ask (go-gigaset-phonebook, Anrufersuche,
 * wazo-phoned).
 */
export const gigaset: PhonebookFormatDefinition = {
  documents: { 'phonebook.xml': online, 'central.xml': central },
  entries: [
    { menu: 'online', file: 'phonebook.xml', suffix: '?' },
    { menu: 'central', file: 'central.xml' },
  ],
};

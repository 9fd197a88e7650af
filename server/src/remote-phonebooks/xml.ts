/** What XML 1.0 (fifth edition, § 2.2) has no place for, halves of characters included. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
const BLANKS = /\s+/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** The text on one line, without what no phone can show. */
export const plainText = (text: string): string =>
  text.replace(FORBIDDEN, '').replace(BLANKS, ' ').trim();

/** At most so many characters of a text; none is cut in two. */
export const shortened = (text: string, most: number): string =>
  text.length <= most ? text : [...text].slice(0, most).join('').trimEnd();

const escaped = (text: string): string =>
  plainText(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

type Attributes = Readonly<Record<string, string | number>>;

const tag = (name: string, attributes: Attributes): string =>
  [
    name,
    ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(String(value))}"`),
  ].join(' ');

/** An element that holds a text, whatever is in that. */
export const leaf = (name: string, text: string | number, attributes: Attributes = {}): string =>
  `<${tag(name, attributes)}>${escaped(String(text))}</${name}>`;

/** An element that holds nothing. */
export const empty = (name: string, attributes: Attributes): string =>
  `<${tag(name, attributes)}/>`;

/** An element that holds other elements, which have been made here. */
export const element = (
  name: string,
  children: readonly string[],
  attributes: Attributes = {}
): string => `<${tag(name, attributes)}>\n${children.join('\n')}\n</${name}>`;

/** A whole document of its root element. @param doctype what its root is declared as */
export const xmlDocument = (root: string, doctype?: string): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    ...(doctype === undefined ? [] : [`<!DOCTYPE ${doctype}>`]),
    root,
    '',
  ].join('\n');

export const XML_TYPE = 'text/xml; charset=utf-8';

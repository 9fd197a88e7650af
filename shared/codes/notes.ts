import type { Definitions } from './kinds';

/** Sentences that follow the text of a code, or stand inside it. */
export const NOTES = {
  'ambiguous-person/holder': { kind: 'note', params: { label: 'text', value: 'text' } },
  'same-person-doubt/ids': { kind: 'note' },
  'same-person-doubt/others': { kind: 'note' },
  'same-person-doubt/rows': { kind: 'note' },
  'same-person-doubt/alone': { kind: 'note' },
  /** Said of the code that it stands in for. */
  'more-of-a-kind': { kind: 'note', params: { count: 'number', row: 'number?' } },
  'value-stays': {
    kind: 'note',
    params: {
      type: 'type',
      attribute: 'attribute',
      how: ['empty', 'shown', 'stored'],
      value: 'text?',
      since: 'date?',
    },
  },
  'nothing-of-record-written': { kind: 'note', params: { type: 'type' } },
  'values-given-up': { kind: 'note', params: { type: 'type', attributes: 'attributes' } },
  'approved-beforehand': { kind: 'note' },
  'nothing-written': { kind: 'note' },
  'what-was-written-stays': { kind: 'note' },
  'written-so-far': { kind: 'note', params: { written: 'number', total: 'number' } },
  'how-a-file-is-read': {
    kind: 'note',
    params: { encoding: 'text?', sheet: 'text?', header: 'number' },
  },
  /** Said of the code that it stands in for. */
  'rows-alike': { kind: 'note', params: { count: 'number', first: 'number?', reason: 'coded' } },
  'see-log': { kind: 'note' },
  /** Said of a run that was interrupted. */
  'job-given-up': { kind: 'note', params: { count: 'number' } },
} as const satisfies Definitions;

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CsvFormat } from '../../../shared/profile/csv';
import type { MappingDefinition } from '../mapping/types';
import { readCsv } from '../sources/csv/read';
import { createEvaluationMarker } from './evaluation';
import { compileFor } from './tasks/open';
import { mapRow } from './tasks/rows';

/** So many rows have every part of the way compiled. */
const ROWS = 60;

const FORMAT: CsvFormat = {
  encoding: 'auto',
  delimiter: 'auto',
  lineSeparator: 'auto',
  enclosure: 'auto',
  headerRow: 'auto',
  sheet: 'auto',
};

const DEFINITION: MappingDefinition = {
  preFilter: 'username != ""',
  variables: [
    { name: 'mail', expression: '$lowercase(email)' },
    { name: 'name', expression: 'first & " " & last' },
  ],
  template: `{"identity": [{
    "003use_name": "{{{username}}}", "003use_bez": "{{{name}}}", "email": "{{{mail}}}",
    "post": {"phonebook": [{"028pho_bez": "{{{name}}}", "028pho_phone": "{{{phone}}}"}]}
  }]}`,
  match: { user: 'username', phonebookEntry: 'externalId', phone: 'mac' },
  reveal: [],
};

const file = (): string => {
  const rows = Array.from(
    { length: ROWS },
    (_, n) => `user${n},Anna,"Surname, ${n}",user${n}@example.com,+4930${1000 + n}`
  );
  return ['username,first,last,email,phone', ...rows].join('\n');
};

const rehearseIn = async (folder: string): Promise<number> => {
  const people = path.join(folder, 'people.csv');
  await writeFile(people, file());
  const marker = createEvaluationMarker(folder);
  try {
    const table = await readCsv(people, FORMAT);
    const opened = { ...table, notModified: false, validators: null } as const;
    const { mapping, rows } = await compileFor(opened, DEFINITION, marker);
    let records = 0;
    for await (const row of rows) {
      const mapped = await mapRow(row, mapping);
      marker.leave();
      records += mapped.records.length;
    }
    return records;
  } finally {
    marker.close();
  }
};

/**
 * Reads and maps a file of made-up people, and forgets them: a worker that is kept ready has compiled by then what its
 * task needs, which else is half of what a small one takes.
 * @param folder where it may write
 * @returns how many records they became
 */
export const rehearse = async (folder: string): Promise<number> => {
  const own = await mkdtemp(path.join(folder, 'rehearsal-'));
  try {
    return await rehearseIn(own);
  } finally {
    await rm(own, { recursive: true, force: true });
  }
};

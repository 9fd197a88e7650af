import { z } from 'zod';
import type { Core } from '@strapi/strapi';

import type { LineFix } from '../../../shared/contracts/uploads';
import type { Secrets } from '../secrets';
import type { FoundLine, LineFixes } from '../sources/table/lines';
import { holdingProfile } from '../storage/hold-profile';
import { patientRepository } from '../storage/patience';
import { fixSchema } from './corrections';
import { LINE_FIXES_UID } from './model';

const stored = z.array(
  z.object({ line: z.string(), found: z.number().int().min(0), fix: fixSchema })
);

/** What a fingerprint of such corrections begins with; that of an uploaded file is a digest alone. */
const OF_LINES = 'lines:';

/** Whether a run has read a file whose corrections go by the text of lines. */
export const isOfLines = (fingerprint: string): boolean => fingerprint.startsWith(OF_LINES);

const readLineFixes = (text: string): LineFix[] =>
  stored.parse(JSON.parse(text)).map(({ line, found, fix }) => ({ ...fix, line, found }));

const written = (fixes: LineFix[]): string =>
  JSON.stringify(fixes.map(({ line, found, ...fix }) => ({ line, found, fix })));

/** Where the lines stand in the file that was read last, and how many have the text of each. */
const located = (fixes: LineFix[], lines: FoundLine[]): LineFix[] => {
  const known = new Map(lines.map((line) => [line.line, line]));
  return fixes.map((fix) => {
    const { count = fix.found, row = null } = known.get(fix.line) ?? {};
    return { ...fix, found: count, row: row ?? fix.row };
  });
};

interface LineFixesNeeds {
  strapi: Core.Strapi;
  secrets: Pick<Secrets, 'encrypt' | 'decrypt' | 'fingerprint'>;
}

interface Entity {
  id: number;
  fixes: string;
}

/**
 * Corrections of what profiles read from files that nobody uploads: of an address, or given to a command. Encrypted,
 * as they may hold secrets.
 */
export const createLineFixes = ({ strapi, secrets }: LineFixesNeeds) => {
  const entities = () => patientRepository(strapi, LINE_FIXES_UID);

  /** For the digests of a profile's lines only: whoever reads files is given no other key. */
  const keyOf = (profile: string): string => secrets.fingerprint('key-of-lines', profile);

  const find = async (profile: string): Promise<LineFix[]> => {
    const entity: Entity | null = await entities().findOne({ where: { profile } });
    return entity ? readLineFixes(secrets.decrypt(entity.fixes)) : [];
  };

  /** Changes that come at the same time wait for each other. */
  const change = (profile: string, changed: (fixes: LineFix[]) => LineFix[]): Promise<LineFix[]> =>
    holdingProfile(strapi, profile, async () => {
      const before = await find(profile);
      const fixes = changed(before);
      const data = { profile, fixes: secrets.encrypt(written(fixes)) };
      if (fixes.length === 0) await entities().deleteMany({ where: { profile } });
      else if (before.length === 0) await entities().create({ data });
      else await entities().updateMany({ where: { profile }, data });
      return fixes;
    });

  return {
    find,
    change,

    /** What reading a file of the profile needs of them. */
    async forReading(profile: string): Promise<LineFixes> {
      return { key: keyOf(profile), fixes: await find(profile) };
    },

    /** Of the corrections as a run reads them: not of where their lines were found. */
    async fingerprint(profile: string): Promise<string> {
      const fixes = (await find(profile)).map(({ row: _, found: __, ...fix }) => fix);
      return OF_LINES + secrets.fingerprint('lines', JSON.stringify(fixes));
    },

    /** Notes where the lines stand in the file that was read last. */
    async locate(profile: string, lines: FoundLine[]): Promise<void> {
      if (lines.length > 0) await change(profile, (fixes) => located(fixes, lines));
    },

    async removeOf(profile: string): Promise<void> {
      await entities().deleteMany({ where: { profile } });
    },
  };
};

export type LineFixStore = ReturnType<typeof createLineFixes>;

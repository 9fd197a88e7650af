import { Box, Typography } from '@strapi/design-system';

import type { EncodingProblem } from '../../../../shared/contracts/database';
import { usePermissions } from '../../hooks/usePermissions';
import { type Text, useText } from '../../hooks/useText';
import { useGetDatabaseQuery } from '../../services/profiles';
import { Notice } from './Notice';

/** It is mended elsewhere, while the panel is open. */
const OLD_AFTER_SECONDS = 30;

/** Why the server starts no run and no test run; null where it does. */
export const useDatabaseProblem = (): EncodingProblem | null => {
  const { canRead } = usePermissions();
  const { data } = useGetDatabaseQuery(undefined, {
    skip: !canRead,
    refetchOnMountOrArgChange: OLD_AFTER_SECONDS,
  });
  return data?.problem ?? null;
};

/** What buttons that it keeps from being pressed are described by. */
export const DATABASE_NOTICE = 'directory-connector-database-notice';

const foundIn = (t: Text, { of, tables, characterSet, expected }: EncodingProblem): string =>
  of === 'database'
    ? t(
        'database.found',
        'The database is in the character set {characterSet}, which cannot hold every name. It has to be in {expected}.',
        { characterSet, expected }
      )
    : t(
        'database.found-tables',
        '{count, plural, one {The table {table} is} other {# tables ({table}) are}} in the character set {characterSet}, which cannot hold every name. {count, plural, one {It has} other {They have}} to be in {expected}.',
        { count: tables.length, table: tables.join(', '), characterSet, expected }
      );

const remedyFor = (t: Text, { of }: EncodingProblem): string =>
  of === 'database'
    ? t(
        'database.remedy',
        'Ask whoever looks after the server to make a new database with this command, to bring the data over with pg_dump and pg_restore, and to set it in config/database:'
      )
    : t(
        'database.remedy-tables',
        'Ask whoever looks after the server to make a backup and then run these commands, with the database’s name in place of “…”:'
      );

/** Says why no run can start, where the database cannot take every text. */
export const DatabaseNotice = () => {
  const t = useText();
  const problem = useDatabaseProblem();
  if (problem === null) return null;
  return (
    <Box id={DATABASE_NOTICE} paddingBottom={4}>
      <Notice
        variant="danger"
        isProblem
        title={t('database.not-utf8', 'No run and no test run can start because of the database')}
      >
        <Typography tag="p">{foundIn(t, problem)}</Typography>
        <Typography tag="p" paddingTop={2}>
          {t(
            'database.unharmed',
            'What is stored is unharmed: it can be read, and people can sign in.'
          )}{' '}
          {remedyFor(t, problem)}
        </Typography>
        <Box tag="pre" paddingTop={2} style={{ whiteSpace: 'pre-wrap', fontFamily: 'monospace' }}>
          {problem.commands.join('\n')}
        </Box>
      </Notice>
    </Box>
  );
};

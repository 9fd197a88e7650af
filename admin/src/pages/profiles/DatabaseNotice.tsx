import { Box } from '@strapi/design-system';

import { Notice } from '../../components/feedback/Notice';
import { useText } from '../../hooks/useText';
import { useGetDatabaseQuery } from '../../services/profiles';

/** Says why no run can start, where the database cannot take every text. */
export const DatabaseNotice = () => {
  const t = useText();
  const { data: database } = useGetDatabaseQuery();
  if (!database?.problem) return null;
  return (
    <Box paddingBottom={4}>
      <Notice
        variant="danger"
        isProblem
        title={t('database.not-utf8', 'No run can start: the database is not in UTF-8')}
      >
        {database.problem}
      </Notice>
    </Box>
  );
};

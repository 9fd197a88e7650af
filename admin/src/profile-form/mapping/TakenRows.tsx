import { Flex, Typography } from '@strapi/design-system';

import { Muted } from '../../components/text';
import { useLastDefined } from '../../hooks/useLastDefined';
import { usePermissions } from '../../hooks/usePermissions';
import { useRowWords } from '../../hooks/useWords';
import { useText } from '../../hooks/useText';
import { useCountRowsQuery } from '../../services/sources';
import { shownValue } from '../../utils/shown-value';
import { useProfileForm } from '../form-context';
import { useTriedDraft } from './useTriedDraft';

const SHOWN = 5;

/** How many rows of the source the filter takes, and the first that it leaves out. */
export const TakenRows = () => {
  const t = useText();
  const { canEdit } = usePermissions();
  const rowWords = useRowWords(useProfileForm().draft.source);
  const { query, identity } = useTriedDraft();
  const { currentData, isError } = useCountRowsQuery(query, { skip: !canEdit });
  const count = useLastDefined(identity, currentData);
  if (!count || isError) return null;
  const { taken, read, complete, leftOut } = count;
  return (
    <Flex direction="column" alignItems="stretch" gap={2} aria-live="polite">
      <Typography fontWeight="bold">
        {complete
          ? t('form.filter.taken', '{taken, number} of {read, number} rows are taken', {
              taken,
              read,
            })
          : t(
              'form.filter.taken-of-first',
              '{taken, number} of the first {read, number} rows are taken',
              { taken, read }
            )}
      </Typography>
      {leftOut.length > 0 && (
        <>
          <Muted>{t('form.filter.left-out', 'Left out, for instance:')}</Muted>
          <ul>
            {leftOut.slice(0, SHOWN).map(({ row, values }) => (
              <Muted key={row} tag="li" style={{ overflowWrap: 'anywhere' }}>
                {rowWords(row)}:{' '}
                {Object.values(values)
                  .flatMap((one) => shownValue(one) ?? [])
                  .join(' · ')}
              </Muted>
            ))}
          </ul>
        </>
      )}
    </Flex>
  );
};

import { Button, Flex } from '@strapi/design-system';

import type { Pagination } from '../../../../shared/contracts/reports';
import { useText } from '../../hooks/useText';

interface PagerProps extends Pick<Pagination, 'page' | 'pageCount'> {
  onPage: (page: number) => void;
}

/** Leads through a list that has the latest first, below one that is short most of the time. */
export const Pager = ({ page, pageCount, onPage }: PagerProps) => {
  const t = useText();
  if (pageCount <= 1) return null;
  return (
    <Flex gap={2}>
      <Button variant="tertiary" disabled={page === 1} onClick={() => onPage(page - 1)}>
        {t('options.reads.newer', 'Newer')}
      </Button>
      <Button variant="tertiary" disabled={page >= pageCount} onClick={() => onPage(page + 1)}>
        {t('options.reads.older', 'Older')}
      </Button>
    </Flex>
  );
};

import { Pagination } from '@strapi/strapi/admin';

import type { Pagination as PageInfo } from '../../../../shared/contracts/reports';
import { DEFAULT_PAGE_SIZE, PAGE_SIZES } from './query';

/** Leads through the pages of a list; the page stands in the address. */
export const Paging = ({ pageCount, total }: PageInfo) => (
  <Pagination.Root pageCount={pageCount} total={total} defaultPageSize={DEFAULT_PAGE_SIZE}>
    <Pagination.PageSize options={PAGE_SIZES} />
    <Pagination.Links />
  </Pagination.Root>
);

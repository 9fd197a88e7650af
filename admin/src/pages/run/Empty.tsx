import { EmptyStateLayout } from '@strapi/design-system';
import { EmptyDocuments } from '@strapi/icons/symbols';

/** Says why there is nothing to see, within a card. */
export const Empty = ({ children }: { children: string }) => (
  <EmptyStateLayout shadow="none" icon={<EmptyDocuments width="16rem" />} content={children} />
);

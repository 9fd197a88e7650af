import * as React from 'react';

import { EmptyStateLayout } from '@strapi/design-system';
import { EmptyDocuments } from '@strapi/icons/symbols';

interface EmptyProps {
  children: string;
  action?: React.ReactNode;
  /** For one that does not lie in a card already. */
  isCard?: boolean;
}

/** What stands in the place of a list that has nothing to show, and what to do about it. */
export const Empty = ({ children, action, isCard = false }: EmptyProps) => (
  <EmptyStateLayout
    icon={<EmptyDocuments width="16rem" />}
    content={children}
    action={action}
    hasRadius
    shadow={isCard ? 'tableShadow' : 'none'}
  />
);

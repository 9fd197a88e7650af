import * as React from 'react';

import { EmptyStateLayout } from '@strapi/design-system';
import { EmptyDocuments } from '@strapi/icons/symbols';

interface NoticeProps {
  children: string;
  action?: React.ReactNode;
}

/** What stands in the place of a list that has nothing to show, and what to do about it. */
export const Notice = ({ children, action }: NoticeProps) => (
  <EmptyStateLayout
    icon={<EmptyDocuments width="16rem" />}
    content={children}
    action={action}
    hasRadius
    shadow="tableShadow"
  />
);

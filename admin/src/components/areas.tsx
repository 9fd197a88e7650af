import * as React from 'react';

import { Box, type BoxProps, EmptyStateLayout, Flex, type FlexProps } from '@strapi/design-system';
import { EmptyDocuments } from '@strapi/icons/symbols';

/** A white area, as on Strapi's own pages. */
export const Card = (props: BoxProps) => (
  <Box background="neutral0" hasRadius shadow="tableShadow" borderColor="neutral150" {...props} />
);

/** One thing below the other, each as wide as there is room. */
export const Stack = (props: FlexProps<React.ElementType>) => (
  <Flex direction="column" alignItems="stretch" {...props} />
);

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

interface ReplacedProps {
  /** Whether what is shown is the answer to another question than the one that is asked now. */
  isStale: boolean;
  children: React.ReactNode;
}

/** A list that keeps its place while the next one is on its way, but is not taken for that. */
export const Replaced = ({ isStale, children }: ReplacedProps) => (
  <Box aria-busy={isStale} style={isStale ? { opacity: 0.4, pointerEvents: 'none' } : undefined}>
    {children}
  </Box>
);

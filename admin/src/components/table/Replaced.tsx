import * as React from 'react';

import { Box } from '@strapi/design-system';

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

import * as React from 'react';

import { Typography, type TypographyProps } from '@strapi/design-system';

/** What code is written in. */
export const MONOSPACE = 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace';

/** Smaller, quieter text: beside something else, or below it. */
export const Muted = (props: TypographyProps<React.ElementType>) => (
  <Typography variant="pi" textColor="neutral600" {...props} />
);

import * as React from 'react';

import { Field, Typography, type TypographyProps } from '@strapi/design-system';
import { styled } from 'styled-components';

/** What code is written in. */
export const MONOSPACE = 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace';

/** Smaller, quieter text: beside something else, or below it. */
export const Muted = (props: TypographyProps<React.ElementType>) => (
  <Typography variant="pi" textColor="neutral600" {...props} />
);

/** What an input is called; where it does not fit in a line, in several, while Strapi's own is cut off. */
export const FieldLabel = styled(Field.Label)`
  && {
    white-space: normal;
    overflow-wrap: anywhere;
  }
`;

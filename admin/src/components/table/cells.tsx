import * as React from 'react';

import { Td, Typography, type TypographyProps } from '@strapi/design-system';

interface CellProps {
  children: React.ReactNode;
}

interface LineCellProps extends Pick<TypographyProps, 'textColor'> {
  children: string;
  maxWidth: string;
}

interface NumberCellProps extends CellProps {
  isMuted?: boolean;
}

// A table of the design system numbers its cells by properties that each has to pass on: without
// them nothing in the cell can be reached with the keyboard.

/** A number, aligned with those above and below it. */
export const NumberCell = ({ children, isMuted = false, ...props }: NumberCellProps) => (
  <Td {...props}>
    <Typography tag="div" textAlign="right" textColor={isMuted ? 'neutral600' : 'neutral800'}>
      {children}
    </Typography>
  </Td>
);

/** A line of text, cut where it does not fit. */
export const LineCell = ({ children, maxWidth, textColor, ...props }: LineCellProps) => (
  <Td {...props} maxWidth={maxWidth}>
    <Typography tag="div" ellipsis textColor={textColor} title={children}>
      {children}
    </Typography>
  </Td>
);

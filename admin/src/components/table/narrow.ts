import type * as React from 'react';

import { css, type CSSObject, type DefaultTheme } from 'styled-components';

/** As many columns as any table has. */
const MOST_COLUMNS = 12;

type Breakpoint = 'medium' | 'large';

/** The opposite of the theme's own, which are for windows of at least a width. */
export const narrowerThan = (theme: DefaultTheme, breakpoint: Breakpoint): string =>
  theme.breakpoints[breakpoint].replace(/^@media */, '@media not all and ');

/** The names of a table's columns, where its style finds them; a column without one has null. */
export const columnNames = (names: (string | null)[]): React.CSSProperties =>
  Object.fromEntries(
    names.map((name, place) => [
      `--column-${place + 1}`,
      name === null ? 'none' : JSON.stringify(name),
    ])
  );

/** Each cell with the name of its column above it. */
export const namedCells: CSSObject = Object.fromEntries(
  Array.from({ length: MOST_COLUMNS }, (_, place) => [
    `&:nth-child(${place + 1})::before`,
    { content: `var(--column-${place + 1}, none)` },
  ])
);

/** How the name of a column looks above a cell. */
export const nameAbove = css`
  display: block;
  color: ${({ theme }) => theme.colors.neutral600};
  font-size: ${({ theme }) => theme.fontSizes[0]};
  font-weight: ${({ theme }) => theme.fontWeights.bold};
  line-height: ${({ theme }) => theme.lineHeights[4]};
  text-transform: uppercase;
`;

/** Out of sight, and still there for whoever has it read out or comes with the keyboard. */
export const outOfSight = css`
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
`;

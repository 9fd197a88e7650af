import { css, styled } from 'styled-components';

import type { Part } from '../figures';

const COLORS = {
  create: 'success600',
  update: 'secondary600',
  remove: 'warning600',
  error: 'danger600',
} as const;

const stripes = (angle: string) => css`
  repeating-linear-gradient(
    ${angle},
    transparent 0 3px,
    ${({ theme }) => theme.colors.neutral0} 3px 4px
  )
`;

/** Colours alone do not tell green from red for everybody. */
const PATTERNS = {
  create: 'none',
  update: 'none',
  remove: stripes('45deg'),
  error: css`
    ${stripes('45deg')}, ${stripes('-45deg')}
  `,
};

/** A piece of colour and pattern that stands for one of the figures. */
export const Swatch = styled.span<{ $part: Part }>`
  display: block;
  background-color: ${({ theme, $part }) => theme.colors[COLORS[$part]]};
  background-image: ${({ $part }) => PATTERNS[$part]};
  forced-color-adjust: none;
`;

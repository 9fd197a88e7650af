import { ProgressBar } from '@strapi/design-system';
import { css, keyframes, styled } from 'styled-components';

const slide = keyframes`
  from { transform: translateX(-100%); }
  to { transform: translateX(400%); }
`;

// The design system draws the value but tells nobody about it, and marks every bar as indeterminate.
const Drawn = styled(ProgressBar)<{ $isEndless: boolean }>`
  width: 100%;
  background-color: ${({ theme }) => theme.colors.neutral200};

  & > div {
    background-color: ${({ theme }) => theme.colors.primary600};
  }

  ${({ $isEndless }) =>
    $isEndless &&
    css`
      & > div {
        width: 25%;
        animation: ${slide} 1.6s linear infinite;
      }

      @media (prefers-reduced-motion: reduce) {
        & > div {
          animation: none;
          transform: none !important;
        }
      }
    `}
`;

interface BarProps {
  label: string;
  /** Null while nobody knows how far it is. */
  percent: number | null;
}

/** How far something is. */
export const Bar = ({ label, percent }: BarProps) => (
  <Drawn
    $isEndless={percent === null}
    aria-label={label}
    aria-valuenow={percent ?? undefined}
    value={percent}
  />
);

import { Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

/** A name or value of the file, in a list, just as it is written. */
export const Chip = styled(Typography).attrs({
  tag: 'li',
  variant: 'pi',
  textColor: 'neutral700',
  background: 'neutral100',
  ellipsis: true,
})`
  max-width: 100%;
  padding: ${({ theme }) => `${theme.spaces[1]} ${theme.spaces[2]}`};
  border-radius: ${({ theme }) => theme.borderRadius};
`;

import { Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

const Code = styled.code`
  padding: ${({ theme }) => `0 ${theme.spaces[1]}`};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral100};
  color: ${({ theme }) => theme.colors.neutral800};
  font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
  overflow-wrap: anywhere;
`;

interface ExamplesProps {
  examples: { code: string; text: string }[];
}

/** Pieces of code and what they mean. */
export const Examples = ({ examples }: ExamplesProps) => (
  <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
    {examples.map(({ code, text }) => (
      <Typography key={code} tag="li" variant="pi" textColor="neutral600">
        <Code>{code}</Code> {text}
      </Typography>
    ))}
  </Flex>
);

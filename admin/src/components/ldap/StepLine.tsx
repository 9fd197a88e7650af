import { Box, Flex, Typography, VisuallyHidden } from '@strapi/design-system';
import { CheckCircle, CrossCircle, MinusCircle, WarningCircle } from '@strapi/icons';
import { styled } from 'styled-components';

import type { ConnectionStep } from '../../../../shared/contracts/ldap';
import { capitalized } from '../../utils/sentence';
import { readServer } from './model/server-address';
import { useStepStatusWords, useStepWords } from './useLdapWords';

const LOOKS = {
  ok: { Icon: CheckCircle, color: 'success600' },
  warning: { Icon: WarningCircle, color: 'warning600' },
  failed: { Icon: CrossCircle, color: 'danger600' },
  skipped: { Icon: MinusCircle, color: 'neutral500' },
} as const satisfies Record<ConnectionStep['status'], unknown>;

const Line = styled.li`
  display: grid;
  grid-template-columns: 1.6rem minmax(0, 14rem) minmax(0, 1fr);
  gap: ${({ theme }) => `${theme.spaces[1]} ${theme.spaces[3]}`};
  padding: ${({ theme }) => `${theme.spaces[3]} ${theme.spaces[4]}`};
  border-top: 1px solid ${({ theme }) => theme.colors.neutral150};
  overflow-wrap: anywhere;

  @media (max-width: 520px) {
    grid-template-columns: 1.6rem minmax(0, 1fr);

    > :last-child {
      grid-column: 2;
    }
  }
`;

/** The name or address of a server stays as it is. */
const sentence = ({ message, server }: ConnectionStep): string =>
  [server, readServer(server).host].some((name) => message.startsWith(name))
    ? message
    : capitalized(message);

/** One step of a connection test: how it ended, what was found, and what to do about it. */
export const StepLine = ({ step: line }: { step: ConnectionStep }) => {
  const { step, status, message, advice } = line;
  const names = useStepWords();
  const statuses = useStepStatusWords();
  const { Icon, color } = LOOKS[status];
  const isSkipped = status === 'skipped';
  return (
    <Line>
      <Box paddingTop="0.2rem">
        <Icon aria-hidden width="1.6rem" height="1.6rem" fill={color} />
      </Box>
      <Typography
        fontWeight={isSkipped ? 'regular' : 'bold'}
        textColor={isSkipped ? 'neutral600' : 'neutral800'}
      >
        {names[step]}
        <VisuallyHidden>{`: ${statuses[status]}`}</VisuallyHidden>
      </Typography>
      <Flex direction="column" alignItems="flex-start" gap={1}>
        <Typography textColor={isSkipped ? 'neutral600' : 'neutral800'}>
          {message === '' ? statuses[status] : sentence(line)}
        </Typography>
        {advice !== null && (
          <Typography textColor={status === 'failed' ? 'danger700' : 'neutral700'}>
            {capitalized(advice)}
          </Typography>
        )}
      </Flex>
    </Line>
  );
};

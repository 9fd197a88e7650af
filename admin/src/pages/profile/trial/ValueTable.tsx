import { Typography, VisuallyHidden } from '@strapi/design-system';
import { styled } from 'styled-components';

import { useText } from '../../../hooks/useText';
import { shownValue } from '../../../utils/shown-value';

const Table = styled.table`
  width: 100%;
  border-collapse: collapse;
  table-layout: fixed;

  & th,
  & td {
    padding: ${({ theme }) => `${theme.spaces[1]} ${theme.spaces[2]} ${theme.spaces[1]} 0`};
    text-align: left;
    vertical-align: top;
    overflow-wrap: anywhere;
  }

  & th {
    width: 40%;
  }

  & tr + tr > * {
    border-top: 1px solid ${({ theme }) => theme.colors.neutral150};
  }
`;

interface ValueTableProps {
  caption: string;
  values: Record<string, unknown>;
}

/** Names and their values. */
export const ValueTable = ({ caption, values }: ValueTableProps) => {
  const t = useText();
  return (
    <Table>
      <caption>
        <VisuallyHidden>{caption}</VisuallyHidden>
      </caption>
      <tbody>
        {Object.entries(values).map(([name, value]) => {
          const shown = shownValue(value);
          return (
            <tr key={name}>
              <Typography tag="th" scope="row" variant="pi" textColor="neutral600">
                {name}
              </Typography>
              <Typography
                tag="td"
                variant="pi"
                textColor={shown === null ? 'neutral600' : 'neutral800'}
              >
                {shown ?? t('form.trial.empty', 'empty')}
              </Typography>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
};

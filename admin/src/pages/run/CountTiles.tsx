import { Box, Typography, VisuallyHidden } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import type { Action, ChangeView, RunCounts } from '../../../../shared/contracts/runs';
import { RECORD_TYPES, type RecordType } from '../../../../shared/records';
import { Card } from '../../components/areas';
import {
  columnNames,
  nameAbove,
  namedCells,
  narrowerThan,
  outOfSight,
} from '../../components/table/narrow';
import { useText } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { nounOf } from '../../utils/outcome';

const ACTIONS = ['create', 'update', 'unchanged', 'remove', 'error'] as const satisfies Action[];

type Tone = 'success' | 'secondary' | 'neutral' | 'warning' | 'danger';

const TONES: Record<Action, Tone> = {
  create: 'success',
  update: 'secondary',
  unchanged: 'neutral',
  remove: 'warning',
  error: 'danger',
};

const Table = styled.table`
  width: 100%;
  min-width: 60rem;
  table-layout: fixed;
  border-collapse: separate;
  border-spacing: ${({ theme }) => theme.spaces[2]};
  font-variant-numeric: tabular-nums;

  & th {
    text-align: left;
    vertical-align: middle;
  }

  & td:first-child {
    width: 16rem;
  }

  & thead th {
    padding: ${({ theme }) => `${theme.spaces[1]} 0 ${theme.spaces[1]} ${theme.spaces[3]}`};
    hyphens: auto;
    overflow-wrap: anywhere;
  }

  & td {
    padding: 0;
  }

  ${({ theme }) => narrowerThan(theme, 'medium')} {
    &,
    & tbody {
      display: block;
      min-width: 0;
    }

    & thead {
      ${outOfSight}
    }

    & tbody tr {
      display: grid;
      grid-template-columns: repeat(3, minmax(0, 1fr));
      gap: ${({ theme }) => theme.spaces[2]};
      padding-bottom: ${({ theme }) => theme.spaces[4]};
    }

    & tbody th {
      grid-column: 1 / -1;
    }

    & tbody td {
      width: auto;
      ${namedCells}

      &::before {
        ${nameAbove}
        overflow-wrap: anywhere;
      }
    }
  }
`;

const Tile = styled.span<{ $tone: Tone }>`
  display: block;
  width: 100%;
  padding: ${({ theme }) => `${theme.spaces[3]}`};
  text-align: left;
  border: 2px solid transparent;
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme, $tone }) => theme.colors[`${$tone}100`]};
  color: ${({ theme, $tone }) =>
    // The theme's warning text is too pale on its own background.
    $tone === 'warning' ? theme.colors.neutral800 : theme.colors[`${$tone}700`]};

  &:is(button) {
    cursor: pointer;
  }

  &:is(button):hover,
  &[aria-pressed='true'] {
    border-color: ${({ theme, $tone }) => theme.colors[`${$tone}600`]};
  }

  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 2px;
  }
`;

export interface Selection {
  type: RecordType | undefined;
  action: ChangeView['action'] | undefined;
}

interface CountTilesProps {
  counts: RunCounts;
  /** Whether it has happened. */
  isDone: boolean;
  selected: Selection;
  /** Absent while there is nothing to filter yet. */
  onSelect?: (selection: Selection) => void;
}

/** The counts by type and action; a number with changes behind it filters their table. */
export const CountTiles = ({ counts, isDone, selected, onSelect }: CountTilesProps) => {
  const t = useText();
  const words = useRunWords();
  const { formatNumber } = useIntl();

  const actionWord = (action: Action): string =>
    isDone && action !== 'unchanged' ? words.total(action) : words.action(action);
  const nameOf = (type: RecordType): string => {
    const noun = nounOf(type, counts);
    if (noun === 'people') return t('run.tiles.people', 'People');
    return noun === 'contacts' ? t('run.tiles.contacts', 'Contacts') : words.type(type);
  };

  const tileOf = (type: RecordType, action: Action) => {
    const count = counts[type][action];
    const number = (
      <Typography variant="beta" textColor={count === 0 ? 'neutral600' : 'inherit'}>
        {formatNumber(count)}
      </Typography>
    );
    if (count === 0) {
      return (
        <Tile $tone="neutral" style={{ background: 'none' }}>
          {number}
        </Tile>
      );
    }
    if (action === 'unchanged' || !onSelect) return <Tile $tone={TONES[action]}>{number}</Tile>;
    const isPressed = selected.type === type && selected.action === action;
    return (
      <Tile
        as="button"
        type="button"
        $tone={TONES[action]}
        aria-pressed={isPressed}
        onClick={() =>
          onSelect(isPressed ? { type: undefined, action: undefined } : { type, action })
        }
      >
        {number}
        <VisuallyHidden>
          {t('run.tiles.filter', '{action}, {type}: show only these', {
            action: actionWord(action),
            type: nameOf(type),
          })}
        </VisuallyHidden>
      </Tile>
    );
  };

  return (
    <Card padding={4}>
      <Box
        overflow="auto"
        position="relative"
        role="region"
        // Where it is too wide for the window it can be scrolled with the keyboard.
        tabIndex={0}
        aria-label={t('run.tiles.caption', 'Changes by type and action')}
      >
        <Table style={columnNames([null, ...ACTIONS.map(actionWord)])}>
          <caption>
            <VisuallyHidden>{t('run.tiles.caption', 'Changes by type and action')}</VisuallyHidden>
          </caption>
          <thead>
            <tr>
              <td />
              {ACTIONS.map((action) => (
                <Typography
                  key={action}
                  tag="th"
                  scope="col"
                  variant="sigma"
                  textColor="neutral600"
                >
                  {actionWord(action)}
                </Typography>
              ))}
            </tr>
          </thead>
          <tbody>
            {RECORD_TYPES.map((type) => (
              <tr key={type}>
                <Typography tag="th" scope="row" fontWeight="semiBold" paddingLeft={2}>
                  {nameOf(type)}
                </Typography>
                {ACTIONS.map((action) => (
                  <td key={action}>{tileOf(type, action)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      </Box>
    </Card>
  );
};

import { Td, Tr, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { ForgettingView } from '../../../../shared/contracts/forgetting';
import { LineCell } from '../../components/table/cells';
import { DataTable } from '../../components/table/DataTable';
import { DetailsRow, ToggleCell, useExpandableRows } from '../../components/table/expandable';
import { DateTime } from '../../components/times';
import { ForgettingBadge } from '../../forgetting/ForgettingBadge';
import { ForgettingReport } from '../../forgetting/ForgettingReport';
import { useStarterWords } from '../../hooks/useStarterWords';
import { useText } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';

const detailsId = ({ id }: ForgettingView): string => `request-${id}-details`;

interface RequestRowProps {
  request: ForgettingView;
  isOpen: boolean;
  onToggle: () => void;
}

/** A request in a line. The remaining properties are the table's own. */
const RequestRow = ({ request, isOpen, onToggle, ...props }: RequestRowProps) => {
  const t = useText();
  const { formatDate } = useIntl();
  const words = useRunWords();
  const starterWords = useStarterWords();
  const { type, state, askedAt, askedBy, reference, keepOut } = request;
  const time = formatDate(askedAt, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <Tr {...props}>
      <ToggleCell
        label={
          isOpen
            ? t('forgettings.hide', 'Hide the report of {time}', { time })
            : t('forgettings.show', 'Show the report of {time}', { time })
        }
        isOpen={isOpen}
        controls={detailsId(request)}
        onToggle={onToggle}
      />
      <Td>
        <Typography>
          <DateTime time={askedAt} />
        </Typography>
      </Td>
      <LineCell maxWidth="24rem">{starterWords(askedBy)}</LineCell>
      <LineCell maxWidth="28rem">{reference ?? '–'}</LineCell>
      <Td>
        <Typography>{words.type(type, 1)}</Typography>
      </Td>
      <Td>
        <Typography>
          {keepOut ? t('forgettings.left-out.yes', 'Yes') : t('forgettings.left-out.no', 'No')}
        </Typography>
      </Td>
      <Td>
        <ForgettingBadge state={state} />
      </Td>
    </Tr>
  );
};

/** Privacy requests; each opens to what was found in which place. */
export const RequestTable = ({ requests }: { requests: ForgettingView[] }) => {
  const t = useText();
  const columns = [
    { name: t('run.changes.details', 'Details'), isHidden: true },
    { name: t('forgettings.when', 'When') },
    { name: t('forgettings.who', 'Started by') },
    { name: t('forgetting.reference', 'Reference') },
    { name: t('history.column.record', 'Record') },
    { name: t('forgettings.left-out', 'Kept out') },
    { name: t('forgettings.state', 'State') },
  ];
  const rows = useExpandableRows(requests, {
    row: (request, toggle) => <RequestRow key={request.id} request={request} {...toggle} />,
    details: (request) => (
      <DetailsRow key={`${request.id} details`} id={detailsId(request)} columns={columns.length}>
        <ForgettingReport request={request} />
      </DetailsRow>
    ),
  });
  return <DataTable columns={columns}>{rows}</DataTable>;
};

import { Link, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import type { ListedChange } from '../../../../shared/contracts/runs';
import { useContentLink } from '../../hooks/useContentLink';

/** What a person calls the record of a change, with the way to it where it is there. */
export const RecordLink = ({ change: { type, label, record } }: { change: ListedChange }) => {
  const link = useContentLink(type);
  const to = record === null ? null : link(record);
  if (to === null) {
    return (
      <Typography tag="span" fontWeight="semiBold" textColor="neutral800">
        {label}
      </Typography>
    );
  }
  return (
    <Link tag={NavLink} to={to} style={{ overflowWrap: 'anywhere' }}>
      {label}
    </Link>
  );
};

import { Link } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';

import type { RunSummary } from '../../../../shared/contracts/runs';
import { Moment } from '../../components/Moment';
import { paths } from '../../constants';

/** Leads to a run, under the time of its start. */
export const RunLink = ({ run }: { run: Pick<RunSummary, 'id' | 'startedAt'> }) => (
  <Link tag={RouterLink} to={paths.run(run.id)}>
    <Moment time={run.startedAt} />
  </Link>
);

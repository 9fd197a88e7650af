import type { ConnectionStep, ConnectionTest } from '../../../../../shared/contracts/ldap';

/** What a connection test did at one server. */
export interface ServerSteps {
  server: string;
  steps: ConnectionStep[];
}

/** The steps of a test by server, in the order that the servers were tried in. */
export const byServer = ({ steps }: Pick<ConnectionTest, 'steps'>): ServerSteps[] =>
  [...new Set(steps.map(({ server }) => server))].map((server) => ({
    server,
    steps: steps.filter((step) => step.server === server),
  }));

import type { ConnectorEvents } from '../alarms/events';
import type { Connector } from '../compose';
import type { StartedRun } from '../runs/runner';
import type { StartRequest } from '../runs/types';

/** A run as code of an app asks for it. */
export type AppRunRequest = Pick<
  StartRequest,
  'profileId' | 'kind' | 'trigger' | 'file' | 'approve' | 'startedBy'
>;

/** The services that are for code of an app: these names and functions stay within a major version, and no others. */
export interface ConnectorServices {
  profiles: Pick<
    Connector['profiles'],
    'list' | 'find' | 'findByName' | 'create' | 'importFile' | 'exportFile' | 'switchSchedule'
  >;
  runs: Pick<
    Connector['runs'],
    'find' | 'findOne' | 'report' | 'issues' | 'progress' | 'cancel'
  > & {
    start(request: AppRunRequest): Promise<StartedRun>;
  };
  sources: Pick<Connector['sources'], 'register'>;
  lookup: Pick<Connector['lookup'], 'lookup' | 'search'>;
}

/** What `strapi.plugin('directory-connector')` is to code of an app: a name that is none does not compile. */
export interface DirectoryConnector {
  service<Name extends keyof ConnectorServices>(name: Name): ConnectorServices[Name];
}

/** What `strapi.eventHub` is to whoever listens to the connector. */
export interface ConnectorEventHub {
  on<Name extends keyof ConnectorEvents>(
    name: Name,
    listener: (event: ConnectorEvents[Name]) => Promise<void>
  ): () => void;
}

export { default } from './server/src';
export type { ConnectorEvents, EventRun } from './server/src/alarms/events';
export type {
  AppRunRequest,
  ConnectorEventHub,
  ConnectorServices,
  DirectoryConnector,
} from './server/src/services/offered';
export type { SourceRegistration } from './server/src/sources/registered/registry';
export type {
  Downloaded,
  DownloadOptions,
  ReadSource,
  SourceEntry,
  SourceTools,
  SourceValue,
} from './server/src/sources/registered/types';

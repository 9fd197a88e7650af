export { default } from './server/src';
export type { SourceRegistration } from './server/src/sources/registered/registry';
export type {
  Downloaded,
  DownloadOptions,
  ReadSource,
  SourceEntry,
  SourceTools,
  SourceValue,
} from './server/src/sources/registered/types';

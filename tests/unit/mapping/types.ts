export type { MappingDefinition, MappingOptions } from '../../../server/src/mapping/types';
export type { Row } from '../../../server/src/sources/types';

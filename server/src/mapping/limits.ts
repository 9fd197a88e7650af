import type { MappingLimits } from './types';

/** Generous for people's data, tight for an expression that has lost its way. */
export const LIMITS: MappingLimits = {
  expressionMilliseconds: 5_000,
  stackDepth: 1_000,
  sequenceLength: 10_000,
  valueLength: 65_536,
  renderedLength: 1_048_576,
  recordsPerRow: 200,
};

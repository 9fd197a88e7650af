import type { SourceKind } from '../../../shared/profile/registered';
import { useListSourcesQuery } from '../services/sources';

/** The sources that other plugins bring; undefined while they are not known yet. */
export const useSourceKinds = (): SourceKind[] | undefined => useListSourcesQuery().data;

/** What people know a source by; its name where no plugin brings it. */
export const useSourceLabel = (): ((name: string) => string) => {
  const kinds = useSourceKinds() ?? [];
  return (name) => kinds.find((kind) => kind.name === name)?.label ?? name;
};

import type { SourceKind } from '../../../../shared/profile/registered';
import { useListSourcesQuery } from '../../services/sources';

/** The sources that other plugins bring; undefined while they are not known yet. */
export const useSourceKinds = (): SourceKind[] | undefined => useListSourcesQuery().data;

/** What people know a source by; its name where no plugin brings it. */
export const useSourceLabel = (): ((name: string) => string) => {
  const kinds = useSourceKinds() ?? [];
  return (name) => kinds.find((kind) => kind.name === name)?.label ?? name;
};

/** The source of that name; null where no plugin brings it, undefined while that is not known. */
export const useSourceKind = (name: string): SourceKind | null | undefined => {
  const kinds = useSourceKinds();
  return kinds && (kinds.find((kind) => kind.name === name) ?? null);
};

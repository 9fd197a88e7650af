import * as React from 'react';

import { useRBAC } from '@strapi/strapi/admin';

import type { RecordType } from '../../../shared/records';
import { modelOf } from '../content-manager/origin';

const READ = {
  action: 'plugin::content-manager.explorer.read',
  id: 0,
  properties: {},
  conditions: [],
};

/**
 * Where the content manager has a record, or all of a type; null for people who may not see them there.
 * @param record its documentId; absent: all of them
 */
export const useContentLink = (type: RecordType): ((record?: string) => string | null) => {
  const model = modelOf(type);
  const asked = React.useMemo(() => [{ ...READ, subject: model }], [model]);
  const { allowedActions } = useRBAC(asked);
  const all = `/content-manager/collection-types/${model}`;
  return (record) => {
    if (allowedActions.canRead !== true) return null;
    return record === undefined ? all : `${all}/${record}`;
  };
};

import * as React from 'react';

import { useFetchClient } from '@strapi/strapi/admin';

import { url } from '../services/api';
import { useErrorNotification } from './useErrorNotification';

interface Download {
  /** Within the plugin's API, such as `/runs/:id/changes.csv`. */
  path: string;
  /** The name that the file is saved by. */
  name: string;
}

/** Saves a file on the person's computer. */
export const saveFile = (content: Blob, name: string): void => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
};

/** Fetches a file as the person who is logged in, and saves it. False when that failed, which is shown. */
export const useDownload = () => {
  const { get } = useFetchClient();
  const showError = useErrorNotification();
  return React.useCallback(
    async ({ path, name }: Download): Promise<boolean> => {
      try {
        saveFile((await get<Blob>(url(path), { responseType: 'blob' })).data, name);
        return true;
      } catch (error) {
        showError(error);
        return false;
      }
    },
    [get, showError]
  );
};

import * as React from 'react';

import { refusedKind } from '../utils/file-kinds';
import { useCodeTexts } from './useCodeTexts';

/** Takes files that people choose; one of a kind that is not read is refused by name, before it is sent. */
export const useFileChoice = (take: (file: File) => void) => {
  const { message } = useCodeTexts();
  const [refused, setRefused] = React.useState<string | null>(null);
  const choose = async (file: File): Promise<void> => {
    const what = await refusedKind(file);
    setRefused(what && message({ code: 'binary-file', params: { what }, message: '' }));
    if (what === null) take(file);
  };
  return { refused, choose: (file: File) => void choose(file) };
};

import { apiTokenIn } from '../../../shared/api-tokens';
import { useText } from './useText';

/** Names whoever has started or decided something: a person as the server does, an API token in words. */
export const useStarterWords = (): ((starter: string) => string) => {
  const t = useText();
  return (starter) => {
    const name = apiTokenIn(starter);
    return name === null ? starter : t('word.api-token', 'API token “{name}”', { name });
  };
};

import { type Text, useText } from '../../hooks/useText';
import type { Gap, Messages } from './model/problems';

const requiredWord = (t: Text, { input }: Gap): string => {
  switch (input) {
    case 'name':
      return t('wizard.gap.name', 'Give the profile a name.');
    case 'upload':
      return t('wizard.gap.upload', 'Choose a file first.');
    case 'url':
      return t('wizard.gap.url', 'Enter the address of the file.');
    case 'username':
      return t('wizard.gap.username', 'Enter the user name.');
    case 'password':
      return t('wizard.gap.password', 'Enter the password.');
    case 'token':
      return t('wizard.gap.token', 'Enter the token.');
    case 'extension':
      return t('wizard.gap.extension', 'Enter the first and the last extension.');
    case 'source.url':
      return t('wizard.gap.host', 'Enter the host of the server.');
    case 'source.bindDn':
      return t('wizard.gap.user', 'Enter the user, or choose another sign-in.');
    case 'source.bindPassword':
      return t('wizard.gap.password', 'Enter the password.');
    case 'source.baseDn':
      return t(
        'wizard.gap.base',
        'Enter the base DN. Test the connection to see what the server offers.'
      );
    case 'source.clientCertificate':
      return t('wizard.gap.certificate', 'Enter the certificate that the connector shows.');
    case 'source.clientKey':
      return t('wizard.gap.key', 'Enter the key of the client certificate.');
    default:
      return t('wizard.gap.other', 'Fill this in.');
  }
};

const gapWord = (t: Text, gap: Gap): string => {
  switch (gap.code) {
    case 'required':
      return requiredWord(t, gap);
    case 'taken':
      return t('wizard.gap.taken', 'Another profile has this name: choose a different one.');
    case 'too-long':
      return t('wizard.gap.too-long', 'The name may have at most 100 characters: shorten it.');
    case 'range':
      return gap.input.startsWith('source.port')
        ? t('wizard.gap.port', 'Enter a port from 1 to 65535.')
        : t('wizard.gap.range', 'The first extension must not be above the last.');
    case 'invalid':
      return gap.input === 'url'
        ? t(
            'wizard.gap.address',
            'Enter an address that starts with https:// or http://, without user name and password in it.'
          )
        : t('wizard.gap.percent', 'Enter a percentage from 0 to 100.');
  }
};

/** What is missing, in words, beside the inputs. */
export const useGapWords = (): ((gaps: readonly Gap[]) => Messages) => {
  const t = useText();
  return (gaps) => Object.fromEntries(gaps.map((gap) => [gap.input, gapWord(t, gap)]));
};

import { useIntl } from 'react-intl';

const KILOBYTE = 1000;

/** Says in words how large a file is, or how much of one has come in. */
export const useSizeWords = (): ((bytes: number) => string) => {
  const { formatNumber } = useIntl();
  return (bytes) => {
    const kilobytes = bytes / KILOBYTE;
    const [value, unit] =
      kilobytes < KILOBYTE ? [kilobytes, 'kilobyte'] : [kilobytes / KILOBYTE, 'megabyte'];
    return formatNumber(value, { style: 'unit', unit, maximumFractionDigits: 1 });
  };
};

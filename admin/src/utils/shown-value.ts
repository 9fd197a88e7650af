/** A value as the trial shows it; null where there is nothing. */
export const shownValue = (value: unknown): string | null => {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
    return value.length > 0 ? value.join(', ') : null;
  }
  return JSON.stringify(value);
};

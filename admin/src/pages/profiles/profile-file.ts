/** A profile file as far as the panel looks into it; the server checks the rest. */
export interface ProfileFile {
  name: string;
}

const isProfileFile = (value: unknown): value is ProfileFile =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';

/** The profile of a file's text; null when it is none. */
export const parseProfileFile = (text: string): ProfileFile | null => {
  try {
    const value: unknown = JSON.parse(text);
    return isProfileFile(value) ? value : null;
  } catch {
    return null;
  }
};

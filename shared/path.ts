/** True for what may have properties. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** A place in a profile or the settings, such as `source.groups.roles.0.group`. */
export type Path = string;

/** What stands at a place; undefined where there is nothing. */
export const valueAt = (whole: unknown, path: Path): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, name) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined),
      whole
    );

const replaced = (whole: unknown, [name = '', ...rest]: string[], value: unknown): unknown => {
  const before = isObject(whole) ? whole[name] : undefined;
  const next = rest.length === 0 ? value : replaced(before, rest, value);
  if (Array.isArray(whole)) return whole.with(Number(name), next);
  const { [name]: _before, ...others } = isObject(whole) ? whole : {};
  // The order of what is there stays: two drafts are compared as text.
  if (next === undefined) return others;
  return isObject(whole) ? { ...whole, [name]: next } : { [name]: next };
};

/** The same with another value at one place; undefined takes the place away. */
export const withValue = <Whole>(whole: Whole, path: Path, value: unknown): Whole =>
  replaced(whole, path.split('.'), value) as Whole;

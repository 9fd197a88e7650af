import type { ProfileProblemView } from '../../../../shared/contracts/profiles';

export const TABS = [
  'basic',
  'fields',
  'pre-filter',
  'variables',
  'template',
  'schedule',
  'safety',
] as const;
export type Tab = (typeof TABS)[number];

const TAB_OF_FIELD: Record<string, Tab> = {
  fields: 'fields',
  preFilter: 'pre-filter',
  variables: 'variables',
  template: 'template',
  reveal: 'template',
  schedule: 'schedule',
  limits: 'safety',
  missing: 'safety',
  returning: 'safety',
  renamed: 'safety',
  notify: 'safety',
};

/** The tab of a query, the first one for anything else. */
export const readTab = (text: string | null): Tab => TABS.find((tab) => tab === text) ?? TABS[0];

/** The tab that has a problem's field. */
export const tabOf = ({ path }: Pick<ProfileProblemView, 'path'>): Tab =>
  TAB_OF_FIELD[path[0] ?? ''] ?? 'basic';

/** The first tab with something to correct. */
export const firstTabOf = (problems: ProfileProblemView[]): Tab => {
  const concerned = new Set(problems.map(tabOf));
  return TABS.find((tab) => concerned.has(tab)) ?? TABS[0];
};

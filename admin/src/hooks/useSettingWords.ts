import { type Text, useText } from './useText';

/** The settings by the labels that the editor has for them; what is not listed belongs to the one above it. */
const settingWords = (t: Text): Record<string, string> => ({
  name: t('form.name', 'Name of the profile'),
  comment: t('form.comment', 'Comment'),
  source: t('form.source', 'Source'),
  'source.url': t('form.url', 'Address of the CSV file'),
  'source.ca': t('form.ca', 'Certificate of the server’s authority'),
  'source.auth': t('form.auth', 'Authentication'),
  'source.encoding': t('form.format.encoding', 'Encoding'),
  'source.delimiter': t('form.format.delimiter', 'Delimiter'),
  'source.enclosure': t('form.format.enclosure', 'Field enclosure'),
  'source.lineSeparator': t('form.format.line-separator', 'Line separator'),
  'source.headerRow': t('form.format.header-row', 'Line with the column names'),
  'source.bind': t('ldap.bind', 'Sign-in'),
  'source.bindDn': t('ldap.user', 'User'),
  'source.bindPassword': t('ldap.password', 'Password'),
  'source.baseDn': t('ldap.base', 'Base DN'),
  'source.filter': t('ldap.filter', 'Filter'),
  'source.vendor': t('ldap.vendor', 'Kind of directory'),
  'source.groups': t('ldap.groups', 'Groups and roles'),
  mode: t('form.mode', 'Mode'),
  preFilter: t('form.pre-filter', 'Pre-filter'),
  variables: t('editor.tab.variables', 'Variables'),
  template: t('form.template', 'Template'),
  match: t('form.match', 'Which record is which'),
  existing: t('form.existing', 'Records that are there already and that nobody manages'),
  ownedByOthers: t('form.others', 'Records that another profile manages'),
  generate: t('form.generate', 'Generated fields'),
  'limits.removePercent': t('form.limits.remove-percent', 'Removed or disabled, in percent'),
  'limits.removeCount': t('form.limits.remove-count', 'Removed or disabled, in number'),
  'limits.updatePercent': t('form.limits.update-percent', 'Updated, in percent'),
  'limits.minimumPopulation': t('form.limits.minimum', 'Percentages count from'),
  limits: t('form.limits', 'Limits'),
  missing: t('form.missing', 'Who is no longer in the source'),
  returning: t('form.returning', 'Who comes back under a new ID'),
  reveal: t('form.reveal', 'Secret columns that are shown'),
  schedule: t('editor.tab.schedule', 'Schedule'),
  'schedule.timezone': t('form.timezone', 'Time zone'),
  notify: t('form.notify', 'Notifications'),
});

/** Names a setting as the editor does, by its place in the profile's file. */
export const settingWord = (t: Text, path: readonly string[]): string => {
  const words = settingWords(t);
  const place = path.join('.');
  if (Object.hasOwn(words, place)) return words[place] ?? place;
  return path.length > 1 ? settingWord(t, path.slice(0, -1)) : place;
};

/** The same in the language of the person who is logged in. */
export const useSettingWords = (): ((path: readonly string[]) => string) => {
  const t = useText();
  return (path) => settingWord(t, path);
};

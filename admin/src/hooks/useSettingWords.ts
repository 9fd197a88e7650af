import { type Text, useText } from './useText';

/** The settings by the labels that the editor has for them; what is not listed belongs to the one above it. */
const settingWords = (t: Text): Record<string, string> => ({
  name: t('editor.basic.name', 'Name'),
  comment: t('editor.basic.comment', 'Comment'),
  source: t('editor.source', 'Source'),
  'source.url': t('editor.url.address', 'Address'),
  'source.ca': t('editor.url.ca', 'Certificate of the server’s authority'),
  'source.auth': t('editor.auth', 'Authentication'),
  'source.encoding': t('editor.format.encoding', 'Encoding'),
  'source.delimiter': t('editor.format.delimiter', 'Delimiter'),
  'source.enclosure': t('editor.format.enclosure', 'Field enclosure'),
  'source.lineSeparator': t('editor.format.line-separator', 'Line separator'),
  'source.headerRow': t('editor.format.header-row', 'Line with the column names'),
  'source.bind': t('ldap.bind', 'Sign-in'),
  'source.bindDn': t('ldap.user', 'User'),
  'source.bindPassword': t('ldap.password', 'Password'),
  'source.baseDn': t('ldap.base', 'Base DN'),
  'source.filter': t('ldap.filter', 'Filter'),
  'source.vendor': t('ldap.vendor', 'Kind of directory'),
  'source.groups': t('ldap.groups', 'Groups and roles'),
  mode: t('editor.mode', 'Mode'),
  preFilter: t('editor.pre-filter', 'Pre-filter'),
  variables: t('editor.tab.variables', 'Variables'),
  template: t('editor.template', 'Template'),
  match: t('editor.match', 'Which record is which'),
  existing: t('editor.existing', 'Records that are there already and that nobody manages'),
  ownedByOthers: t('editor.others', 'Records that another profile manages'),
  generate: t('editor.generate', 'Made up where the source has nothing'),
  'limits.removePercent': t('editor.limits.remove-percent', 'Removed or switched off, in percent'),
  'limits.removeCount': t('editor.limits.remove-count', 'Removed or switched off, in number'),
  'limits.updatePercent': t('editor.limits.update-percent', 'Updated, in percent'),
  'limits.minimumPopulation': t('editor.limits.minimum', 'Percentages count from'),
  limits: t('editor.limits', 'Limits'),
  missing: t('editor.missing', 'Who is missing from the source'),
  returning: t('editor.returning', 'Who comes back under a new id'),
  reveal: t('editor.reveal', 'Secret columns that are shown'),
  schedule: t('editor.tab.schedule', 'Schedule'),
  'schedule.timezone': t('editor.timezone', 'Time zone'),
  notify: t('editor.notify', 'Notifications'),
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

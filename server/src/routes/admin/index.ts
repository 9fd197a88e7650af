import { actionId, type ActionName } from '../../constants';
import { answerErrors } from '../answer-errors';
import { limitedTo } from './limited';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** For people who may do all of the actions. */
const route = (method: Method, path: string, handler: string, ...actions: ActionName[]) => ({
  method,
  path,
  handler,
  config: {
    policies: [
      'admin::isAuthenticatedAdmin',
      { name: 'admin::hasPermissions', config: { actions: actions.map(actionId) } },
    ],
    middlewares: [answerErrors, limitedTo(`${method} ${path}`, actions)],
  },
});

const PHONEBOOKS: ActionName = 'remote-phonebooks.administer';
const FORGET: ActionName = 'people.forget';

export default () => ({
  type: 'admin' as const,
  routes: [
    route('GET', '/profiles', 'profiles.list', 'profiles.read'),
    route('POST', '/profiles', 'profiles.create', 'profiles.edit'),
    route('POST', '/profiles/import', 'profiles.importFile', 'profiles.edit'),
    route('POST', '/profiles/check', 'profiles.check', 'profiles.edit'),
    route('GET', '/profiles/:id', 'profiles.find', 'profiles.read'),
    route('PUT', '/profiles/:id', 'profiles.update', 'profiles.edit'),
    route('PUT', '/profiles/:id/schedule', 'profiles.switchSchedule', 'profiles.edit'),
    route('POST', '/profiles/:id/resume', 'profiles.resume', 'profiles.edit'),
    route('DELETE', '/profiles/:id', 'profiles.remove', 'profiles.edit'),
    route('POST', '/profiles/:id/clone', 'profiles.clone', 'profiles.edit'),
    route('GET', '/profiles/:id/export', 'profiles.exportFile', 'profiles.read'),
    route('POST', '/profiles/:id/match-anew', 'profiles.matchAnew', 'profiles.edit'),
    route('GET', '/profiles/:id/upload', 'uploads.current', 'profiles.read'),
    route('GET', '/profiles/:id/rows/:row', 'corrections.row', 'runs.test'),
    route('GET', '/profiles/:id/rows/:row/check', 'corrections.check', 'runs.test'),
    route('GET', '/profiles/:id/corrections', 'corrections.list', 'runs.test'),
    route('POST', '/profiles/:id/corrections', 'corrections.add', 'runs.test'),
    route('DELETE', '/profiles/:id/corrections', 'corrections.remove', 'runs.test'),

    route('GET', '/sources', 'sources.list', 'profiles.read'),
    route('POST', '/sources/detect', 'sources.detect', 'profiles.edit'),
    route('POST', '/sources/test-connection', 'sources.testConnection', 'profiles.edit'),
    route('POST', '/sources/browse', 'sources.browse', 'profiles.edit'),
    route('GET', '/mapping/attributes', 'mapping.attributes', 'profiles.read'),
    route('POST', '/mapping/match', 'mapping.match', 'profiles.edit'),
    route('POST', '/mapping/template', 'mapping.template', 'profiles.edit'),
    route('POST', '/mapping/fields', 'mapping.fields', 'profiles.edit'),
    route('POST', '/mapping/pascom', 'mapping.pascom', 'profiles.edit'),
    route('POST', '/mapping/filter', 'mapping.filter', 'profiles.edit'),
    route('POST', '/mapping/samples', 'mapping.samples', 'profiles.edit'),
    route('POST', '/mapping/trial', 'mapping.trial', 'profiles.edit'),
    route('GET', '/mapping/presets', 'mapping.presets', 'profiles.edit'),
    route('GET', '/mapping/example', 'mapping.example', 'profiles.edit'),
    route('POST', '/schedules/preview', 'mapping.schedulePreview', 'profiles.edit'),

    route('POST', '/uploads', 'uploads.store', 'runs.test'),
    route('GET', '/uploads/:id', 'uploads.find', 'runs.test'),
    route('DELETE', '/uploads/:id', 'uploads.remove', 'runs.test'),
    route('POST', '/uploads/:id/attach', 'uploads.attach', 'runs.test'),
    route('POST', '/uploads/:id/detect', 'uploads.detect', 'runs.test'),
    route('POST', '/uploads/:id/compare', 'uploads.compare', 'runs.test'),
    route('GET', '/uploads/:id/fixes', 'uploads.fixes', 'runs.test'),
    route('POST', '/uploads/:id/fixes', 'uploads.addFix', 'runs.test'),
    route('DELETE', '/uploads/:id/fixes', 'uploads.removeFix', 'runs.test'),

    route('POST', '/profiles/:id/test', 'runs.test', 'runs.test'),
    route('POST', '/profiles/:id/trial', 'runs.trial', 'runs.test'),
    route('POST', '/profiles/:id/run', 'runs.run', 'runs.execute'),
    route('POST', '/profiles/:id/removal/test', 'runs.testRemoval', 'profiles.edit', 'runs.test'),
    route('POST', '/profiles/:id/removal', 'runs.remove', 'profiles.edit', 'runs.execute'),
    route('GET', '/runs', 'runs.list', 'runs.history'),
    route('GET', '/runs/:id', 'runs.find', 'runs.history'),
    route('GET', '/runs/:id/progress', 'runs.progress', 'runs.history'),
    route('POST', '/runs/:id/cancel', 'runs.cancel', 'runs.execute'),
    route('POST', '/runs/:id/approve', 'runs.approve', 'runs.approve'),
    route('POST', '/runs/:id/reject', 'runs.reject', 'runs.approve'),
    route('POST', '/runs/:id/undo/test', 'runs.testUndo', 'runs.test'),
    route('POST', '/runs/:id/undo', 'runs.undo', 'runs.execute'),

    route('GET', '/runs/:id/changes', 'reports.changes', 'runs.history'),
    route('GET', '/runs/:id/changes.csv', 'reports.changesFile', 'runs.history'),
    route('GET', '/runs/:id/issues', 'reports.issues', 'runs.history'),
    route('GET', '/runs/:id/issues.csv', 'reports.issuesFile', 'runs.history'),
    route('GET', '/runs/:id/issue-groups', 'reports.issueGroups', 'runs.history'),
    route('POST', '/runs/:id/credentials', 'reports.credentials', 'runs.credentials'),
    route('GET', '/changes', 'reports.history', 'runs.history'),
    route('GET', '/profiles/:id/hand-edits', 'reports.handEdits', 'runs.history'),
    route('GET', '/settings', 'settings.find', 'settings.manage'),
    route('PUT', '/settings', 'settings.update', 'settings.manage'),
    route('GET', '/settings/defaults', 'settings.defaults', 'profiles.read'),

    route('GET', '/remote-phonebooks', 'remote-phonebooks.list', PHONEBOOKS),
    route('POST', '/remote-phonebooks', 'remote-phonebooks.create', PHONEBOOKS),
    route('GET', '/remote-phonebooks/users', 'remote-phonebooks.users', PHONEBOOKS),
    route('GET', '/remote-phonebooks/labels', 'remote-phonebooks.labels', PHONEBOOKS),
    route('PUT', '/remote-phonebooks/:id', 'remote-phonebooks.update', PHONEBOOKS),
    route('POST', '/remote-phonebooks/:id/renew', 'remote-phonebooks.renew', PHONEBOOKS),
    route('POST', '/remote-phonebooks/:id/revoke', 'remote-phonebooks.revoke', PHONEBOOKS),
    route('DELETE', '/remote-phonebooks/:id', 'remote-phonebooks.remove', PHONEBOOKS),

    route('GET', '/secret-reads', 'secret-reads.list', 'settings.manage'),
    route('GET', '/delegation', 'profiles.delegation', 'profiles.read'),
    route('GET', '/database', 'runs.database', 'profiles.read'),
    route('GET', '/records/:type/:id/origin', 'reports.origin', 'profiles.read'),

    route('GET', '/records/:type/:id/forgetting', 'forgettings.preview', FORGET),
    route('POST', '/records/:type/:id/forgetting', 'forgettings.start', FORGET),
    route('GET', '/forgettings', 'forgettings.list', FORGET),
    route('POST', '/forgettings', 'forgettings.startAsked', FORGET),
    route('POST', '/forgettings/preview', 'forgettings.previewAsked', FORGET),
    route('GET', '/forgettings/kept-out', 'forgettings.keptOut', FORGET),
    route('GET', '/forgettings/:id', 'forgettings.find', FORGET),
    route('POST', '/forgettings/kept-out/:id/allow-again', 'forgettings.allowAgain', FORGET),
  ],
});

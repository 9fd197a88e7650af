import type { Definitions } from './kinds';

/** What needs a look where a connector of pascom's becomes a profile. */
export const PASCOM = {
  'pascom-structure-missing': { kind: 'settings' },
  'pascom-source': { kind: 'settings' },
  'pascom-source/directory': { kind: 'settings' },
  'pascom-source/exchange': { kind: 'settings' },
  'pascom-line-unread': { kind: 'settings', params: { found: 'text' } },
  'pascom-variables-unused': { kind: 'settings', params: { variables: 'names' } },
  'pascom-device-missing': {
    kind: 'settings',
    params: { name: ['createSoftphone', 'createMobile'] },
  },
  'pascom-groups-as-text': { kind: 'settings' },
  'pascom-roles-none': { kind: 'settings' },
  'pascom-roles': { kind: 'settings' },
  'pascom-labels': { kind: 'settings', params: { labels: 'names' } },
  'pascom-external': { kind: 'settings' },
  'pascom-secrets': { kind: 'settings', params: { attributes: 'attributes' } },
  'pascom-contacts-known': { kind: 'settings', params: { attributes: 'attributes' } },
  'pascom-schedule': { kind: 'settings' },
} as const satisfies Definitions;

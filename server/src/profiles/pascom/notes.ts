import type { Problem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/problems';
import type { Automation, ConnectorKind, ConnectorNote } from '../../../../shared/contracts/pascom';
import type { Severity } from '../../../../shared/contracts/issues';
import type { ProfileInput, Variable } from '../../../../shared/profile';
import type { MappingReview } from '../../mapping/review';
import { isSecretTarget } from '../../mapping/names';
import { placed } from '../checks';
import { sourceOf } from './kinds';
import type { PastedVariables } from './variables';

/** What is looked through. */
export interface Looked {
  kind: ConnectorKind;
  automation: Automation;
  profile: ProfileInput;
  pasted: PastedVariables;
  review: MappingReview;
}

const note = (
  severity: Severity,
  path: string[],
  what: Problem,
  line: number | null = null
): ConnectorNote => ({ ...what, path, line, column: null, severity });

/** Says that nothing was amiss. */
const ORDINARY: ReadonlySet<string> = new Set(['php-translated']);

/** The first line of a text in which a name is put in or asked for. */
const lineWith = (text: string, name: string): number | null => {
  const isThere = (line: string): boolean =>
    (line.match(/\{\{[^}]*\}\}/g) ?? []).some((tag) =>
      tag.split(/[^\p{L}\p{N}_.-]+/u).includes(name)
    );
  const index = text.split('\n').findIndex(isThere);
  return index === -1 ? null : index + 1;
};

/** What the ordinary check of a mapping finds. */
const ofMapping = ({ profile, review }: Looked): ConnectorNote[] => {
  const { variables, template } = profile;
  const problems = review.problems.map((found) => ({
    ...placed(found, variables),
    severity: 'error' as const,
  }));
  const warnings = review.warnings.flatMap(({ code, params, column: field, severity }) => {
    if (ORDINARY.has(code)) return [];
    const found = { field: field ?? 'template', line: null, column: null, code, params };
    const at = placed(found, variables);
    const { name } = params;
    const isInTemplate = at.path.join() === 'template' && typeof name === 'string';
    return [{ ...at, severity, line: isInTemplate ? lineWith(template, name) : null }];
  });
  return [...problems, ...warnings];
};

const SOURCES = {
  csv: 'pascom-source',
  directory: 'pascom-source/directory',
  exchange: 'pascom-source/exchange',
} as const;

const ofSource = ({ kind, automation }: Looked): ConnectorNote[] => {
  const source = sourceOf(kind);
  const severity = source === 'exchange' ? 'warning' : 'info';
  return [
    note(severity, ['source'], problem(SOURCES[source])),
    ...(automation === 'none'
      ? []
      : [note('info', ['schedule', 'cron'], problem('pascom-schedule'))]),
  ];
};

const isOff = ({ expression }: Variable): boolean => /\breturn\s+false\s*;/i.test(expression);

const DEVICES = ['createSoftphone', 'createMobile'] as const;

const ofVariables = ({ pasted, review, profile }: Looked): ConnectorNote[] => {
  const { variables, unread } = pasted;
  const isDevice = (name: string) => DEVICES.some((device) => device === name);
  const isPhone = (name: string) => /^phone(?:mac|ip|user|pass)$/i.test(name);
  const unused = variables
    .map(({ name }) => name)
    .filter((name) => !review.names.includes(name) && !isDevice(name) && !isPhone(name));
  const missing = DEVICES.flatMap((device) => {
    const variable = variables.find(({ name }) => name === device);
    return variable && !isOff(variable) && !review.names.includes(device) ? [device] : [];
  });
  return [
    ...unread.map(({ line, text }) =>
      note('warning', ['variables'], problem('pascom-line-unread', { found: text }), line)
    ),
    ...missing.map((name) =>
      note('warning', ['template'], problem('pascom-device-missing', { name }))
    ),
    ...(unused.length > 0 && profile.template !== ''
      ? [note('info', ['variables'], problem('pascom-variables-unused', { variables: unused }))]
      : []),
  ];
};

/** Whether code takes a person's groups for one text, which they are for people in a single group only. */
const takesGroupsForText = (code: string): boolean =>
  /memberOf/i.test(code) &&
  /\b(?:strpos|stripos|strstr|str_contains|explode|substr)\s*\(\s*\$row\s*\[\s*["'“”„]memberOf/i.test(
    code
  );

const EMPTY_LIST = /\$rolesToFilter\s*=\s*(?:array\s*\(\s*\)|\[\s*\])/;

/** What PHP does that is allowed and seldom meant. */
const ofCode = ({ profile }: Looked): ConnectorNote[] => {
  const codes = [
    { path: ['preFilter'], code: profile.preFilter },
    ...profile.variables.map(({ expression }, index) => ({
      path: ['variables', String(index), 'expression'],
      code: expression,
    })),
  ];
  return codes.flatMap(({ path, code }) => [
    ...(takesGroupsForText(code) ? [note('warning', path, problem('pascom-groups-as-text'))] : []),
    ...(EMPTY_LIST.test(code) ? [note('warning', path, problem('pascom-roles-none'))] : []),
  ]);
};

const LABEL = /["“”„]050lab_bez["“”„]\s*:\s*["“”„]([^"“”„{]+)["“”„]/g;

/** What differs of that which the structure fills. */
const ofStructure = ({ profile, review }: Looked): ConnectorNote[] => {
  const { template } = profile;
  const fills = (target: string): boolean => review.fills.includes(target);
  const labels = [...template.matchAll(LABEL)].map(([, label = '']) => label.trim());
  const secrets = review.fills.filter(isSecretTarget).map((target) => target.split('.')[1] ?? '');
  const known = [profile.match.phonebookEntry].flat();
  const at = ['template'];
  return [
    ...(template === '' ? [note('error', at, problem('pascom-structure-missing'))] : []),
    ...(secrets.length > 0
      ? [note('info', at, problem('pascom-secrets', { attributes: [...new Set(secrets)] }))]
      : []),
    ...(fills('user.authMethod') && /\bEXTERN\b/.test(template)
      ? [note('info', at, problem('pascom-external'), lineOf(template, 'EXTERN'))]
      : []),
    ...(fills('user.roles')
      ? [note('info', at, problem('pascom-roles'), lineOf(template, 'user_roles'))]
      : []),
    ...(labels.length > 0
      ? [note('info', at, problem('pascom-labels', { labels }), lineOf(template, '050lab_bez'))]
      : []),
    ...(!review.makesUser && fills('phonebookEntry.displayName')
      ? [
          note(
            'info',
            ['match', 'phonebookEntry'],
            problem('pascom-contacts-known', { attributes: known })
          ),
        ]
      : []),
  ];
};

const lineOf = (text: string, part: string): number | null => {
  const index = text.split('\n').findIndex((line) => line.includes(part));
  return index === -1 ? null : index + 1;
};

const ORDER: Severity[] = ['error', 'warning', 'info'];

/** Everything that a person should look at, what keeps the profile from being saved first. */
export const notesOf = (looked: Looked): ConnectorNote[] =>
  [
    ...ofMapping(looked),
    ...ofVariables(looked),
    ...ofCode(looked),
    ...ofSource(looked),
    ...ofStructure(looked),
  ].sort((one, other) => ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity));

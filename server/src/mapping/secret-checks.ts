import type { Expression } from './expressions';
import type { Findings, Position } from './findings';
import { NAME, type Probe } from './probe';
import { isSecretTarget, type Secrets } from './secrets';
import type { Template } from './template';
import type { SecretUse } from './types';

/** The parts of a mapping in which a secret could come to light. */
export interface SecretUses {
  preFilter: Expression | null;
  template: Template;
  probe: Probe;
  secrets: Secrets;
  /** Null where the source's columns are not known. */
  columns: readonly string[] | null;
}

/** What is done with secret columns that a new profile may not do. */
export interface SecretFindings {
  /** `type.attribute` that everybody may see and that a secret column fills. */
  targets: string[];
  /** Whether the value of a secret decides what is rendered. */
  decides: boolean;
}

const REVEAL =
  'whoever has the permission to reveal secret columns can name it under "reveal" in the profile\'s file, and import that';
const TEST_ONLY =
  'Only whether it has a value may be asked: $exists(c), c = "" or c != "", in a template {{#if c}}';

/** Finds what a mapping does with secrets: a problem where it is to be refused, one warning of each kind where it goes on. */
export function checkSecrets(
  uses: SecretUses,
  refuse: readonly SecretUse[],
  findings: Findings
): SecretFindings {
  checkFilter(uses, refuse, findings);
  const decides = checkConditions(uses, refuse.includes('test'), findings);
  const targets = checkTargets(uses, refuse.includes('show'), findings);
  return { targets, decides };
}

const quoted = (columns: Iterable<string>): string =>
  [...new Set(columns)].map((column) => `"${column}"`).join(', ');

/** The same for a pre-filter alone. */
export function checkFilter(
  { preFilter, secrets, columns }: Pick<SecretUses, 'preFilter' | 'secrets' | 'columns'>,
  refuse: readonly SecretUse[],
  findings: Findings
): void {
  if (!preFilter) return;
  const read = preFilter.reads?.filter((column) => secrets.guarded.has(column));
  const [first] = read ?? secrets.guarded;
  const mayReadAny = read === undefined && columns === null;
  if (first === undefined && !mayReadAny) return;
  const what =
    first === undefined
      ? 'The pre-filter reads the whole row, and with it any secret that the source may have. Name the columns instead.'
      : `The pre-filter decides by the value of ${quoted(read ?? secrets.guarded)}, which holds secrets: so they could be guessed.`;
  const message = `${what} ${TEST_ONLY}; ${REVEAL}.`;
  if (refuse.includes('test')) {
    const place = first === undefined ? null : (preFilter.places.get(first) ?? null);
    findings.problem('preFilter', 'secret-in-filter', message, place);
  } else if (first !== undefined) {
    findings.warn(
      'preFilter',
      'secret-in-filter',
      `${message} It is applied as before, and refused when the profile is saved again.`
    );
  }
}

/** Whether the value of a secret decides what is rendered. */
function checkConditions(
  { template, secrets }: SecretUses,
  isRefused: boolean,
  findings: Findings
): boolean {
  const found = template.conditions.flatMap(({ tested, compared, position }) => {
    // Whether a computed value is there may depend on the secret's value.
    const names = [...compared, ...tested.filter((name) => secrets.variables.has(name))];
    const sources = names.filter(secrets.hides).flatMap(secrets.sourcesOf);
    return sources.length > 0 ? [{ sources, position }] : [];
  });
  const messageOf = (sources: string[]): string =>
    `The template decides by the value of ${quoted(sources)}, which holds secrets: so they could be guessed. ${TEST_ONLY}; ${REVEAL}.`;
  if (isRefused) {
    for (const { sources, position } of found) {
      findings.problem('template', 'secret-in-condition', messageOf(sources), position);
    }
  } else if (found.length > 0) {
    findings.warn(
      'template',
      'secret-in-condition',
      `${messageOf(found.flatMap(({ sources }) => sources))} It is applied as before, with all values masked wherever this plugin shows them, and refused when the profile is saved again.`
    );
  }
  return found.length > 0;
}

interface Showing {
  target: string;
  sources: string[];
  position: Position;
}

/** The attributes that a secret column fills though everybody may see them. */
function checkTargets(uses: SecretUses, isRefused: boolean, findings: Findings): string[] {
  const found = showings(uses);
  if (isRefused) {
    for (const { target, sources, position } of found) {
      findings.problem(
        'template',
        'secret-column-shown',
        `The column ${quoted(sources)} holds secrets and would fill ${placeOf(target)}, which everybody may see. Fill a secret attribute with it (password, sipPassword, pin) or leave it out; ${REVEAL}.`,
        position
      );
    }
  } else if (found.length > 0) {
    const pairs = found.map(({ target, sources }) => `${quoted(sources)} → ${placeOf(target)}`);
    findings.warn(
      'template',
      'secret-column-shown',
      `Columns that hold secrets fill attributes that everybody may see (${[...new Set(pairs)].join('; ')}). The values are written as before and masked wherever this plugin shows them; the profile is refused like this when it is saved again. Fill a secret attribute (password, sipPassword, pin) or leave the column out; ${REVEAL}.`
    );
  }
  return [...new Set(found.map(({ target }) => target))];
}

const showings = ({ template, probe, secrets }: SecretUses): Showing[] =>
  template.sites.flatMap(({ variables, position }, site) => {
    const sources = variables.filter(secrets.hides).flatMap(secrets.sourcesOf);
    if (sources.length === 0) return [];
    const targets = [...(probe.targets.get(site) ?? [])].filter((name) => !isSecretTarget(name));
    return targets.map((target) => ({ target, sources, position }));
  });

const placeOf = (target: string): string =>
  target === NAME ? 'the name of a list or field' : target;

import { ConnectorError } from '../utils/errors';
import { isDeskPhone } from './phone-columns';
import { type RawRecord, readDocument } from './document';
import { OWNER_FIELD } from './field-names';
import type { Findings } from './findings';
import { isSecretTarget } from './secrets';
import {
  fillSkeleton,
  InvalidJson,
  locate,
  parseSkeleton,
  type Skeleton,
  valuesInNames,
} from './skeleton';
import { contextOf, type Rendering, type Template } from './template';
import type { Repair } from './tolerant-json';
import { hasTokenCharacter, splitTokens, token } from './tokens';
import { textOf } from './template-helpers';
import { misplacement } from './user-values';

/** What a template makes, found without any row. */
export interface Probe {
  /** `type.attribute` → the variables that fill it; empty for a constant. */
  fills: Map<string, Set<string>>;
  /** Site → the `type.attribute` that its values are part of; `user.user` for an owner, `NAME` for a name in the document. */
  targets: Map<number, Set<string>>;
  makesUser: boolean;
  makesDeskPhone: boolean;
  /** Whether an entry or phone names the user that it belongs to. */
  namesOwners: boolean;
  /** `type.attribute` → the attributes of the record's user that are part of it. */
  references: Map<string, Set<string>>;
}

/** Stands for an attribute where a value is part of the name of a list or field. */
export const NAME = 'name';

/**
 * Renders a template twice, with every variable set and with every variable empty, and looks where
 * its values land. What is wrong with its text shows here: a problem where both renderings are no
 * JSON, a warning where one is.
 */
export function probeTemplate(template: Template, text: string, findings: Findings): Probe {
  const probe: Probe = {
    fills: new Map(),
    targets: new Map(),
    makesUser: false,
    makesDeskPhone: false,
    namesOwners: false,
    references: new Map(),
  };
  const noting: Noting = { template, probe, findings };
  const names = new Set([
    ...template.sites.flatMap(({ variables }) => variables),
    ...template.controls,
  ]);
  const set = contextOf([...names].map((name) => [name, ['x']]));
  const failures: Failure[] = [];

  for (const variables of [set, contextOf([])]) {
    let rendering: Rendering | null = null;
    try {
      rendering = template.render(variables);
      const skeleton = parseSkeleton(rendering.text);
      reportRepairs(skeleton.repairs, (code, message) => findings.warn('template', code, message));
      for (const record of documentOf(skeleton, rendering, findings)) note(record, false, noting);
      for (const index of valuesInNames(skeleton.root)) {
        noteName(rendering.outputs[index]?.site, noting);
      }
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      failures.push({ error, rendering });
    }
  }
  const [failure] = failures;
  if (failure) reportFailure(failure, failures.length === 2, template, text, findings);
  return probe;
}

interface Failure {
  error: ConnectorError;
  /** Null where rendering itself failed. */
  rendering: Rendering | null;
}

/** Every value is its site's token, so that it can be told where it came from. */
function documentOf(skeleton: Skeleton, { outputs }: Rendering, findings: Findings): RawRecord[] {
  const document = fillSkeleton(
    skeleton.root,
    outputs.map(({ site }) => token(site))
  );
  return readDocument(document, (code, message) => {
    // Names and lists that come from a row are judged when they do.
    if (!hasTokenCharacter(message)) findings.warn('template', code, message);
  });
}

/** What is noted, and where what is wrong is told. */
interface Noting {
  template: Template;
  probe: Probe;
  findings: Findings;
}

function note(record: RawRecord, isChild: boolean, noting: Noting): void {
  const { template, probe } = noting;
  probe.makesUser ||= record.type === 'user';
  probe.makesDeskPhone ||= isDeskPhone(record);
  probe.namesOwners ||= record.owner !== null;
  for (const [attribute, value] of record.fields) {
    const target = `${record.type}.${attribute}`;
    const variables = probe.fills.get(target) ?? new Set();
    for (const site of sitesIn(value)) {
      for (const variable of template.sites[site]?.variables ?? []) variables.add(variable);
      noteTarget(site, target, probe);
      noteUserValues(site, target, misplacement(record.type, attribute, isChild), noting);
    }
    probe.fills.set(target, variables);
  }
  for (const site of sitesIn(record.owner)) {
    const target = `${record.type}.${OWNER_FIELD}`;
    noteTarget(site, target, probe);
    noteUserValues(site, target, misplacement(record.type, OWNER_FIELD, isChild), noting);
  }
  for (const child of record.children) note(child, true, noting);
}

function noteName(site: number | undefined, noting: Noting): void {
  if (site === undefined) return;
  noteTarget(site, NAME, noting.probe);
  noteUserValues(site, NAME, IN_NAME, noting);
}

const IN_NAME = {
  code: 'user-value-misplaced',
  message:
    'A value of the user cannot be the name of a list or field. It fills attributes that hold a text, such as phonebookEntry.phone.',
};

function noteUserValues(
  site: number,
  target: string,
  misplaced: ReturnType<typeof misplacement>,
  { template, probe, findings }: Noting
): void {
  const { userValues = [], position } = template.sites[site] ?? {};
  if (userValues.length === 0) return;
  if (misplaced) findings.problem('template', misplaced.code, misplaced.message, position);
  probe.references.set(target, new Set([...(probe.references.get(target) ?? []), ...userValues]));
}

function noteTarget(site: number | undefined, target: string, { targets }: Probe): void {
  if (site === undefined) return;
  targets.set(site, (targets.get(site) ?? new Set()).add(target));
}

/** The sites whose values are part of an attribute that is kept secret. */
export const sitesOfSecrets = ({ targets }: Probe): Set<number> =>
  new Set(
    [...targets].filter(([, names]) => [...names].some(isSecretTarget)).map(([site]) => site)
  );

function sitesIn(value: unknown): number[] {
  if (Array.isArray(value)) return value.flatMap(sitesIn);
  if (value instanceof Map) return [...value.values()].flatMap(sitesIn);
  return splitTokens(textOf(value)).filter((piece) => typeof piece === 'number');
}

function reportFailure(
  { error, rendering }: Failure,
  always: boolean,
  template: Template,
  text: string,
  findings: Findings
): void {
  let { message } = error;
  let line: number | null = null;
  if (error instanceof InvalidJson && rendering) {
    const names = rendering.outputs.map(
      ({ site }) => `{{${template.sites[site]?.variables.join(' ')}}}`
    );
    const place = locate(rendering.text, error.offset, names);
    message = `The template does not render to JSON: ${error.reason}, at "${place.excerpt}". Compare the quotes, colons and brackets before that place.`;
    // Blocks that are left out or repeated shift the lines.
    if (lineCount(text) === lineCount(rendering.text)) line = place.line;
  }
  if (always) findings.problem('template', error.code, message, line === null ? null : { line });
  else findings.warn('template', error.code, `With some rows: ${message}`);
}

const lineCount = (text: string): number => text.split('\n').length;

const REPAIR_MESSAGES: Readonly<Record<Repair, string>> = {
  commas:
    'The template renders to JSON with commas too many: repeated, leading or trailing ones. They were left out.',
  quotes: 'The template has typographic quotes (“ ” „) where JSON wants ". They were read as such.',
};

export function reportRepairs(
  repairs: readonly Repair[],
  report: (code: string, message: string) => void
): void {
  for (const repair of repairs) report(`repaired-${repair}`, REPAIR_MESSAGES[repair]);
}

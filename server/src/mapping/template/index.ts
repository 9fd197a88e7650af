import { createRequire } from 'node:module';
import type Library from 'handlebars';
import type { Problem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/problems';
import { ConnectorError, messageOf } from '../../utils/errors';
import { type Diagnostics, positionAt } from '../diagnostics';
import { HELPERS } from './helpers';
import { type KnownNames, resolveTemplate, type TemplateNames } from './names';
import { CONDITION_BLOCKS, CONTEXT_BLOCKS, templateFault } from './syntax';
import { hasTokenCharacter, textOf, token, UserValue, withoutGaps } from '../values/rendered';

/** As one file, as browsers load it: its forty modules, some for source maps, would be a tenth of the work of starting a worker. */
const Handlebars = createRequire(__filename)('handlebars/dist/handlebars') as typeof Library;

/** A value that the template put in. */
export interface Output {
  /** Number of its site. */
  site: number;
  value: unknown;
}

/** What a template rendered: its own text, with a token for each value, and the values apart. */
export interface Rendering {
  text: string;
  outputs: Output[];
}

export interface Template extends TemplateNames {
  /**
   * Renders the template for one row's variables, as `contextOf` gives them.
   * Throws `rendered-too-long`, or `template-error` where a helper fails.
   */
  render(variables: Context, assumption?: Assumption): Rendering;
}

/** How some of a template's conditions are taken to come out, whatever the values. */
export interface Assumption {
  /** Their numbers. */
  conditions: ReadonlySet<number>;
  isTrue: boolean;
}

/** Variables by name. */
export type Context = Record<string, unknown>;

/**
 * Handlebars compares the objects that blocks go through with `!=`, which asks a list of texts and
 * this object for a primitive value. This one is never equal to any.
 */
const CONTEXT_PROTOTYPE = Object.assign(Object.create(null) as object, {
  [Symbol.toPrimitive]: () => Number.NaN,
});

/** Variables as a template sees them: an object without inherited names, so that every name is a safe one. */
export function contextOf(variables: Iterable<readonly [string, unknown]>): Context {
  const context = Object.create(CONTEXT_PROTOTYPE) as Context;
  for (const [name, value] of variables) context[name] = value;
  return context;
}

/** The names that a template puts in or decides by. */
export const namesIn = ({ sites, controls }: TemplateNames): string[] => [
  ...new Set([...sites.flatMap(({ variables }) => variables), ...controls]),
];

const OUTPUT_LIMIT = 10_000;
const TEMPLATE_LENGTH = 65_536;
const TEMPLATE_DEPTH = 50;

/**
 * Compiles a Handlebars template. Values never enter its text: a token stands for each, and is
 * replaced only in the parsed document, so that no value can change what surrounds it.
 * Null where the template cannot be used; `diagnostics` says why.
 *
 */
export function compileTemplate(
  text: string,
  known: KnownNames,
  renderedLength: number,
  diagnostics: Diagnostics
): Template | null {
  const program = parseTemplate(text, diagnostics);
  if (!program) return null;
  const problemsBefore = diagnostics.problems.length;
  const names = resolveTemplate(program, known, diagnostics);
  if (diagnostics.problems.length > problemsBefore) return null;

  let outputs: Output[] = [];
  let length = 0;
  let assumed: Assumption | null = null;
  const emit = (site: number, given: unknown): string => {
    const value = withoutGaps(given);
    length += textOf(value).length;
    if (outputs.length >= OUTPUT_LIMIT) throw tooLong(OUTPUT_LIMIT, 'values');
    if (length > renderedLength) throw tooLong(renderedLength, 'characters');
    outputs.push({ site, value });
    return token(outputs.length - 1);
  };
  const decide = (condition: number, value: unknown): unknown =>
    assumed?.conditions.has(condition) ? assumed.isTrue : value;
  const delegate = environment({ emit, decide }).compile<Context>(program, {
    knownHelpers: KNOWN_HELPERS,
    knownHelpersOnly: true,
    noEscape: true,
  });

  return {
    ...names,
    render(values, assumption) {
      outputs = [];
      length = 0;
      assumed = assumption ?? null;
      const rendered = render(delegate, values);
      if (rendered.length + length > renderedLength) throw tooLong(renderedLength, 'characters');
      return { text: rendered, outputs };
    },
  };
}

const KNOWN_HELPERS = Object.fromEntries(
  [
    'emit',
    'decide',
    'userValue',
    ...Object.keys(HELPERS),
    ...CONDITION_BLOCKS,
    ...CONTEXT_BLOCKS,
  ].map((name) => [name, true])
);

function environment(calls: {
  emit(site: number, value: unknown): string;
  decide(condition: number, value: unknown): unknown;
}): typeof Handlebars {
  const own = Handlebars.create();
  for (const name of ['log', 'lookup']) own.unregisterHelper(name);
  own.registerHelper('emit', calls.emit);
  own.registerHelper('decide', calls.decide);
  own.registerHelper('userValue', (attribute: string) => new UserValue(attribute));
  for (const [name, helper] of Object.entries(HELPERS)) {
    // The last thing a helper is given is Handlebars' own options.
    own.registerHelper(name, (...values: unknown[]) => helper(...values.slice(0, -1)));
  }
  return own;
}

/** Why a template is not even parsed, which takes Handlebars long where blocks are nested deeply. */
function refuse(text: string): Problem | null {
  if (hasTokenCharacter(text)) return problem('template-syntax/noncharacters');
  const { length } = text;
  if (length > TEMPLATE_LENGTH) {
    return problem('template-syntax/too-long', { length, most: TEMPLATE_LENGTH });
  }
  let depth = 0;
  for (const [mark] of text.matchAll(/\{\{~?(?:#|\^\s*[^\s}~]|\/)/g)) {
    depth += mark.endsWith('/') ? -1 : 1;
    if (depth > TEMPLATE_DEPTH) {
      return problem('template-syntax/too-deep', { most: TEMPLATE_DEPTH, of: 'blocks' });
    }
  }
  return null;
}

/** Where helpers in parentheses hold each other too deeply for Handlebars; null where nowhere. */
function tooDeepAt(text: string): number | null {
  for (const { 0: statement, index } of text.matchAll(/\{\{[^}]*/g)) {
    let depth = 0;
    for (const [offset, character] of [...statement].entries()) {
      if (character === '(') depth += 1;
      if (character === ')') depth -= 1;
      if (depth > TEMPLATE_DEPTH) return index + offset;
    }
  }
  return null;
}

/** The tree of a template; null where it cannot be read, and `diagnostics` says why. */
export function parseTemplate(text: string, diagnostics: Diagnostics): hbs.AST.Program | null {
  const refusal = refuse(text);
  if (refusal !== null) {
    diagnostics.problem('template', refusal);
    return null;
  }
  const deep = tooDeepAt(text);
  if (deep !== null) {
    const what = problem('template-syntax/too-deep', { most: TEMPLATE_DEPTH, of: 'helpers' });
    diagnostics.problem('template', what, positionAt(text, deep));
    return null;
  }
  try {
    return Handlebars.parse(text, { ignoreStandalone: true });
  } catch (error) {
    const { message, lineNumber, column } = error as Error & {
      lineNumber?: number;
      column?: number;
    };
    const line = lineNumber ?? Number(/on line (\d+)/.exec(message)?.[1] ?? Number.NaN);
    diagnostics.problem(
      'template',
      problem('template-syntax', { detail: templateFault(message) }),
      Number.isFinite(line) ? { line, column: column === undefined ? undefined : column + 1 } : null
    );
    return null;
  }
}

function render(delegate: HandlebarsTemplateDelegate<Context>, values: Context): string {
  try {
    return delegate(values);
  } catch (error) {
    if (error instanceof ConnectorError) throw error;
    throw new ConnectorError(problem('template-error', { detail: messageOf(error) }), {
      cause: error,
    });
  }
}

const tooLong = (most: number, of: 'values' | 'characters'): ConnectorError =>
  new ConnectorError(problem('rendered-too-long', { most, of }));

import type {} from 'handlebars';
import type { Problem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/problems';
import type { Diagnostics, Position } from '../diagnostics';
import { HELPERS } from './helpers';
import { findName, looksLike, nearTo, shownName } from '../names';
import {
  asPath,
  type Condition,
  CONDITION_BLOCKS,
  CONTEXT_BLOCKS,
  isBlock,
  isContent,
  isMustache,
  isPath,
  isSubExpression,
  type Node,
  number,
  positionOf,
  usesOf,
} from './syntax';
import { readUserName } from '../values/rendered';

/** A place in the template where a value is put in. */
export interface Site {
  /** The variables that the value comes from. */
  variables: readonly string[];
  /** Where it stands in the template. */
  position: Position;
  /** The attributes of the record's user whose values are put in. */
  userValues: readonly string[];
}

export interface TemplateNames {
  /** By the number that each output was given. */
  sites: Site[];
  /** The variables that decide what is rendered, in a block. */
  controls: Set<string>;
  conditions: Condition[];
}

/** What a template may name. */
export interface KnownNames {
  /** Every name that the row gives; null where they are not all known. */
  columns: readonly string[] | null;
  /** The variables that the profile defines. */
  defined: readonly string[];
  /** Whether it was made of fields: there `user.extension` is the user's, whatever a column is called. */
  isMade: boolean;
}

/** What names mean at a place: the row's variables, or parts of the variables that a block goes through. */
interface Level {
  isRow: boolean;
  variables: readonly string[];
  blockParams: readonly string[];
}

const ROW: Level = { isRow: true, variables: [], blockParams: [] };
const DATA_NAMES = ['index', 'key', 'first', 'last'];

/**
 * Checks every statement of a template, leads every name to its variable (with another case, where
 * that is the only one), and makes every output a call of the helper `emit` with its site's number.
 * The tree is changed in place. Where not all names are known, every name is taken for one, unless
 * it is `user.extension` or the like and `user` is not among those that are defined.
 */
export function resolveTemplate(
  program: hbs.AST.Program,
  known: KnownNames,
  diagnostics: Diagnostics
): TemplateNames {
  const resolver = new Resolver(known, diagnostics);
  resolver.program(program, [ROW]);
  const { sites, controls, conditions } = resolver;
  return { sites, controls, conditions };
}

class Resolver {
  readonly sites: Site[] = [];
  readonly controls = new Set<string>();
  readonly conditions: Condition[] = [];
  private readonly userValueCalls = new Set<hbs.AST.Expression>();
  /** The variables that parameters have been led to. */
  private readonly named = new Map<hbs.AST.Expression, readonly string[]>();

  private readonly variables: readonly string[] | null;

  constructor(
    private readonly known: KnownNames,
    private readonly diagnostics: Diagnostics
  ) {
    this.variables = known.columns;
  }

  private refuse(what: Problem, node: Node): void {
    this.diagnostics.problem('template', what, positionOf(node));
  }

  program(program: hbs.AST.Program | undefined, levels: readonly Level[]): void {
    for (const [index, statement] of (program?.body ?? []).entries()) {
      if (isMustache(statement)) {
        (program as hbs.AST.Program).body[index] = this.output(statement, levels);
      } else if (isBlock(statement)) {
        this.block(statement, levels);
      } else if (/^(?:Partial|Decorator)/.test(statement.type)) {
        this.refuse(problem('template-partial'), statement);
      } else if (isContent(statement) && statement.value.includes('{{')) {
        this.refuse(problem('template-syntax/escaped'), statement);
      }
    }
  }

  private output(
    statement: hbs.AST.MustacheStatement,
    levels: readonly Level[]
  ): hbs.AST.MustacheStatement {
    const path = asPath(statement.path);
    const isCall = statement.params.length > 0 || Boolean(statement.hash);
    const attribute = isCall ? this.fallback(statement, levels) : this.userValue(path, levels);
    const userValues = attribute === null ? [] : [attribute];
    let variables: readonly string[] = [];
    let value: hbs.AST.Expression = path;
    if (isCall) {
      variables = this.call({ ...statement, path }, levels);
      value = {
        type: 'SubExpression',
        path,
        params: statement.params,
        hash: statement.hash,
        loc: statement.loc,
      } as hbs.AST.SubExpression;
    } else if (attribute === null) variables = this.path(path, levels);
    else value = this.callOfUserValue(attribute, path);
    const site = this.sites.push({ variables, position: positionOf(statement), userValues }) - 1;
    return {
      ...statement,
      path: { ...path, parts: ['emit'], original: 'emit', depth: 0, data: false },
      params: [number(site, statement), value],
      hash: undefined as unknown as hbs.AST.Hash,
      escaped: false,
    };
  }

  /** The attribute of the record's user that a path means; null where it means something else. */
  private userValue(path: hbs.AST.Expression, levels: readonly Level[]): string | null {
    if (!isPath(path)) return null;
    const isRoot = path.data === true && path.parts[0] === 'root';
    if (!isRoot && (path.data || !levels[levels.length - 1 - path.depth]?.isRow)) return null;
    const parts = isRoot ? path.parts.slice(1) : path.parts;
    const isNamedByBlock = levels.some(({ blockParams }) => blockParams.includes(parts[0] ?? ''));
    if (!isRoot && path.depth === 0 && isNamedByBlock) return null;
    const { columns, defined, isMade } = this.known;
    const name = readUserName(
      parts,
      isMade ? [] : (columns ?? defined),
      isMade || columns !== null
    );
    if (name === null) return null;
    if ('attribute' in name) return name.attribute;
    this.refuse(name, path);
    return null;
  }

  /** The attribute of the user that stands in for an empty value: `{{default x user.extension}}`. */
  private fallback(statement: hbs.AST.MustacheStatement, levels: readonly Level[]): string | null {
    const [, otherwise, ...more] = statement.params;
    const isDefault = asPath(statement.path).original === 'default' && more.length === 0;
    if (!isDefault || !otherwise) return null;
    const attribute = this.userValue(otherwise, levels);
    if (attribute !== null) statement.params[1] = this.callOfUserValue(attribute, otherwise);
    return attribute;
  }

  /** A call of a helper, in an output or in parentheses; answers the variables it is given. */
  private call(
    node: {
      path: hbs.AST.PathExpression;
      params: hbs.AST.Expression[];
      hash?: hbs.AST.Hash;
      loc: hbs.AST.SourceLocation;
      type: string;
    },
    levels: readonly Level[]
  ): string[] {
    const name = node.path.original;
    if (!Object.hasOwn(HELPERS, name)) this.unknownHelper(name, node);
    return this.parameters(node, levels);
  }

  private unknownHelper(name: string, node: Node & { params: hbs.AST.Expression[] }): void {
    const words = [
      name,
      ...node.params.map((param) => String((param as { original?: unknown }).original)),
    ].join(' ');
    const column = this.variables && findName(words, this.variables);
    const known = [...Object.keys(HELPERS), ...CONDITION_BLOCKS, ...CONTEXT_BLOCKS];
    this.refuse(
      column
        ? problem('unknown-helper/blanks', { column })
        : problem('unknown-helper', { name, near: nearTo(name, known), allowed: known }),
      node
    );
  }

  private parameters(
    node: { params: hbs.AST.Expression[]; hash?: hbs.AST.Hash },
    levels: readonly Level[]
  ): string[] {
    const given = [...node.params, ...(node.hash?.pairs ?? []).map(({ value }) => value)];
    return [...new Set(given.flatMap((param) => this.parameter(param, levels)))];
  }

  private parameter(param: hbs.AST.Expression, levels: readonly Level[]): readonly string[] {
    if (this.userValueCalls.has(param)) return [];
    if (isSubExpression(param)) return this.call({ ...param, path: asPath(param.path) }, levels);
    if (!isPath(param) || this.isRefused(param, levels)) return [];
    const variables = this.path(param, levels);
    this.named.set(param, variables);
    return variables;
  }

  /** A call of the helper that gives a value of the user, which no template can call by itself. */
  private callOfUserValue(attribute: string, { loc }: Node): hbs.AST.SubExpression {
    const name = 'userValue';
    const call = {
      type: 'SubExpression',
      path: { type: 'PathExpression', parts: [name], original: name, depth: 0, data: false, loc },
      params: [{ type: 'StringLiteral', value: attribute, original: attribute, loc }],
      loc,
    } as unknown as hbs.AST.SubExpression;
    this.userValueCalls.add(call);
    return call;
  }

  /** What is computed or decided while the template is rendered cannot know what the user will have. */
  private isRefused(path: hbs.AST.PathExpression, levels: readonly Level[]): boolean {
    const attribute = this.userValue(path, levels);
    if (attribute === null) return false;
    this.refuse(problem('user-value-in-helper', { name: attribute }), path);
    return true;
  }

  private block(block: hbs.AST.BlockStatement, levels: readonly Level[]): void {
    const name = block.path.original;
    const isHelper = CONTEXT_BLOCKS.includes(name) || CONDITION_BLOCKS.includes(name);
    if (!isHelper && block.params.length > 0) {
      const near = nearTo(name, [...CONDITION_BLOCKS, ...CONTEXT_BLOCKS]);
      const what = Object.hasOwn(HELPERS, name)
        ? problem('unknown-helper/no-block', { name })
        : problem('unknown-helper/block', { name, near });
      return this.refuse(what, block);
    }
    if (isHelper && block.params.length !== 1) {
      const count = block.params.length;
      return this.refuse(problem('template-syntax/one-value', { name, count }), block);
    }
    if (!isHelper && this.isRefused(asPath(block.path), levels)) return;
    const variables = isHelper
      ? this.parameters(block, levels)
      : [...this.path(asPath(block.path), levels)];
    for (const variable of variables) this.controls.add(variable);
    const uses = isHelper ? usesOf(block.params, this.named) : { tested: variables, compared: [] };
    const canBeAssumed = CONDITION_BLOCKS.includes(name);
    const position = positionOf(block);
    const condition = this.conditions.push({ ...uses, canBeAssumed, position }) - 1;
    if (canBeAssumed) this.callDecide(block, condition);
    const inner: Level = { isRow: false, variables, blockParams: block.program?.blockParams ?? [] };
    this.program(block.program, CONDITION_BLOCKS.includes(name) ? levels : [...levels, inner]);
    this.program(block.inverse, levels);
  }

  /** Lets a condition be taken for true or false, whatever its values. */
  private callDecide(block: hbs.AST.BlockStatement, condition: number): void {
    const { loc } = block;
    block.params = [
      {
        type: 'SubExpression',
        path: { ...asPath(block.path), parts: ['decide'], original: 'decide', loc },
        params: [number(condition, block), ...block.params],
        loc,
      } as hbs.AST.SubExpression,
    ];
  }

  /** Leads a path to its variable and answers the variables that it reads. */
  private path(path: hbs.AST.PathExpression, levels: readonly Level[]): readonly string[] {
    const [first] = path.parts;
    if (path.data) return this.dataPath(path, levels);
    if (path.depth === 0 && first !== undefined) {
      const block = [...levels].reverse().find(({ blockParams }) => blockParams.includes(first));
      if (block) return block.variables;
    }
    const level = levels[levels.length - 1 - path.depth];
    if (!level) {
      this.refuse(problem('template-syntax/outside', { name: path.original }), path);
      return [];
    }
    if (!level.isRow) return level.variables;
    if (first === undefined) {
      this.refuse(problem('template-syntax/whole-row', { name: path.original }), path);
      return [];
    }
    return this.variable(path, path.parts);
  }

  /** `@root.name` is a variable of the row; `@index` and its like belong to {{#each}}. */
  private dataPath(path: hbs.AST.PathExpression, levels: readonly Level[]): readonly string[] {
    const [first, ...rest] = path.parts;
    if (first === 'root' && rest.length > 0) return this.variable(path, rest);
    // The names of an object's parts may be data as well.
    if (first === 'key') return levels.flatMap(({ variables }) => variables);
    if (!DATA_NAMES.includes(first ?? '')) {
      const allowed = DATA_NAMES.map((name) => `@${name}`);
      this.refuse(problem('template-syntax/data', { name: path.original, allowed }), path);
    }
    return [];
  }

  private variable(path: hbs.AST.PathExpression, given: readonly string[]): readonly string[] {
    // Handlebars leaves the brackets on where there is a line break between them.
    const parts = given.map((part) => /^\[([^\]]*\n[^\]]*)\]$/.exec(part)?.[1] ?? part);
    const written = parts.join('.');
    const [first = ''] = parts;
    const name =
      this.variables === null
        ? first
        : (findName(first, this.variables) ?? findName(written, this.variables));
    if (name === null) {
      // Of two that are as near, the one that somebody has defined is meant.
      const near = nearTo(written, [...this.known.defined, ...(this.variables ?? [])]);
      const what = problem('unknown-variable', { name: shownName(written), near });
      this.diagnostics.warn('template', what);
    } else if (name !== first && name !== written) {
      const differs = looksLike(name, written) ? 'invisibly' : 'case';
      const names = { name: shownName(written), variable: shownName(name) };
      this.diagnostics.warn('template', problem('variable-case', { ...names, differs }));
    }
    const rest = name === null || findName(first, [name]) === null ? [] : parts.slice(1);
    const own = [name ?? written, ...rest];
    // From inside a block by way of the root: Handlebars takes an item equal to the one around it for the same level.
    // In both forms the name cannot be taken for the helper of the same name.
    path.data = path.data || path.depth > 0;
    path.depth = 0;
    path.parts = path.data ? ['root', ...own] : own;
    path.original = `${path.data ? '@' : './'}${path.parts.join('/')}`;
    return [name ?? written];
  }
}

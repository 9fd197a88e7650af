import path from 'node:path';

import { version } from '../../../package.json';
import type { ProfileProblem } from '../../../shared/contracts/profile-views';
import type { InvalidValue } from '../utils/validation';
import { openApp } from './app';
import { HELP, readArguments, UsageError, wantsJson, type Arguments } from './arguments';
import { COMMANDS, type Outcome } from './commands';
import { EXIT } from './report';

export { reportText } from './report';

type Print = (text: string) => Promise<void>;

/** Sends whatever anything else prints to standard error, and returns the only way to standard output. */
const takeStandardOutput = (): Print => {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;
  return (text) =>
    new Promise((resolve) => {
      write(text.endsWith('\n') ? text : `${text}\n`, () => resolve());
    });
};

/** The paths are those of the folder the command was given in; loading the app changes it. */
const withAbsolutePaths = (given: Arguments): Arguments => ({
  ...given,
  app: path.resolve(given.app),
  file: given.file === null ? null : path.resolve(given.file),
  operand: given.command === 'import-profile' ? path.resolve(given.operand) : given.operand,
});

const execute = async (given: Arguments): Promise<Outcome> => {
  const strapi = await openApp(given.app);
  try {
    return await COMMANDS[given.command]({ strapi, arguments: given });
  } finally {
    await strapi.destroy();
  }
};

/** Expressions, templates and filters have a place in their text. */
type Problem = InvalidValue & Partial<Pick<ProfileProblem, 'line' | 'column'>>;

interface Failure {
  code: string;
  message: string;
  /** Of a profile file that is not valid. */
  problems?: Problem[];
}

/** Errors of the app's own copy of the plugin are not instances of this bundle's classes; their codes tell them. */
const failureOf = (error: unknown): Failure => {
  if (!(error instanceof Error)) return { code: 'unexpected', message: String(error) };
  const { message } = error;
  if ('code' in error && typeof error.code === 'string' && /^[a-z-]+$/.test(error.code)) {
    return { code: error.code, message };
  }
  if (error.name === 'ValidationError' && 'details' in error) {
    const { errors: problems } = error.details as { errors?: Problem[] };
    return { code: 'invalid-value', message, problems };
  }
  process.stderr.write(`${error.stack}\n`);
  return { code: 'unexpected', message };
};

const placed = ({ path: place, message, line, column }: Problem): string => {
  const position = line == null ? '' : ` (line ${line}, column ${column ?? 1})`;
  return `- ${place.join('.')}${position}: ${message}`;
};

const textOf = ({ message, problems = [] }: Failure): string =>
  problems.length === 0
    ? message
    : ['what is given is not valid', ...problems.map(placed)].join('\n');

const isUsage = (error: unknown, { code }: Failure): boolean =>
  error instanceof UsageError || code === 'run-not-found';

/**
 * The command line, from the words after the program's name to the end of the process.
 * Exit codes: see `HELP`.
 */
export const run = async (words: string[]): Promise<void> => {
  const print = takeStandardOutput();
  try {
    const parsed = readArguments(words);
    if (parsed.print !== null) {
      await print(parsed.print === 'help' ? HELP : version);
      return process.exit(EXIT.succeeded);
    }
    const given = withAbsolutePaths(parsed.arguments);
    const { json, text, exitCode } = await execute(given);
    await print(given.json ? JSON.stringify(json, null, 2) : text);
    process.exit(exitCode);
  } catch (error) {
    const failure = failureOf(error);
    process.stderr.write(`directory-connector: ${textOf(failure)}\n`);
    if (wantsJson(words)) await print(JSON.stringify({ error: failure }, null, 2));
    process.exit(isUsage(error, failure) ? EXIT.usage : EXIT.failed);
  }
};

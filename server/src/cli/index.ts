import path from 'node:path';

import { version } from '../../../package.json';
import type { Params, ProblemView } from '../../../shared/codes/kinds';
import type { ProfileProblemView } from '../../../shared/contracts/profiles';
import { problem } from '../../../shared/codes/problems';
import { englishOf } from '../../../shared/codes/texts';
import { ConnectorError, errorCode, giveErrorsTexts } from '../utils/errors';
import { openApp } from './app';
import { HELP, readArguments, UsageError, wantsJson, type Arguments } from './arguments';
import type { BuildOptions } from './build';
import { COMMANDS } from './commands';
import { printOutcome, type Print } from './output';
import { EXIT } from './report';

giveErrorsTexts(englishOf);

// For programs that have loaded an app themselves.
export { readArguments } from './arguments';
export { COMMANDS } from './commands';
export { jsonPieces, textPieces } from './output';
export { reportText } from './report';

interface Output {
  print: Print;
  hasPrinted(): boolean;
}

/** How a reader such as `head`, which has had enough, is told of. */
const READER_GONE: ReadonlySet<string> = new Set(['EPIPE', 'EOF', 'ERR_STREAM_DESTROYED']);

/** Sends whatever anything else prints to standard error, and returns the only way to standard output. */
const takeStandardOutput = (): Output => {
  const { stdout, stderr } = process;
  const write = stdout.write.bind(stdout);
  stdout.write = stderr.write.bind(stderr) as typeof stdout.write;
  // `print` says so.
  stdout.on('error', () => undefined);
  let hasPrinted = false;
  return {
    print: (text) =>
      new Promise((resolve, reject) => {
        hasPrinted = true;
        write(text, (error) => {
          const code = errorCode(error);
          if (!error || READER_GONE.has(code)) resolve(!error);
          else reject(new ConnectorError(problem('output-failed', { code }), { cause: error }));
        });
      }),
    hasPrinted: () => hasPrinted,
  };
};

/** The paths are those of the folder the command was given in; loading the app changes it. */
const withAbsolutePaths = (given: Arguments): Arguments => ({
  ...given,
  app: path.resolve(given.app),
  file: given.file === null ? null : path.resolve(given.file),
  add: given.add === null ? null : path.resolve(given.add),
  operand: given.command === 'import-profile' ? path.resolve(given.operand) : given.operand,
});

/** What changes nothing may look at an app that is compiled in part. */
const buildOf = ({ command, compile, strict }: Arguments): BuildOptions => {
  const doesRun = command === 'test' || command === 'run' || command === 'work';
  return { demand: doesRun ? (strict ? 'current' : 'complete') : 'usable', compile };
};

/** Runs a command and prints what it answers while the app is there to read it from. */
const execute = async (given: Arguments, { print }: Output): Promise<number> => {
  const purpose = given.command === 'work' ? 'work' : 'command';
  const strapi = await openApp(given.app, buildOf(given), purpose);
  try {
    const answer = await COMMANDS[given.command]({ strapi, arguments: given });
    await printOutcome(answer, given.json, print);
    return answer.exitCode;
  } finally {
    await strapi.destroy();
  }
};

interface Failure extends ProblemView {
  /** Of a profile file that is not valid. */
  problems?: ProfileProblemView[];
}

/** Errors of the app's own copy of the plugin are not instances of this bundle's classes; their codes tell them. */
const failureOf = (error: unknown): Failure => {
  if (!(error instanceof Error)) return { code: 'unexpected', message: String(error) };
  const { message } = error;
  if ('code' in error && typeof error.code === 'string' && /^[a-z-]+$/.test(error.code)) {
    const params = 'params' in error ? { params: error.params as Params } : {};
    return { code: error.code, message, ...params };
  }
  if (error.name === 'ValidationError' && 'details' in error) {
    const { errors: problems } = error.details as { errors?: ProfileProblemView[] };
    return { code: 'invalid-value', message, problems };
  }
  process.stderr.write(`${error.stack}\n`);
  return { code: 'unexpected', message };
};

const placed = ({ path: place, message, line, column }: ProfileProblemView): string => {
  const position = line == null ? '' : ` (line ${line}, column ${column ?? 1})`;
  return `- ${place.join('.')}${position}: ${message}`;
};

const textOf = ({ message, problems = [] }: Failure): string =>
  problems.length === 0
    ? message
    : ['what is given is not valid', ...problems.map(placed)].join('\n');

/** What a command names, and is not there. */
const UNKNOWN: ReadonlySet<string> = new Set(['run-not-found', 'nobody-known', 'nobody-kept-out']);

const isUsage = (error: unknown, { code }: Failure): boolean =>
  error instanceof UsageError || UNKNOWN.has(code);

/**
 * The command line, from the words after the program's name to the end of the process.
 * Exit codes: see `HELP`.
 */
export const run = async (words: string[]): Promise<void> => {
  const output = takeStandardOutput();
  try {
    const parsed = readArguments(words);
    if (parsed.print !== null) {
      await output.print(parsed.print === 'help' ? HELP : `${version}\n`);
      return process.exit(EXIT.succeeded);
    }
    const given = withAbsolutePaths(parsed.arguments);
    process.exit(await execute(given, output));
  } catch (error) {
    const failure = failureOf(error);
    process.stderr.write(`directory-connector: ${textOf(failure)}\n`);
    const isWanted = wantsJson(words) && !output.hasPrinted();
    if (isWanted) await output.print(`${JSON.stringify({ error: failure }, null, 2)}\n`);
    process.exit(isUsage(error, failure) ? EXIT.usage : EXIT.failed);
  }
};

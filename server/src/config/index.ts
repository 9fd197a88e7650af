import { englishOf } from '../../../shared/codes/texts';
import { countryProblems } from '../settings/checks';
import { check } from '../utils/validation';
import { defaultOptions, optionsSchema } from './options';

export default {
  default: defaultOptions,
  /** Ends the start of Strapi with an error that names every option that is wrong. */
  validator(options: unknown): void {
    const result = check(optionsSchema, options);
    const problems = result.success ? countryProblems(result.data) : result.problems;
    if (problems.length === 0) return;
    const lines = problems.map((found) => `- ${found.path.join('.')}: ${englishOf(found)}`);
    throw new Error(`these options of config/plugins are wrong:\n${lines.join('\n')}`);
  },
};

import type { StreamParser } from '@codemirror/language';

/** What is found by a rule of a state, and where reading goes on; in the same state unless it is said otherwise. */
export interface Rule {
  /** Finds at least one character, from where reading is. */
  regex: RegExp;
  token?: string | ((found: string) => string);
  /** A state in the place of all that are begun. */
  next?: string;
  /** A state within this one, until a rule of it ends it with `pop`. */
  push?: string;
  pop?: true;
}

/** A language that is read by the first rule that fits, beginning in the state `start`. */
export const readBy = (
  states: Record<string, Rule[]>,
  { name, ...languageData }: { name: string } & Record<string, unknown>
): StreamParser<string[]> => ({
  name,
  languageData,
  startState: () => ['start'],
  copyState: (stack) => [...stack],
  token(stream, stack) {
    const rules = states[stack.at(-1) ?? ''] ?? [];
    const rule = rules.find(({ regex }) => stream.match(regex));
    if (!rule) stream.next();
    if (rule?.next) stack.splice(0, stack.length, rule.next);
    if (rule?.push) stack.push(rule.push);
    if (rule?.pop) stack.pop();
    const token = rule?.token ?? null;
    return typeof token === 'function' ? token(stream.current()) : token;
  },
});

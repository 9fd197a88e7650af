import {
  CONNECTION_STEPS,
  type ConnectionStep,
  type ConnectionStepName,
  type ConnectionTest,
} from '../../../../shared/contracts/ldap';
import type { Problem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/problems';
import type { LdapSource } from '../../../../shared/profile/ldap';
import type { NetworkOptions } from '../types';
import type { ServerAddress } from './address';
import { connectTo, type Observer, serverAddresses } from './connect';
import type { LdapConnection } from './connection';
import { planReading, type ReadPlan } from './directory';
import { LdapError } from './errors';
import { searchAll } from './search';
import { checkBase } from './server';
import { forScreen } from './settings';

/** How long entries are counted. */
const COUNTING_MS = 20_000;
/** What every server is asked; the rest only the first one that answers. */
const OF_EACH_SERVER = CONNECTION_STEPS.slice(0, CONNECTION_STEPS.indexOf('bind') + 1);
const OF_CONTENT = CONNECTION_STEPS.slice(OF_EACH_SERVER.length);

/** Notes the steps of one server as they happen. */
class Protocol implements Observer {
  readonly steps: ConnectionStep[] = [];
  private current: ConnectionStepName = 'name';

  constructor(private readonly server: string) {}

  enter(step: ConnectionStepName): void {
    this.current = step;
  }

  done(found: Problem, warning: Problem | null = null): void {
    this.note(warning === null ? 'ok' : 'warning', found, warning);
  }

  /** The step that is going on failed, and those of `all` that would have come after it are left out. */
  failed(error: LdapError, all: readonly ConnectionStepName[]): void {
    this.note('failed', error.problem, null);
    this.skip(all.slice(all.indexOf(this.current) + 1));
  }

  skip(steps: readonly ConnectionStepName[]): void {
    for (const step of steps) {
      this.steps.push({ ...this.at(step), status: 'skipped', found: null, warning: null });
    }
  }

  private note(status: ConnectionStep['status'], found: Problem, warning: Problem | null): void {
    this.steps.push({ ...this.at(this.current), status, found, warning });
  }

  private at(step: ConnectionStepName): Pick<ConnectionStep, 'server' | 'step'> {
    return { server: this.server, step };
  }
}

const asLdapError = (error: unknown): LdapError => {
  if (error instanceof LdapError) return error;
  throw error;
};

const countEntries = async (
  connection: LdapConnection,
  { settings, paging }: ReadPlan
): Promise<{ count: number; isComplete: boolean }> => {
  const { baseDn, scope, filter } = settings;
  const search = { baseDn, scope, filter, attributes: ['1.1'] };
  const deadline = performance.now() + COUNTING_MS;
  let count = 0;
  for await (const entries of searchAll(connection, search, paging)) {
    count += entries.length;
    if (performance.now() > deadline) return { count, isComplete: false };
  }
  return { count, isComplete: true };
};

const checkBases = async (
  connection: LdapConnection,
  { settings: { baseDn, groups } }: ReadPlan,
  protocol: Protocol
): Promise<void> => {
  const bases = groups && groups.baseDn !== baseDn ? [baseDn, groups.baseDn] : [baseDn];
  for (const base of bases) await checkBase(connection, base);
  const [, inGroups = null] = bases;
  protocol.done(problem('ldap-step/base', { dn: baseDn, groups: inGroups }));
};

const vendorStep = (plan: ReadPlan, source: LdapSource, protocol: Protocol): void => {
  const { description, defaults } = plan;
  const isOther = source.vendor !== null && source.vendor !== description.vendor;
  protocol.done(
    description.vendor === 'other'
      ? problem('ldap-step/vendor-unknown')
      : problem('ldap-step/vendor', { vendor: isOther ? description.vendor : defaults.name }),
    isOther ? problem('ldap-warning/other-vendor', { vendor: defaults.name }) : null
  );
};

const pagingStep = ({ paging, description }: ReadPlan, protocol: Protocol): void => {
  if (paging.pageSize !== null) {
    const announced = description.supportsPaging === true;
    protocol.done(problem('ldap-step/paging', { size: paging.pageSize, announced }));
    return;
  }
  protocol.done(problem('ldap-step/no-paging'), problem('ldap-warning/no-paging'));
};

const entriesStep = async (
  connection: LdapConnection,
  plan: ReadPlan,
  protocol: Protocol
): Promise<number | null> => {
  const { count, isComplete } = await countEntries(connection, plan);
  if (!isComplete) {
    protocol.done(problem('ldap-step/more-entries', { count, seconds: COUNTING_MS / 1000 }));
    return null;
  }
  if (count === 0) {
    throw new LdapError(problem('no-rows/directory', { dn: plan.settings.baseDn }));
  }
  protocol.done(problem('ldap-step/entries', { count }));
  return count;
};

type Content = Pick<ConnectionTest, 'vendor' | 'namingContexts' | 'entries'>;

const checkBaseIsGiven = ({ baseDn }: LdapSource, { namingContexts }: Content): void => {
  if (baseDn !== '') return;
  throw new LdapError(problem('base-dn-missing/offered', { offered: namingContexts }));
};

const testContent = async (
  connection: LdapConnection,
  source: LdapSource,
  protocol: Protocol
): Promise<Content> => {
  const content: Content = { vendor: null, namingContexts: [], entries: null };
  try {
    protocol.enter('vendor');
    const plan = await planReading(connection, source);
    content.vendor = plan.defaults;
    content.namingContexts = plan.description.namingContexts;
    vendorStep(plan, source, protocol);
    protocol.enter('base');
    checkBaseIsGiven(source, content);
    await checkBases(connection, plan, protocol);
    protocol.enter('paging');
    pagingStep(plan, protocol);
    protocol.enter('entries');
    content.entries = await entriesStep(connection, plan, protocol);
  } catch (error) {
    protocol.failed(asLdapError(error), CONNECTION_STEPS);
  }
  return content;
};

interface Tried {
  protocol: Protocol;
  connection: LdapConnection | null;
  error: LdapError | null;
}

const tryServer = async (
  server: ServerAddress,
  source: LdapSource,
  network: NetworkOptions
): Promise<Tried> => {
  const protocol = new Protocol(server.url);
  try {
    const connection = await connectTo(server, source, network, protocol);
    return { protocol, connection, error: null };
  } catch (thrown) {
    const error = asLdapError(thrown);
    protocol.failed(error, OF_EACH_SERVER);
    return { protocol, connection: null, error };
  }
};

/**
 * Tries what a run would do, step by step, with every server of a source; the directory itself is
 * looked at through the first one that answers. What fails is part of the answer, not an error.
 */
export const testConnection = async (
  given: LdapSource,
  network: NetworkOptions
): Promise<ConnectionTest> => {
  const source = forScreen(given);
  const protocols: Protocol[] = [];
  let isRefused = false;
  let content: Content | null = null;
  let ok = false;
  for (const server of serverAddresses(source)) {
    if (isRefused) {
      // One more wrong password could lock the user out.
      const left = new Protocol(server.url);
      left.skip(OF_EACH_SERVER);
      protocols.push(left);
      continue;
    }
    const { protocol, connection, error } = await tryServer(server, source, network);
    protocols.push(protocol);
    isRefused = error?.code === 'bind-refused';
    if (!connection) continue;
    if (!content) {
      content = await testContent(connection, source, protocol);
      ok = protocol.steps.every(({ status }) => status !== 'failed');
    }
    connection.close();
  }
  if (!content) protocols.at(-1)?.skip(OF_CONTENT);
  const steps = protocols.flatMap((protocol) => protocol.steps);
  return { vendor: null, namingContexts: [], entries: null, ...content, ok, steps };
};

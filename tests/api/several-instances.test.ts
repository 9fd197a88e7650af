import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

import request from 'supertest';

import type { RunEntity } from '../../server/src/storage/runs/run-entities';
import {
  describeWithDatabases,
  startDatabaseServer,
  type DatabaseServer,
} from '../support/databases';
import { createProfile, people, storageOf } from '../support/runs';
import { startSecondInstance } from '../support/second-instance';
import { startSmtpSink } from '../support/smtp-sink';
import { createTestApp, type TestApp } from '../support/strapi';
import { until } from '../support/until';

const RUN = 'plugin::directory-connector.connector-run';
const PROFILE = 'plugin::directory-connector.connector-profile';
const DAY_MS = 86_400_000;
const PATIENCE_MS = 600_000;

const OTHER_HOST = path.resolve(__dirname, '..', 'support', 'other-host.js');
/** What makes a process say that it is on a machine of that name. */
const onMachine = (name: string): NodeJS.ProcessEnv => ({
  NODE_OPTIONS: `--require ${OTHER_HOST}`,
  OTHER_HOST: name,
});
/** How long after the death of a run's process, wherever that was, its profile may run again. */
const TAKEOVER_MS = 75_000;

describeWithDatabases(
  'several instances',
  (kind) => {
    let server: DatabaseServer;
    let app: TestApp;
    let sink: Awaited<ReturnType<typeof startSmtpSink>>;
    let instances: Awaited<ReturnType<typeof startSecondInstance>>[] = [];
    const source = createServer();
    /** How many people there are: each profile brings some that no other one has. */
    let made = 0;
    const somePeople = (): string => {
      made += 3;
      return people(3, made);
    };

    beforeAll(async () => {
      server = await startDatabaseServer(kind);
      sink = await startSmtpSink();
      const network = { retries: 0, allowedHosts: ['127.0.0.1'], timeoutSeconds: 3600 };
      app = await createTestApp({
        database: await server.createDatabase(),
        plugin: { network, schedules: false },
        others: { email: sink.email },
      });
      await new Promise<void>((resolve) => source.listen(0, '127.0.0.1', resolve));
      // Only this process, which no test may kill, starts nothing.
      const file = path.join(app.folder, 'config', 'plugins.js');
      const config = await readFile(file, 'utf8');
      await writeFile(file, config.replace('"schedules":false', '"schedules":true'));
    });
    afterEach(async () => {
      for (const { kill } of instances) await kill();
      instances = [];
      source.removeAllListeners('request');
      const schedule = { enabled: false, cron: '0 3 29 2 *', timezone: 'UTC' };
      await app.strapi.db.query(PROFILE).updateMany({ where: {}, data: { schedule } });
    });
    afterAll(async () => {
      source.closeAllConnections();
      source.close();
      await app?.close();
      await sink?.stop();
      await server?.stop();
    });

    const makeProfile = (settings: object): Promise<string> => {
      const url = `http://127.0.0.1:${(source.address() as AddressInfo).port}/people.csv`;
      return createProfile(app.strapi, {
        source: { type: 'csv', delivery: 'url', url },
        ...settings,
      });
    };

    it.each([
      ['of one machine', () => ({})],
      ['of a machine each', onMachine],
    ])(
      '%s run each time of a schedule once, also when the holder of one is killed',
      async (_where, env) => {
        instances = await Promise.all(
          ['one', 'two', 'three'].map((name) => startSecondInstance(app.folder, env(name)))
        );
        const csv = somePeople();
        let requests = 0;
        source.on('request', (_request, response) => {
          requests += 1;
          // The second run waits for its file until it is killed.
          if (requests !== 2) response.end(csv);
        });
        const id = await makeProfile({
          schedule: { enabled: true, cron: '* * * * *', timezone: 'UTC' },
        });
        const runs = (): Promise<(RunEntity & { slot: string; owner: string })[]> =>
          app.strapi.db.query(RUN).findMany({ where: { profileId: id }, orderBy: { slot: 'asc' } });

        await until(() => requests === 2);
        const holder = (await runs()).find(({ status }) => status === 'running');
        const index = instances.findIndex(({ pid }) => holder?.owner.split(':')[1] === String(pid));
        const [killed] = instances.splice(index, 1);
        const killedAtMs = await storageOf(app.strapi).now();
        await killed?.kill();
        await until(
          async () => (await runs()).filter(({ status }) => status !== 'running').length > 4
        );

        const found = await runs();
        const minutes = found.map(({ slot }) => Date.parse(slot.split('@')[1] ?? '') / 60_000);
        expect(minutes).toEqual(minutes.map((_minute, place) => (minutes[0] ?? 0) + place));
        const ended = found.map(({ status }) => status).filter((status) => status !== 'running');
        expect(ended.filter((status) => status === 'interrupted')).toHaveLength(1);
        expect(ended.filter((status) => status === 'succeeded')).toHaveLength(ended.length - 1);

        const started = found.map(({ startedAtMs }) => Number(startedAtMs));
        const taken = Math.min(...started.filter((time) => time > killedAtMs)) - killedAtMs;
        process.stdout.write(`The next run started ${taken} ms after its holder was killed.\n`);
        expect(taken).toBeLessThan(TAKEOVER_MS);
      },
      PATIENCE_MS
    );

    it('start one run for a request that comes to each of them at once', async () => {
      instances = await Promise.all([1, 2].map(() => startSecondInstance(app.folder)));
      const csv = somePeople();
      source.on('request', (_request, response) => response.end(csv));
      const profile = await makeProfile({ name: 'Asked for twice' });
      const { accessKey } = await app.strapi.service('admin::api-token').create({
        ...{ name: 'Nightly', description: '', type: 'custom', lifespan: null },
        permissions: ['plugin::directory-connector.import.run'],
      });
      for (const key of ['first', 'second', 'third']) {
        const answers = await Promise.all(
          [...instances, ...instances].map(({ origin }) =>
            request(origin)
              .post('/api/directory-connector/profiles/Asked%20for%20twice/run')
              .set('Authorization', `Bearer ${accessKey}`)
              .set('Idempotency-Key', key)
              .send({ wait: 60 })
              .expect(200)
          )
        );
        expect(new Set(answers.map(({ body }) => body.data.id)).size).toBe(1);
      }
      expect(await app.strapi.db.query(RUN).count({ where: { profileId: profile } })).toBe(3);
    });

    it('write one mail for a cause between them', async () => {
      let csv = '';
      source.on('request', (_request, response) => response.end(csv));
      const hour = (new Date().getUTCHours() + 12) % 24;
      const id = await makeProfile({
        schedule: { enabled: true, cron: `0 ${hour} * * *`, timezone: 'UTC' },
        notify: { emails: ['ops@example.com'] },
      });
      const savedAtMs = (await storageOf(app.strapi).now()) - 3 * DAY_MS;
      await app.strapi.db.query(PROFILE).update({ where: { documentId: id }, data: { savedAtMs } });
      instances = await Promise.all(
        [app.folder, app.folder].map((one) => startSecondInstance(one))
      );
      const runInTurn = async (): Promise<Set<string>> => {
        const ends = new Set<string>();
        for (const instance of [...instances, ...instances]) {
          ends.add(await instance.start({ profileId: id, kind: 'run', trigger: 'manual' }));
        }
        return ends;
      };
      const { subjects } = sink;
      expect(await runInTurn()).toEqual(new Set(['failed']));
      await until(() => subjects.includes('is overdue'));
      csv = somePeople();
      expect(await runInTurn()).toEqual(new Set(['succeeded']));
      await Promise.all(instances.map(({ stop }) => stop()));
      instances = [];
      expect(subjects.toSorted()).toEqual(['failed', 'is overdue', 'works again']);
    });
  },
  'long'
);

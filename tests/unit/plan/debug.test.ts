import { PROFILE, plan } from './helpers';
import { Random, randomDatabase, randomPolicy, randomSource } from './random';
import { applyPlan } from './writer';
const brief = (db: any) =>
  ['user', 'phonebookEntry', 'phone'].flatMap((t) =>
    [...db.tables[t].values()].map(
      (r: any) =>
        `${t} ${r.id} owner=${r.owner} key=${r.key} user=${r.userId} prot=${r.protected} miss=${r.missingSince} ${JSON.stringify(Object.fromEntries(Object.entries(r.attributes).filter(([k, v]) => v !== null && !['authMethod', 'private'].includes(k))))}`
    )
  );
const rec = (r: any): any =>
  `${r.type} ${r.place} ${JSON.stringify(r.attributes)} owner=${r.owner} ${r.failed ? 'FAILED' : ''} [${r.children.map(rec).join('; ')}]`;
const chg = (c: any) =>
  `${c.sequence} row=${c.row} ${c.action} ${c.type} ${c.key} target=${c.target?.id} ${JSON.stringify(c.attributes)} user=${JSON.stringify(c.user)} vacate=${c.vacate} own=${c.own}`;
it('debug', async () => {
  const random = new Random(Number(process.env.SEED));
  const policy = randomPolicy(random);
  const db = randomDatabase(random, policy);
  const source = randomSource(random);
  const out: string[] = [
    JSON.stringify(policy),
    ...brief(db),
    '--',
    ...source.map(
      (r) =>
        `${r.row} ${r.filtered ? 'filtered' : ''} ${r.issues.length ? 'LOST' : ''} ${r.records.map(rec)}`
    ),
    '--',
  ];
  const cut = db.copy();
  const first = await plan(db, source, { policy });
  out.push(
    ...first.changes.map(chg),
    ...first.issues.map((i) => `${i.row} ${i.code} ${i.message}`)
  );
  process.stderr.write(out.join('\n') + '\n');
  applyPlan(db, first.changes, { profileId: PROFILE });
  out.push('-- after', ...brief(db), '-- second');
  const second = await plan(db, source, { policy });
  out.push(...second.changes.map(chg));
  if (process.env.BATCHES) {
    applyPlan(cut, first.changes, {
      profileId: PROFILE,
      batchSize: 1,
      batches: Number(process.env.BATCHES),
    });
    out.push('-- cut', ...brief(cut));
    const rest = await plan(cut, source, { policy });
    out.push(...rest.changes.map(chg));
    applyPlan(cut, rest.changes, { profileId: PROFILE });
    out.push('-- end', ...brief(cut));
  }
  process.stderr.write(out.join('\n') + '\n');
});

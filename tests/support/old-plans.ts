import type { Core } from '@strapi/strapi';

import type { ChangeView } from '../../shared/contracts/runs';

interface Block {
  id: number;
  shown: string;
}

const FLAGS = ['vacates', 'comes_along', 'leaves', 'applied'];

/** Makes all stored plans what they would be in form 2, in which each change said all by itself. */
export const storeInForm2 = async (strapi: Core.Strapi): Promise<void> => {
  const table = (name: string) => strapi.db.connection(`directory_connector_${name}`);
  const blocks: Block[] = await table('search_blocks').whereNotNull('shown');
  for (const { id, shown } of blocks) {
    for (const { sequence, key, label, difference, renaming } of JSON.parse(
      shown
    ) as (ChangeView & { sequence: number })[]) {
      await table('changes')
        .where({ block: id, sequence })
        .update({
          record_key: key,
          label,
          difference: JSON.stringify(difference),
          renaming: renaming ? JSON.stringify(renaming) : null,
          payload: 'enc:1:',
          disables: null,
        });
    }
  }
  for (const flag of FLAGS) {
    await table('changes')
      .whereNull(flag)
      .update({ [flag]: false });
  }
  await table('search_blocks').update({ size: null, shown: null, payload: null });
  await table('runs').update({ plan_form: 2 });
};

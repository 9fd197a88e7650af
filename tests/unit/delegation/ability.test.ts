import { engine } from '@strapi/permissions';

import { type Ability, canAtAll, isUnlimited } from '../../../server/src/delegation/ability';

const ACTION = 'plugin::directory-connector.profiles.edit';

/** What Strapi makes of somebody's permissions, one with each of these conditions. */
const callerWith = (
  ...conditions: (Record<string, unknown> | undefined)[]
): { userAbility: Ability } => {
  const { can, build } = engine.abilities.caslAbilityBuilder();
  for (const condition of conditions) can({ action: ACTION, ...(condition && { condition }) });
  return { userAbility: build() as unknown as Ability };
};

describe('who may do something with each profile', () => {
  it('is whoever has one permission without a condition', () => {
    const some = { adminRoles: { $in: ['vienna'] } };
    expect(isUnlimited(callerWith(undefined), 'profiles.edit')).toBe(true);
    expect(isUnlimited(callerWith(some), 'profiles.edit')).toBe(false);
    expect(isUnlimited(callerWith(some, some), 'profiles.edit')).toBe(false);
    expect(isUnlimited(callerWith(some, undefined), 'profiles.edit')).toBe(true);
    expect(isUnlimited(callerWith(undefined, some), 'profiles.edit')).toBe(true);
  });

  it('is nobody without the permission, nor who is not logged in', () => {
    for (const caller of [callerWith(), {}]) {
      expect(isUnlimited(caller, 'profiles.edit')).toBe(false);
      expect(canAtAll(caller, 'profiles.edit')).toBe(false);
    }
    expect(isUnlimited(callerWith(undefined), 'profiles.read')).toBe(false);
  });

  it('is not whoever may do it with some', () => {
    const caller = callerWith({ adminRoles: { $in: ['vienna'] } });
    expect(canAtAll(caller, 'profiles.edit')).toBe(true);
  });
});

import type { Core } from '@strapi/strapi';

import type { Settings } from '../../../../shared/settings';
import { UIDS } from '../../constants';
import type { NumberingPlan } from '../../lookup/numbers';
import { createLastKnown } from '../../utils/last-known';
import { digestOf } from '../digests';

/** Other instances may change settings and profiles; what is read is good for so long. */
const KEPT_MS = 5000;

/** Goes up when numbers or names are read otherwise: all stored ones are renewed then. */
const FORM = 2;

export interface NumberingPlans {
  /** Of everybody who was made by hand, and what profiles have that say nothing else. */
  general: NumberingPlan;
  /** The plan of a record, by the profile that owns it. */
  of(profile: string | null): NumberingPlan;
  /** Whether any profile has another plan than the general one. */
  differ: boolean;
  /** Something that is the same for the same plans. */
  rules: string;
}

interface PlansNeeds {
  strapi: Core.Strapi;
  settings: { current(): Promise<Pick<Settings, 'defaultCountry' | 'numbering'>> };
}

type ProfilePlan = Partial<NumberingPlan> | null;

const merged = (general: NumberingPlan, own: ProfilePlan): NumberingPlan => ({
  country: own?.country ?? general.country,
  prefix: own?.prefix ?? general.prefix,
  extensionLength: own?.extensionLength ?? general.extensionLength,
});

interface StoredPlan {
  documentId: string;
  numbering: ProfilePlan;
}

const plansOf = (general: NumberingPlan, profiles: StoredPlan[]): NumberingPlans => {
  const own = new Map(
    profiles.flatMap(({ documentId, numbering }): [string, NumberingPlan][] => {
      const whole = merged(general, numbering);
      return JSON.stringify(whole) === JSON.stringify(general) ? [] : [[documentId, whole]];
    })
  );
  return {
    general,
    of: (profile) => (profile === null ? general : (own.get(profile) ?? general)),
    differ: own.size > 0,
    rules: digestOf(JSON.stringify([FORM, general, [...own]])),
  };
};

/** How numbers are meant that are written without a country, by whose records they are in. */
export const createNumberingPlans = ({ strapi, settings }: PlansNeeds) => {
  let last: { of: string; plans: NumberingPlans } | null = null;

  const read = (): Promise<StoredPlan[]> =>
    strapi.db
      .query(UIDS.profile)
      .findMany({ select: ['documentId', 'numbering'], orderBy: { id: 'asc' } });

  const profiles = createLastKnown({ read, keptMs: KEPT_MS });

  return {
    /** At most some seconds old. */
    async current(): Promise<NumberingPlans> {
      const { defaultCountry, numbering } = await settings.current();
      const general = { country: defaultCountry, ...numbering };
      const stored = await profiles.current();
      const of = JSON.stringify([general, stored]);
      if (last?.of !== of) last = { of, plans: plansOf(general, stored) };
      return last.plans;
    },
  };
};

export type PlansStore = ReturnType<typeof createNumberingPlans>;

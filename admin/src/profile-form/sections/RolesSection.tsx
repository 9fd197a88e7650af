import { MultiSelect, MultiSelectOption } from '@strapi/design-system';

import { useText } from '../../hooks/useText';
import { useGetDelegationQuery } from '../../services/profiles';
import { LabelledField } from '../fields/LabelledField';
import { useField } from '../form-context';
import { Section } from '../Section';

const PATH = 'adminRoles';

/** Which roles may work with the profile, of those that are limited to some profiles. */
export const RolesSection = () => {
  const t = useText();
  const { data } = useGetDelegationQuery();
  const { value: codes = [], change, isDisabled } = useField<string[]>({ path: PATH });
  const { roles = [], limits } = data ?? {};
  const mayChoose = limits !== undefined && limits['profiles.edit'] === undefined;
  const names = new Map(roles.map(({ code, name }) => [code, name]));
  // A role that is gone, or that this person does not know, stays.
  const unknown = codes.filter((code) => !names.has(code)).map((code) => ({ code, name: code }));
  return (
    <Section title={t('form.roles', 'Delegation')}>
      <LabelledField
        path={PATH}
        {...(limits !== undefined &&
          !mayChoose && {
            hint: t(
              'form.roles.not-allowed',
              'Only somebody who may change all profiles can say which roles these are.'
            ),
          })}
      >
        {/* What a tag says it keeps from when it is first drawn. */}
        <MultiSelect
          key={data ? 'known' : 'unknown'}
          withTags
          disabled={isDisabled || !mayChoose}
          placeholder={t('form.roles.none', 'Only roles that are not limited')}
          value={codes}
          onChange={change}
        >
          {[...roles, ...unknown].map(({ code, name }) => (
            <MultiSelectOption key={code} value={code}>
              {name}
            </MultiSelectOption>
          ))}
        </MultiSelect>
      </LabelledField>
    </Section>
  );
};

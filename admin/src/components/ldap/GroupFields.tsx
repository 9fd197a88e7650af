import { Flex, Grid } from '@strapi/design-system';

import type { LdapGroups } from '../../../../shared/profile/ldap';
import { useText } from '../../hooks/useText';
import { DefaultedField } from './fields/DefaultedField';
import { LdapCheck, LdapText } from './fields/inputs';
import { ListField } from './fields/ListField';
import { useLdapForm } from './ldap-form';
import { readLines, readNames } from './model/lists';
import { RoleTable } from './RoleTable';

interface PartProps {
  groups: LdapGroups;
  onChange: (part: Partial<LdapGroups>) => void;
}

const WhereFields = ({ groups, onChange }: PartProps) => {
  const t = useText();
  const { defaults } = useLdapForm();
  const own = groups.memberAttributes;
  return (
    <Grid.Root gap={4}>
      <Grid.Item col={4} s={12} xs={12} alignItems="flex-start">
        <LdapText
          path="groups.baseDn"
          label={t('ldap.groups.base', 'Base DN of the groups')}
          hint={t('ldap.groups.base.hint', 'Empty: the whole directory.')}
          value={groups.baseDn}
          onChange={(baseDn) => onChange({ baseDn })}
        />
      </Grid.Item>
      <Grid.Item col={4} s={6} xs={12} alignItems="flex-start">
        <DefaultedField
          path="groups.filter"
          label={t('ldap.groups.filter', 'Filter of the groups')}
          hint={t('ldap.groups.filter.hint', 'Which entries are groups.')}
          own={groups.filter}
          standard={defaults?.groupFilter}
          isCode
          onChange={(filter) => onChange({ filter })}
        />
      </Grid.Item>
      <Grid.Item col={4} s={6} xs={12} alignItems="flex-start">
        <DefaultedField
          path="groups.memberAttributes"
          label={t('ldap.groups.members', 'Member attributes')}
          hint={t(
            'ldap.groups.members.hint',
            'Where a group has its members, such as member memberUid; or memberOf, where a person has its groups.'
          )}
          own={own.length === 0 ? null : own.join(' ')}
          standard={defaults?.memberAttributes.join(' ')}
          onChange={(text) => onChange({ memberAttributes: readNames(text ?? '') })}
        />
      </Grid.Item>
    </Grid.Root>
  );
};

const WhichFields = ({ groups, onChange }: PartProps) => {
  const t = useText();
  return (
    <>
      <LdapCheck
        label={t('ldap.groups.nested', 'Count groups within groups')}
        hint={t(
          'ldap.groups.nested.hint',
          'Who is in a group is also in those that this group is in.'
        )}
        isChecked={groups.nested}
        onChange={(nested) => onChange({ nested })}
      />
      <LdapCheck
        label={t('ldap.groups.primary', 'Count the primary group')}
        hint={t(
          'ldap.groups.primary.hint',
          'Such as “Domain Users” in Active Directory, which is not among the members of a group.'
        )}
        isChecked={groups.primary}
        onChange={(primary) => onChange({ primary })}
      />
      <ListField
        path="groups.allow"
        label={t('ldap.groups.allow', 'Only these groups')}
        hint={t(
          'ldap.groups.allow.hint',
          'Names or DNs, one to a line. Empty: every group counts.'
        )}
        separator={'\n'}
        lines={2}
        read={readLines}
        value={groups.allow}
        onChange={(allow) => onChange({ allow })}
      />
    </>
  );
};

/** Which groups people are in, and what roles these give. */
export const GroupFields = () => {
  const t = useText();
  const { source, change } = useLdapForm();
  const { groups } = source;
  const set = (part: Partial<LdapGroups>) => change({ groups: { ...groups, ...part } });
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <LdapCheck
        label={t('ldap.groups.enabled', 'Read the groups of each person')}
        hint={t(
          'ldap.groups.enabled.hint',
          'Gives two columns: groups, with the names of the groups, and roles, with what these stand for.'
        )}
        isChecked={groups.enabled}
        onChange={(enabled) => set({ enabled })}
      />
      {groups.enabled && (
        <>
          <WhereFields groups={groups} onChange={set} />
          <WhichFields groups={groups} onChange={set} />
          <RoleTable roles={groups.roles} onChange={(roles) => set({ roles })} />
        </>
      )}
    </Flex>
  );
};

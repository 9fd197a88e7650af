import { Flex, Grid } from '@strapi/design-system';

import { useText } from '../../hooks/useText';
import { CheckField } from '../fields/CheckField';
import { ListField } from '../fields/ListField';
import { TextField } from '../fields/TextField';
import { useMessageAt } from '../form-context';
import { DefaultedField } from './DefaultedField';
import { readLines, readNames } from './directory';
import { useDirectoryForm } from './DirectoryForm';
import { RoleTable } from './RoleTable';

const WhereFields = () => {
  const t = useText();
  const { source, change, defaults } = useDirectoryForm();
  const { groups } = source;
  const own = groups.memberAttributes;
  return (
    <Grid.Root gap={4}>
      <Grid.Item col={4} s={12} xs={12} alignItems="flex-start">
        <TextField
          path="source.groups.baseDn"
          label={t('ldap.groups.base', 'Base DN of the groups')}
          hint={t('ldap.groups.base.hint', 'Empty: the whole directory.')}
        />
      </Grid.Item>
      <Grid.Item col={4} s={6} xs={12} alignItems="flex-start">
        <DefaultedField
          path="source.groups.filter"
          label={t('ldap.groups.filter', 'Filter of the groups')}
          hint={t('ldap.groups.filter.hint', 'Which entries are groups.')}
          own={groups.filter}
          standard={defaults?.groupFilter}
          isCode
          onChange={(filter) => change({ groups: { ...groups, filter } })}
        />
      </Grid.Item>
      <Grid.Item col={4} s={6} xs={12} alignItems="flex-start">
        <DefaultedField
          path="source.groups.memberAttributes"
          label={t('ldap.groups.members', 'Member attributes')}
          hint={t(
            'ldap.groups.members.hint',
            'Where a group has its members, such as member memberUid; or memberOf, where a person has its groups.'
          )}
          own={own.length === 0 ? null : own.join(' ')}
          standard={defaults?.memberAttributes.join(' ')}
          onChange={(text) =>
            change({ groups: { ...groups, memberAttributes: readNames(text ?? '') } })
          }
        />
      </Grid.Item>
    </Grid.Root>
  );
};

const WhichFields = () => {
  const t = useText();
  return (
    <>
      <CheckField
        path="source.groups.nested"
        label={t('ldap.groups.nested', 'Count groups within groups')}
        hint={t(
          'ldap.groups.nested.hint',
          'Who is in a group is also in those that this group is in.'
        )}
      />
      <CheckField
        path="source.groups.primary"
        label={t('ldap.groups.primary', 'Count the primary group')}
        hint={t(
          'ldap.groups.primary.hint',
          'Such as “Domain Users” in Active Directory, which is not among the members of a group.'
        )}
      />
      <ListField
        path="source.groups.allow"
        label={t('ldap.groups.allow', 'Only these groups')}
        hint={t(
          'ldap.groups.allow.hint',
          'Names or DNs, one to a line. Empty: every group counts.'
        )}
        separator={'\n'}
        isCode
        lines={2}
        read={readLines}
      />
    </>
  );
};

/** Which groups people are in, and what roles these give. */
export const GroupFields = () => {
  const t = useText();
  const { groups } = useDirectoryForm().source;
  // What is wrong can be mended where groups are not read, too.
  const isWrong = useMessageAt()('source.groups') !== undefined;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <CheckField
        path="source.groups.enabled"
        label={t('ldap.groups.enabled', 'Read the groups of each person')}
        hint={t(
          'ldap.groups.enabled.hint',
          'Gives two columns: groups, with the names of the groups, and roles, with what these stand for.'
        )}
      />
      {(groups.enabled || isWrong) && (
        <>
          <WhereFields />
          <WhichFields />
          <RoleTable />
        </>
      )}
    </Flex>
  );
};

import * as React from 'react';

import { Box, Field, TextInput, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { Stack } from '../../components/areas';
import { Muted } from '../../components/text';
import { useText } from '../../hooks/useText';
import { AddButton, RemoveButton, useEditedList } from '../edited-list';
import { useField, useMessageAt } from '../form-context';
import { useDirectoryForm } from './directory';

// Strapi's own would leave inputs too much room.
const Table = styled.table`
  width: 100%;
  border-collapse: collapse;

  th,
  td {
    padding: ${({ theme }) => `${theme.spaces[2]} ${theme.spaces[3]}`};
    border-bottom: 1px solid ${({ theme }) => theme.colors.neutral150};
    text-align: start;
    vertical-align: top;
  }

  thead > tr > * {
    background: ${({ theme }) => theme.colors.neutral100};
  }

  tbody tr:last-child > * {
    border-bottom: 0;
  }
`;

interface CellProps {
  path: string;
  label: string;
  isFocused?: boolean;
}

const Cell = ({ path, label, isFocused = false }: CellProps) => {
  const { value = '', change, isDisabled } = useField<string>({ path });
  return (
    <td>
      <Field.Root name={path} error={useMessageAt()(path)}>
        <TextInput
          size="S"
          aria-label={label}
          autoComplete="off"
          autoFocus={isFocused}
          disabled={isDisabled}
          value={value}
          onChange={({ target }: React.ChangeEvent<HTMLInputElement>) => change(target.value)}
        />
        <Field.Error />
      </Field.Root>
    </td>
  );
};

interface RoleRowProps {
  place: number;
  isNew: boolean;
  onRemove: () => void;
}

const RoleRow = ({ place, isNew, onRemove }: RoleRowProps) => {
  const t = useText();
  const { source, isReadOnly } = useDirectoryForm();
  const { group = '', role = '' } = source.groups.roles[place] ?? {};
  const path = `source.groups.roles.${place}`;
  const number = place + 1;
  return (
    <tr>
      <Cell
        path={`${path}.group`}
        label={t('ldap.roles.group-of', 'Group {number}', { number })}
        isFocused={isNew}
      />
      <Cell
        path={`${path}.role`}
        label={t('ldap.roles.role-of', 'Role of group {number}', { number })}
      />
      {!isReadOnly && (
        <td>
          <RemoveButton
            label={t('ldap.roles.remove', 'Remove the role of {group}', {
              group: group === '' ? String(number) : group,
            })}
            question={t(
              'ldap.roles.remove.question',
              'The group then no longer gives a role of your own.'
            )}
            isFilled={group.trim() !== '' || role.trim() !== ''}
            onRemove={onRemove}
          />
        </td>
      )}
    </tr>
  );
};

/** Which role each group gives. */
export const RoleTable = () => {
  const t = useText();
  const { source, change, isReadOnly } = useDirectoryForm();
  const { groups } = source;
  const { roles } = groups;
  const list = useEditedList(roles, (next) => change({ groups: { ...groups, roles: next } }));
  const title = React.useId();
  const columns = [t('ldap.roles.group', 'Group (name or DN)'), t('ldap.roles.role', 'Role')];
  return (
    <Stack gap={3} role="group" aria-labelledby={title}>
      <Box>
        <Typography id={title} variant="pi" fontWeight="bold" textColor="neutral800">
          {t('ldap.roles', 'Roles of the groups')}
        </Typography>
        <Muted tag="p">
          {roles.length === 0
            ? t(
                'ldap.roles.none',
                'Nothing is listed: the name of each group is a role. List groups to give roles of your own; the others then give none.'
              )
            : t('ldap.roles.listed', 'Groups that are not listed give no role.')}
        </Muted>
      </Box>
      {roles.length > 0 && (
        <Box borderColor="neutral200" hasRadius overflow="auto">
          <Table>
            <thead>
              <tr>
                {columns.map((name) => (
                  <th key={name} scope="col">
                    <Typography variant="sigma" textColor="neutral600">
                      {name}
                    </Typography>
                  </th>
                ))}
                {!isReadOnly && <td style={{ width: '6rem' }} />}
              </tr>
            </thead>
            <tbody>
              {roles.map((_role, place) => (
                <RoleRow
                  key={place}
                  place={place}
                  isNew={list.isNew(place)}
                  onRemove={() => list.remove(place)}
                />
              ))}
            </tbody>
          </Table>
        </Box>
      )}
      <AddButton list={list} item={{ group: '', role: '' }}>
        {t('ldap.roles.add', 'Add a group')}
      </AddButton>
    </Stack>
  );
};

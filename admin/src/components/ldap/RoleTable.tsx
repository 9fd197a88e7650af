import * as React from 'react';

import { Box, Button, Flex, TextInput, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { styled } from 'styled-components';

import type { LdapGroups } from '../../../../shared/profile/ldap';
import { useText } from '../../hooks/useText';
import { RemoveButton } from '../forms/RemoveButton';
import { useLdapForm } from './ldap-form';

type Roles = LdapGroups['roles'];
type Role = Roles[number];

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
  label: string;
  error?: string;
  value: string;
  isFocused?: boolean;
  onChange: (value: string) => void;
}

const Cell = ({ label, error, value, isFocused = false, onChange }: CellProps) => {
  const { isReadOnly } = useLdapForm();
  const id = React.useId();
  return (
    <td>
      <TextInput
        size="S"
        aria-label={label}
        aria-describedby={error === undefined ? undefined : id}
        hasError={error !== undefined}
        aria-invalid={error === undefined ? undefined : true}
        autoComplete="off"
        autoFocus={isFocused}
        disabled={isReadOnly}
        value={value}
        onChange={({ target }: React.ChangeEvent<HTMLInputElement>) => onChange(target.value)}
      />
      {error !== undefined && (
        <Typography id={id} variant="pi" textColor="danger600">
          {error}
        </Typography>
      )}
    </td>
  );
};

interface RowProps {
  place: number;
  role: Role;
  isNew: boolean;
  onChange: (role: Role) => void;
  onRemove: () => void;
}

const Row = ({ place, role, isNew, onChange, onRemove }: RowProps) => {
  const t = useText();
  const { messageOf, isReadOnly } = useLdapForm();
  const number = place + 1;
  return (
    <tr>
      <Cell
        label={t('ldap.roles.group-of', 'Group {number}', { number })}
        error={messageOf(`groups.roles.${place}.group`)}
        value={role.group}
        isFocused={isNew}
        onChange={(group) => onChange({ ...role, group })}
      />
      <Cell
        label={t('ldap.roles.role-of', 'Role of group {number}', { number })}
        error={messageOf(`groups.roles.${place}.role`)}
        value={role.role}
        onChange={(name) => onChange({ ...role, role: name })}
      />
      {!isReadOnly && (
        <td>
          <RemoveButton
            label={t('ldap.roles.remove', 'Remove the role of {group}', {
              group: role.group === '' ? String(number) : role.group,
            })}
            question={t(
              'ldap.roles.remove.question',
              'The group then gives no role of your own any more.'
            )}
            isFilled={role.group.trim() !== '' || role.role.trim() !== ''}
            onRemove={onRemove}
          />
        </td>
      )}
    </tr>
  );
};

interface RoleTableProps {
  roles: Roles;
  onChange: (roles: Roles) => void;
}

const RoleRows = ({ roles, added, onChange, onRemove }: RoleTableProps & RowsProps) => {
  const t = useText();
  const { isReadOnly } = useLdapForm();
  const heads = [t('ldap.roles.group', 'Group (name or DN)'), t('ldap.roles.role', 'Role')];
  return (
    <Box borderColor="neutral200" hasRadius overflow="auto">
      <Table>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                <Typography variant="sigma" textColor="neutral600">
                  {head}
                </Typography>
              </th>
            ))}
            {!isReadOnly && <td style={{ width: '6rem' }} />}
          </tr>
        </thead>
        <tbody>
          {roles.map((role, place) => (
            <Row
              key={place}
              place={place}
              role={role}
              isNew={place === added}
              onChange={(next) => onChange(roles.map((old, at) => (at === place ? next : old)))}
              onRemove={() => onRemove(place)}
            />
          ))}
        </tbody>
      </Table>
    </Box>
  );
};

interface RowsProps {
  added: number | null;
  onRemove: (place: number) => void;
}

/** Which role each group gives. */
export const RoleTable = ({ roles, onChange }: RoleTableProps) => {
  const t = useText();
  const { isReadOnly } = useLdapForm();
  const title = React.useId();
  const [added, setAdded] = React.useState<number | null>(null);
  const button = React.useRef<HTMLButtonElement>(null);
  return (
    <Flex direction="column" alignItems="stretch" gap={3} role="group" aria-labelledby={title}>
      <Box>
        <Typography id={title} variant="pi" fontWeight="bold" textColor="neutral800">
          {t('ldap.roles', 'Roles of the groups')}
        </Typography>
        <Typography tag="p" variant="pi" textColor="neutral600">
          {roles.length === 0
            ? t(
                'ldap.roles.none',
                'Nothing is listed: the name of each group is a role. List groups to give roles of your own; the others then give none.'
              )
            : t('ldap.roles.listed', 'Groups that are not listed give no role.')}
        </Typography>
      </Box>
      {roles.length > 0 && (
        <RoleRows
          roles={roles}
          added={added}
          onChange={onChange}
          onRemove={(place) => {
            setAdded(null);
            onChange(roles.filter((_role, at) => at !== place));
            // After the question, where there was one, has let go of it.
            setTimeout(() => button.current?.focus());
          }}
        />
      )}
      {!isReadOnly && (
        <Flex>
          <Button
            ref={button}
            size="S"
            variant="tertiary"
            startIcon={<Plus />}
            onClick={() => {
              setAdded(roles.length);
              onChange([...roles, { group: '', role: '' }]);
            }}
          >
            {t('ldap.roles.add', 'Add a group')}
          </Button>
        </Flex>
      )}
    </Flex>
  );
};

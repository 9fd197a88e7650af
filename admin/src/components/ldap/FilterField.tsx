import { useText } from '../../hooks/useText';
import { DefaultedField } from './fields/DefaultedField';
import { useLdapForm } from './ldap-form';

/** Which entries are people. */
export const FilterField = () => {
  const t = useText();
  const { source, change, defaults } = useLdapForm();
  return (
    <DefaultedField
      path="filter"
      label={t('ldap.filter', 'Filter')}
      hint={t('ldap.filter.hint', 'Which entries are read, such as (objectClass=person).')}
      own={source.filter === '' ? null : source.filter}
      standard={defaults?.filter}
      isCode
      onChange={(filter) => change({ filter: filter ?? '' })}
    />
  );
};

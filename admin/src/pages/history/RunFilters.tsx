import { Field, Grid, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import { FieldLabel } from '../../components/text';
import type { RunKind } from '../../../../shared/contracts/runs';
import { RUN_STATUSES } from '../../../../shared/run-statuses';
import { usePermissions } from '../../hooks/usePermissions';
import { useText } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { useGetProfilesQuery } from '../../services/profiles';
import type { HistoryViewProps } from './useHistory';

/** Stands for no filter; a select takes an empty value for none chosen. */
const ALL = 'all';

interface FilterProps<Value extends string> {
  name: string;
  label: string;
  all: string;
  value: Value | undefined;
  options: { value: Value; label: string }[];
  onChange: (value: Value | undefined) => void;
}

const Filter = <Value extends string>({
  name,
  label,
  all,
  value,
  options,
  onChange,
}: FilterProps<Value>) => (
  <Grid.Item col={4} s={4} xs={12} direction="column" alignItems="stretch">
    <Field.Root name={name}>
      <FieldLabel>{label}</FieldLabel>
      <SingleSelect
        value={value ?? ALL}
        onChange={(chosen) => onChange(options.find((option) => option.value === chosen)?.value)}
      >
        <SingleSelectOption value={ALL}>{all}</SingleSelectOption>
        {options.map((option) => (
          <SingleSelectOption key={option.value} value={option.value}>
            {option.label}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Field.Root>
  </Grid.Item>
);

const ProfileFilter = ({ query, change }: HistoryViewProps) => {
  const t = useText();
  const { canRead } = usePermissions();
  const { data: profiles } = useGetProfilesQuery(undefined, { skip: !canRead });
  if (!canRead) return null;

  const options = (profiles ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const isKnown = options.some(({ value }) => value === query.profile);
  if (profiles && query.profile !== undefined && !isKnown) {
    const label = t('history.filter.unknown-profile', 'A profile that no longer exists');
    options.push({ value: query.profile, label });
  }

  return (
    <Filter
      name="profile"
      label={t('history.filter.profile', 'Profile')}
      all={t('history.filter.all-profiles', 'All profiles')}
      value={query.profile}
      options={options}
      onChange={(profile) => change({ profile })}
    />
  );
};

/** Narrows down the runs by profile, outcome and kind. */
export const RunFilters = ({ query, change }: HistoryViewProps) => {
  const t = useText();
  const words = useRunWords();
  const kinds: { value: RunKind; label: string }[] = [
    { value: 'run', label: t('history.filter.runs', 'Runs') },
    { value: 'test', label: t('history.filter.tests', 'Test runs') },
  ];

  return (
    <Grid.Root gap={4}>
      <ProfileFilter query={query} change={change} />
      <Filter
        name="status"
        label={t('history.filter.status', 'Outcome')}
        all={t('history.filter.all-statuses', 'All outcomes')}
        value={query.status}
        options={RUN_STATUSES.map((status) => ({ value: status, label: words.status(status) }))}
        onChange={(status) => change({ status })}
      />
      <Filter
        name="kind"
        label={t('history.filter.kind', 'Kind')}
        all={t('history.filter.all-kinds', 'Runs and test runs')}
        value={query.kind}
        options={kinds}
        onChange={(kind) => change({ kind })}
      />
    </Grid.Root>
  );
};

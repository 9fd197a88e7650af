import * as React from 'react';

import { valueAt } from '../../../../shared/path';
import type { CsvUrlInput, UrlAuthInput } from '../../../../shared/profile/csv';
import { NOT_SET } from '../../../../shared/profile/kinds';
import { Stack } from '../../components/areas';
import { Disclosure } from '../../components/forms/Disclosure';
import { useText } from '../../hooks/useText';
import { ChoiceField } from '../fields/ChoiceField';
import { PemField } from '../fields/PemField';
import { Row } from '../fields/Row';
import { SecretField } from '../fields/SecretField';
import { TextField } from '../fields/TextField';
import { useMessageAt, useProfileForm } from '../form-context';
import { useSettingTexts } from '../settings';
import { useExchange } from '../useExchange';

type Auth = CsvUrlInput['auth'];
type AuthType = 'none' | UrlAuthInput['type'];

const EMPTY: Record<AuthType, Auth> = {
  none: undefined,
  basic: { type: 'basic', username: '', password: NOT_SET },
  bearer: { type: 'bearer', token: NOT_SET },
};

const typeOf = (auth: Auth): AuthType => auth?.type ?? 'none';

/** How the connector says to the server who it is. */
const AuthFields = () => {
  const form = useProfileForm();
  const type = typeOf(valueAt(form.draft, 'source.auth') as Auth);
  const exchange = useExchange(form, 'source.auth', typeOf);
  const chooseType = (next: AuthType) =>
    exchange(next, (before) => (typeOf(before) === next ? before : EMPTY[next]));
  const remove = () => form.set('source.auth', undefined);

  return (
    <Row widths={4}>
      <ChoiceField path="source.auth.type" value={type} onChange={chooseType} />
      {type === 'basic' && <TextField path="source.auth.username" isRequired />}
      {type === 'basic' && <SecretField path="source.auth.password" onRemove={remove} />}
      {type === 'bearer' && <SecretField path="source.auth.token" onRemove={remove} />}
    </Row>
  );
};

const CertificateField = () => {
  const t = useText();
  const { draft } = useProfileForm();
  const isWrong = useMessageAt()('source.ca') !== undefined;
  const [isOpen, setIsOpen] = React.useState(() => valueAt(draft, 'source.ca') !== undefined);
  return (
    <Disclosure
      title={t('form.ca.title', 'Advanced: certificate of the server')}
      isOpen={isOpen || isWrong}
      onToggle={setIsOpen}
    >
      <PemField path="source.ca" />
    </Disclosure>
  );
};

/** The address that the file is fetched from, and how. */
export const UrlFields = () => {
  const t = useText();
  const { profile } = useProfileForm();
  const { hint } = useSettingTexts()('source.url');
  const stored = t(
    'form.url.hint.stored',
    'When the server changes, its secrets have to be entered again. What stands after a question mark is kept as a secret: *** leaves it as it is.'
  );
  return (
    <Stack gap={4}>
      <TextField
        path="source.url"
        hint={profile === null ? hint : `${hint} ${stored}`}
        placeholder="https://hr.example.com/users.csv"
        isRequired
      />
      <AuthFields />
      <CertificateField />
    </Stack>
  );
};

import { isSecretName } from '../../../shared/secret-names';

describe('a name of a secret', () => {
  it.each([
    'password',
    'Passwort',
    'PASSWD',
    'userPassword',
    'unicodePwd',
    'sambaNTPassword',
    'sambaLMPassword',
    'ms-Mcs-AdmPwd',
    'krbPrincipalKey',
    'sipPassword',
    'SIP secret',
    'pin',
    'PIN',
    'Voicemail PIN',
    'voicemailPin',
    'pin_code',
    'User PW',
    'Kennwort',
    'Mot de passe',
    'Contraseña',
    'Пароль',
    'Wachtwoord',
    '003use_pw',
    '013pee_password',
    'api key',
    'name;password',
  ])('%s', (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  it.each([
    'username',
    'opinion',
    'Shipping',
    'pinned',
    'Passport',
    'pwdLastSet',
    'passwordLastSet',
    'PasswordExpired',
    'Password never expires',
    'badPwdCount',
    'Last password change',
    'telephoneNumber',
    'secretary',
    'notes',
  ])('is not %s', (name) => {
    expect(isSecretName(name)).toBe(false);
  });
});

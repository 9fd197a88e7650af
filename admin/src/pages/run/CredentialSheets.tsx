import { createPortal } from 'react-dom';
import { createGlobalStyle } from 'styled-components';

import type { GeneratedCredential } from '../../../../shared/contracts/reports';
import { useAttributeWords } from '../../components/changes/useAttributeWords';

const CLASS = 'directory-connector-sheets';
const PERSON = ['extension', 'username', 'email'] as const;
const SECRETS = ['password', 'pin', 'sipPassword'] as const;

/** On the screen there is nothing of them, on paper nothing else. */
const PrintStyle = createGlobalStyle`
  @media screen {
    .${CLASS} { display: none; }
  }

  @media print {
    body > :not(.${CLASS}) { display: none !important; }
    html, body { overflow: visible !important; height: auto !important; background: #fff !important; }
    .${CLASS} { color: #000; font: 14pt sans-serif; }
    .${CLASS} section { break-after: page; padding: 2cm; }
    .${CLASS} h1 { font-size: 24pt; font-weight: bold; padding-bottom: 1cm; }
    .${CLASS} dt { font-size: 11pt; padding-top: 0.5cm; }
    .${CLASS} dd { font: 16pt monospace; overflow-wrap: anywhere; }
  }
`;

/** The credentials of each person: those of a user, and those of their phones. */
const byPerson = (
  credentials: GeneratedCredential[]
): [GeneratedCredential, ...GeneratedCredential[]][] => {
  const people = new Map<string, [GeneratedCredential, ...GeneratedCredential[]]>();
  for (const credential of credentials) {
    const { username, type, key } = credential;
    const who = username ?? `${type} ${key}`;
    const known = people.get(who);
    if (known) known.push(credential);
    else people.set(who, [credential]);
  }
  return [...people.values()];
};

interface FactProps {
  name: string;
  value: string;
}

const Fact = ({ name, value }: FactProps) => (
  <>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </>
);

/** A page for each person, to be printed: it stands outside of Strapi's own page. */
export const CredentialSheets = ({ credentials }: { credentials: GeneratedCredential[] }) => {
  const word = useAttributeWords();
  return createPortal(
    <div className={CLASS}>
      <PrintStyle />
      {byPerson(credentials).map((own) => (
        <section key={`${own[0].type} ${own[0].key}`}>
          <h1>{own[0].name}</h1>
          <dl>
            {PERSON.map((name) => {
              const value = own[0][name];
              return value && <Fact key={name} name={word(name)} value={value} />;
            })}
            {own.flatMap((credential) =>
              SECRETS.map((name) => {
                const value = credential[name];
                const place = `${credential.key} ${name}`;
                const of = credential.type === 'user' ? '' : ` (${credential.key})`;
                return value && <Fact key={place} name={`${word(name)}${of}`} value={value} />;
              })
            )}
          </dl>
        </section>
      ))}
    </div>,
    document.body
  );
};

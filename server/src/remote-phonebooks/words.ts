import type { Language } from '../../../shared/languages';
import type { NumberKind } from './types';

/** What a phone shows besides names and numbers. */
export interface PhonebookWords {
  search: string;
  /** What can be typed to search by. */
  nameOrNumber: string;
  everybody: string;
  next: string;
  back: string;
  dial: string;
  /** Lets a number be changed before it is dialled. */
  edit: string;
  exit: string;
  nobody: string;
  kinds: Readonly<Record<NumberKind, string>>;
}

/** Keys below a phone's display have room for eight characters or so. */
export const WORDS: Readonly<Record<Language, PhonebookWords>> = {
  en: {
    search: 'Search',
    nameOrNumber: 'Name or number',
    everybody: 'All entries',
    next: 'Next',
    back: 'Back',
    dial: 'Dial',
    edit: 'EditDial',
    exit: 'Exit',
    nobody: 'No entries',
    kinds: { extension: 'Extension', work: 'Office', mobile: 'Mobile', home: 'Home' },
  },
  de: {
    search: 'Suchen',
    nameOrNumber: 'Name oder Nummer',
    everybody: 'Alle Einträge',
    next: 'Weiter',
    back: 'Zurück',
    dial: 'Wählen',
    edit: 'Bearb.',
    exit: 'Ende',
    nobody: 'Keine Einträge',
    kinds: { extension: 'Intern', work: 'Büro', mobile: 'Mobil', home: 'Privat' },
  },
  fr: {
    search: 'Chercher',
    nameOrNumber: 'Nom ou numéro',
    everybody: 'Tous les contacts',
    next: 'Suivant',
    back: 'Retour',
    dial: 'Appeler',
    edit: 'Modifier',
    exit: 'Quitter',
    nobody: 'Aucun contact',
    kinds: { extension: 'Interne', work: 'Bureau', mobile: 'Mobile', home: 'Domicile' },
  },
  es: {
    search: 'Buscar',
    nameOrNumber: 'Nombre o número',
    everybody: 'Todos',
    next: 'Más',
    back: 'Atrás',
    dial: 'Marcar',
    edit: 'Editar',
    exit: 'Salir',
    nobody: 'Sin entradas',
    kinds: { extension: 'Extensión', work: 'Oficina', mobile: 'Móvil', home: 'Casa' },
  },
};

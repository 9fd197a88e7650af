/** Yes and no, as people write them and as spreadsheets do in their languages. */
const YES = new Set(
  `1 -1 true t yes y j x on ✓ ✔ ☑ ja wahr vrai oui vero si sì verdadero sí verdadeiro sim waar prawda tak pravda ano áno
   истина правда да істина так sant sand sann tosi kyllä joo doğru dogru evet igaz igen adevărat adevarat da
   αληθης αληθής ναι true 真 はい 是 참 예 네 istina tõene jah patiess jā tiesa taip vrai checked`.split(
    /\s+/u
  )
);
const NO = new Set(
  `0 false f no n off ✗ ✘ ☐ nein falsch faux non falso nao não onwaar nee fałsz falsz nie nepravda ne
   ложь нет неправда хибність ні falskt nej falsk usann nei epätosi ei yanlış yanliş hayır hayir hamis nem
   fals nu ψευδης ψευδής οχι όχι 偽 いいえ 假 否 거짓 아니요 아니오 neistina laž väär aplams nē netiesa unchecked`.split(
    /\s+/u
  )
);

/** States of an account, which mean the same in any column: a locked one is switched off whether the column is called "active" or "locked". */
const ON = new Set(
  `active aktiv aktiviert enabled actif activé activée activo activado ativo ativado attivo attivato abilitato habilitado
   actief ingeschakeld aktywny włączone włączony aktivní povoleno активен активный активна включен включено активний
   aktiverad aktiveret aktivert aktiivinen käytössä etkin aktif aktív engedélyezve activ activat ενεργός 有効 启用 활성`.split(
    /\s+/u
  )
);
const OFF = new Set(
  `inactive inaktiv deaktiviert disabled suspended locked blocked gesperrt ausgetreten inactif désactivé désactivée suspendu bloqué
   inactivo desactivado deshabilitado suspendido bloqueado inativo desativado suspenso inattivo disattivato disabilitato sospeso bloccato
   inactief uitgeschakeld geblokkeerd nieaktywny wyłączone wyłączony zablokowany neaktivní zakázáno
   неактивен неактивный отключен отключено заблокирован вимкнено inaktiverad spärrad deaktiveret deaktivert sperret
   passiivinen lukittu pasif engelli devre inaktív letiltva inactiv dezactivat ανενεργός 無効 禁用 비활성`.split(
    /\s+/u
  )
);

/** What accounts of Active Directory are (MS-ADTS § 2.2.16); each has one of these bits, and another where it is switched off. */
const ACCOUNT_TYPES = 0x100 | 0x200 | 0x800 | 0x1000 | 0x2000;
const ACCOUNT_DISABLED = 2;

/** What a text says in a column where it means "yes" or "no"; null where it says neither. `isState`: whatever the column asks. */
export interface Answer {
  value: boolean;
  isState: boolean;
}

/** Reads a cleaned text as yes or no, as the state of an account, or as Active Directory's `userAccountControl`. */
export function readAnswer(text: string): Answer | null {
  const word = text.normalize('NFC').toLowerCase();
  if (YES.has(word) || NO.has(word)) return { value: YES.has(word), isState: false };
  if (ON.has(word) || OFF.has(word)) return { value: ON.has(word), isState: true };
  const flags = /^\d{3,10}$/u.test(word) ? Number(word) : 0;
  if ((flags & ACCOUNT_TYPES) === 0) return null;
  return { value: (flags & ACCOUNT_DISABLED) === 0, isState: true };
}

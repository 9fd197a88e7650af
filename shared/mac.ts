const NORMAL = /^[\da-f]{2}(?::[\da-f]{2}){5}$/;

/** Any common notation of a MAC address as `aa:bb:cc:dd:ee:ff`; null for anything else. */
export function normalizeMac(text: string): string | null {
  if (NORMAL.test(text)) return text;
  const trimmed = text.trim().toLowerCase();
  const octets = /^([\da-f]{1,2})([:\- ])(?:[\da-f]{1,2}\2){4}[\da-f]{1,2}$/.test(trimmed)
    ? trimmed.split(/[:\- ]/).map((octet) => octet.padStart(2, '0'))
    : /^[\da-f]{12}$|^[\da-f]{4}([.:-])[\da-f]{4}\1[\da-f]{4}$|^[\da-f]{6}[:-][\da-f]{6}$/.test(
          trimmed
        )
      ? trimmed.replace(/[^\da-f]/g, '').match(/../g)
      : null;
  return octets ? octets.join(':') : null;
}

import { isUtf8 } from 'node:buffer';

const GUID_BYTES = 16;
const SID_HEADER_BYTES = 8;
const SUB_AUTHORITY_BYTES = 4;
/** An identifier authority from here on is written in hexadecimal. */
const LARGE_AUTHORITY = 2 ** 32;

/**
 * A GUID such as `3f2504e0-4f89-41d3-9a0c-0305e82c3301`, whose first three groups are little-endian
 * (MS-DTYP § 2.3.4). Null unless there are 16 bytes.
 */
export function guidText(bytes: Buffer): string | null {
  if (bytes.length !== GUID_BYTES) return null;
  return [
    Buffer.from(bytes.subarray(0, 4)).reverse(),
    Buffer.from(bytes.subarray(4, 6)).reverse(),
    Buffer.from(bytes.subarray(6, 8)).reverse(),
    bytes.subarray(8, 10),
    bytes.subarray(10),
  ]
    .map((group) => group.toString('hex'))
    .join('-');
}

const GUID_TEXT = /^\{?([\da-f]{8})-([\da-f]{4})-([\da-f]{4})-([\da-f]{4})-([\da-f]{12})\}?$/i;

/** The bytes that `guidText` makes this text of; null for text that is no GUID. */
export function guidBytes(text: string): Buffer | null {
  const [, ...groups] = GUID_TEXT.exec(text.trim()) ?? [];
  if (groups.length === 0) return null;
  const bytes = groups.map((group) => Buffer.from(group, 'hex'));
  return Buffer.concat(bytes.map((group, at) => (at < 3 ? group.reverse() : group)));
}

/**
 * A security identifier such as `S-1-5-21-3623811015-3361044348-30300820-1013` (MS-DTYP § 2.4.2).
 * Null for bytes that are none.
 */
export function sidText(bytes: Buffer): string | null {
  if (bytes.length < SID_HEADER_BYTES || bytes.readUInt8(0) !== 1) return null;
  const count = bytes.readUInt8(1);
  if (bytes.length !== SID_HEADER_BYTES + count * SUB_AUTHORITY_BYTES) return null;
  const subAuthorities = Array.from({ length: count }, (_, index) =>
    bytes.readUInt32LE(SID_HEADER_BYTES + index * SUB_AUTHORITY_BYTES)
  );
  return ['S-1', authorityText(bytes.readUIntBE(2, 6)), ...subAuthorities].join('-');
}

const authorityText = (authority: number): string =>
  authority < LARGE_AUTHORITY
    ? String(authority)
    : `0x${authority.toString(16).toUpperCase().padStart(12, '0')}`;

/**
 * The SID of an account's primary group: that of its domain with the `primaryGroupID`. Null where
 * the texts are no SID of an account and no number.
 */
export function primaryGroupSid(userSid: string, rid: string): string | null {
  const domain = /^(S-1-\d+(?:-\d+)+)-\d+$/i.exec(userSid)?.[1];
  return domain !== undefined && /^\d+$/.test(rid) ? `${domain}-${rid}` : null;
}
const PATTERN =
  /^(?<date>\d{8})(?<hour>\d\d)(?:(?<minute>\d\d)(?<second>\d\d)?)?(?:[.,](?<fraction>\d+))?(?:Z|(?<sign>[+-])(?<zoneHour>\d\d)(?<zoneMinute>\d\d)?)$/;

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * A generalized time (RFC 4517 § 3.3.13) in ISO 8601, in UTC and to the millisecond at most:
 * `20260315093000Z` is `2026-03-15T09:30:00Z`. Null for text that is none, and for a time that no
 * calendar has, such as the year 0 that stands for "locked for good".
 */
export function generalizedTime(text: string): string | null {
  const { date, hour, minute, second, fraction, sign, zoneHour, zoneMinute } =
    PATTERN.exec(text)?.groups ?? {};
  const day = startOfDay(date ?? '');
  const time = within(hour, 23) * HOUR_MS + within(minute, 59) * MINUTE_MS;
  // The second 60 is a leap second, which becomes the next minute's first.
  const seconds = within(second, 60) * SECOND_MS;
  const unit = second ? SECOND_MS : minute ? MINUTE_MS : HOUR_MS;
  const zone = within(zoneHour, 23) * HOUR_MS + within(zoneMinute, 59) * MINUTE_MS;
  const offset = sign === '-' ? -zone : zone;
  return isoText(day + time + seconds + fractionOf(fraction ?? '', unit) - offset);
}

/** The milliseconds of a day written `20260315`; NaN for one that no calendar has. */
function startOfDay(digits: string): number {
  const iso = digits.replace(/^(....)(..)(..)$/, '$1-$2-$3');
  const milliseconds = Date.parse(`${iso}T00:00:00Z`);
  // The engine takes February 30 for March 2.
  const exists =
    !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(iso);
  return exists ? milliseconds : NaN;
}

const within = (digits = '0', maximum: number): number =>
  Number(digits) <= maximum ? Number(digits) : NaN;

/** A decimal fraction of a unit, in whole milliseconds; beyond its ninth digit nothing counts. */
const fractionOf = (digits: string, unit: number): number =>
  Math.floor((Number(digits.slice(0, 9).padEnd(9, '0')) * unit) / 1e9);

/** Null for what no four-digit year from 1 on has. */
function isoText(milliseconds: number): string | null {
  const date = new Date(milliseconds);
  const year = date.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) return null;
  return date.toISOString().replace('.000Z', 'Z');
}

const NEVER = ['0', '9223372036854775807'];
const MS_FROM_1601_TO_1970 = 11_644_473_600_000n;
const INTERVALS_PER_MS = 10_000n;

/**
 * One of Active Directory's times, in units of 100 ns since 1601 (MS-DTYP § 2.3.3), in ISO 8601;
 * empty for one that stands for "never". Null for text that is none.
 */
export function fileTime(text: string): string | null {
  if (NEVER.includes(text)) return '';
  if (!/^\d{1,19}$/.test(text)) return null;
  return isoText(Number(BigInt(text) / INTERVALS_PER_MS - MS_FROM_1601_TO_1970));
}

/** Attributes whose values are not simply text, by what their values are. */
const ATTRIBUTES = {
  binary: [
    'audio',
    'authorityRevocationList',
    'cACertificate',
    'certificateRevocationList',
    'crossCertificatePair',
    'dBCSPwd',
    'deltaRevocationList',
    'jpegPhoto',
    'krbExtraData',
    'krbPrincipalKey',
    'lmPwdHistory',
    'logonHours',
    'msExchBlockedSendersHash',
    'msExchMailboxSecurityDescriptor',
    'msExchSafeRecipientsHash',
    'msExchSafeSendersHash',
    'msRTCSIP-UserRoutingGroupId',
    'ntPwdHistory',
    'nTSecurityDescriptor',
    'photo',
    'replPropertyMetaData',
    'replUpToDateVector',
    'supplementalCredentials',
    'thumbnailLogo',
    'thumbnailPhoto',
    'unicodePwd',
    'userCertificate',
    'userPKCS12',
    'userSMIMECertificate',
    'x500UniqueIdentifier',
  ],
  fileTime: [
    'accountExpires',
    'badPasswordTime',
    'lastLogoff',
    'lastLogon',
    'lastLogonTimestamp',
    'lockoutTime',
    'ms-Mcs-AdmPwdExpirationTime',
    'msDS-ApproximateLastLogonTimeStamp',
    'msDS-Cached-Membership-Time-Stamp',
    'msDS-LastFailedInteractiveLogonTime',
    'msDS-LastSuccessfulInteractiveLogonTime',
    'msDS-UserPasswordExpiryTimeComputed',
    'msLAPS-PasswordExpirationTime',
    'pwdLastSet',
  ],
  guid: [
    'attributeSecurityGUID',
    'invocationId',
    'mS-DS-ConsistencyGuid',
    'msExchArchiveGUID',
    'msExchDisabledArchiveGUID',
    'msExchMailboxGuid',
    'netbootGUID',
    'objectGUID',
    'parentGUID',
    'schemaIDGUID',
    'siteGUID',
  ],
  sid: [
    'mS-DS-CreatorSID',
    'msExchMasterAccountSid',
    'objectSid',
    'securityIdentifier',
    'sIDHistory',
    'tokenGroups',
    'tokenGroupsGlobalAndUniversal',
    'tokenGroupsNoGCAcceptable',
  ],
  time: [
    'accountUnlockTime',
    'authTimestamp',
    'createTimestamp',
    'currentTime',
    'dSCorePropagationData',
    'krbLastAdminUnlock',
    'krbLastFailedAuth',
    'krbLastPwdChange',
    'krbLastSuccessfulAuth',
    'krbPasswordExpiration',
    'krbPrincipalExpiration',
    'lastLoginTime',
    'loginExpirationTime',
    'loginTime',
    'modifyTimestamp',
    'msTSExpireDate',
    'passwordAllowChangeTime',
    'passwordExpirationTime',
    'pwdAccountLockedTime',
    'pwdChangedTime',
    'pwdEndTime',
    'pwdFailureTime',
    'pwdGraceUseTime',
    'pwdLastSuccess',
    'pwdStartTime',
    'retryCountResetTime',
    'schacExpiryDate',
    'whenChanged',
    'whenCreated',
  ],
} as const;

type Kind = keyof typeof ATTRIBUTES | 'other';

const KINDS: ReadonlyMap<string, Kind> = new Map(
  (Object.keys(ATTRIBUTES) as (keyof typeof ATTRIBUTES)[]).flatMap((kind) =>
    ATTRIBUTES[kind].map((name) => [name.toLowerCase(), kind] as const)
  )
);

/** A value as people read it, from its bytes or its text; null for one that is not of the kind. */
const FROM_BYTES: Partial<Record<Kind, (bytes: Buffer) => string | null>> = {
  guid: guidText,
  sid: sidText,
};
const FROM_TEXT: Partial<Record<Kind, (text: string) => string | null>> = {
  fileTime,
  time: generalizedTime,
};

/** The form that is taken for a time in any attribute: no telephone number has it. */
const CERTAIN_TIME = /^\d{14}(?:[.,]\d+)?Z$/;

/**
 * The values of an attribute as a row has them: text exactly as it is, identifiers in their text
 * form, times in ISO 8601.
 * @param name the attribute's description, in any case and with its options
 * @param asked whether the profile names the attribute: binary values are base64 then
 * @returns null for binary values that are not asked for: the attribute is left out
 */
export function decodeAttribute(
  name: string,
  values: readonly Buffer[],
  asked: boolean
): string[] | null {
  const texts = textsOf(kindOf(name), values);
  if (texts) return texts;
  return asked ? values.map((value) => value.toString('base64')) : null;
}

/** What reads the bytes of an attribute that holds GUIDs or SIDs; null for other attributes. */
export const identifierOf = (name: string): ((bytes: Buffer) => string | null) | null =>
  FROM_BYTES[kindOf(name)] ?? null;

/**
 * A value of a row as a filter asks for it, in the bytes of the directory; null where the bytes have another form than
 * the text, which nobody can ask for so.
 */
export function askableValue(name: string, text: string): Buffer | null {
  const kind = kindOf(name);
  if (kind === 'guid') return guidBytes(text);
  return kind === 'other' ? Buffer.from(text) : null;
}

/** A value whose attribute may have any name: text, an identifier where the bytes are one, or base64. */
export function valueText(name: string, value: Buffer): string {
  const [known] = textsOf(kindOf(name), [value]) ?? [];
  return known ?? sidText(value) ?? guidText(value) ?? value.toString('base64');
}

function kindOf(name: string): Kind {
  const [attribute = '', ...options] = name.toLowerCase().split(';');
  return options.includes('binary') ? 'binary' : (KINDS.get(attribute) ?? 'other');
}

/** Null where one of the values is binary. */
function textsOf(kind: Kind, values: readonly Buffer[]): string[] | null {
  if (kind === 'binary') return null;
  const identifiers = values.map((value) => FROM_BYTES[kind]?.(value) ?? null);
  if (identifiers.every((identifier) => identifier !== null)) return identifiers;
  if (!values.every(isText)) return null;
  return values.map((value) => {
    const text = value.toString();
    return FROM_TEXT[kind]?.(text) ?? certainTime(text) ?? text;
  });
}

const certainTime = (text: string): string | null =>
  CERTAIN_TIME.test(text) ? generalizedTime(text) : null;

const isText = (value: Buffer): boolean => isUtf8(value) && !value.includes(0);

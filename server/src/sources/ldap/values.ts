import { isUtf8 } from 'node:buffer';

import { guidText, sidText } from './identifiers';
import { fileTime, generalizedTime } from './times';

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

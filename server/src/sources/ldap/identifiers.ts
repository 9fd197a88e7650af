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

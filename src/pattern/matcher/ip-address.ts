/**
 * An IPv4 or IPv6 address as a number, and how many bits it has.
 */
export interface IpAddress {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

const DECIMAL = /^[0-9]+$/;
const HEXADECIMAL = /^[0-9a-fA-F]+$/;
const ALL_IPV4 = 2n ** 32n;
const MAPPED_IPV4 = 0xffffn;

/**
 * The address that a text spells, or nothing. As the engine of EventBridge does, leading zeros are accepted, an IPv4
 * address in the middle of an IPv6 one is not, and what IPv6 writes for an IPv4 address (`::ffff:a00:1`) is that address.
 */
export function parseIpAddress(text: string): IpAddress | undefined {
  if (text.length < 2 || text.length > 64) {
    return undefined;
  }
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/** Whether two texts spell the same address. */
export function sameAddress(one: IpAddress, other: IpAddress | undefined): boolean {
  return other !== undefined && one.bits === other.bits && one.value === other.value;
}

function parseIpv4(text: string): IpAddress | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => DECIMAL.test(part) && Number(part) <= 0xff)) {
    return undefined;
  }
  return { bits: 32, value: joined(parts.map(Number), 0x100n) };
}

function parseIpv6(text: string): IpAddress | undefined {
  const halves = text.split('::').map((half) => half === '' ? [] : half.split(':'));
  const given = halves.flat();
  if (halves.length > 2 || !given.every((group) => HEXADECIMAL.test(group) && parseInt(group, 16) <= 0xffff)) {
    return undefined;
  }
  const missing = 8 - given.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) {
    return undefined;
  }
  const [head, tail = []] = halves;
  const value = joined([...head, ...new Array<string>(missing).fill('0'), ...tail].map((group) => parseInt(group, 16)), 0x10000n);
  return value / ALL_IPV4 === MAPPED_IPV4 ? { bits: 32, value: value % ALL_IPV4 } : { bits: 128, value };
}

function joined(parts: number[], base: bigint): bigint {
  return parts.reduce((value, part) => value * base + BigInt(part), 0n);
}

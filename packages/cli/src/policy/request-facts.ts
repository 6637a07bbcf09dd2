import { InvalidArgumentError } from 'commander';

export type TagsByType = ReadonlyMap<string, readonly string[]>;
export type FlagsByType = ReadonlyMap<string, ReadonlyMap<string, boolean>>;

/** Reads `env=eu,live`; what is said twice of a type adds up. @throws InvalidArgumentError */
export function addTags(text: string, before: TagsByType = new Map()): TagsByType {
  const [, type = '', list] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  const tags = list?.split(',') ?? [];
  if (tags.length === 0 || tags.includes('')) {
    throw new InvalidArgumentError('Write a type and its tags, as in `env=eu,live`.');
  }
  return new Map([...before, [type, [...(before.get(type) ?? []), ...tags]]]);
}

/** Reads `env.critical=true`. @throws InvalidArgumentError */
export function addFlag(text: string, before: FlagsByType = new Map()): FlagsByType {
  const [, type, name, value] = /^([^.=]+)\.([^=]+)=(true|false)$/.exec(text) ?? [];
  if (type === undefined || name === undefined) {
    throw new InvalidArgumentError('Write a type, a flag and its value, as in `env.critical=true`.');
  }
  return new Map([...before, [type, new Map([...(before.get(type) ?? []), [name, value === 'true']])]]);
}

export function addView(key: string, before: readonly string[] = []): readonly string[] {
  return [...before, key];
}

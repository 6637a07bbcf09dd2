import { type Command, InvalidArgumentError } from 'commander';

export type TagsByType = ReadonlyMap<string, readonly string[]>;
export type FlagsByType = ReadonlyMap<string, ReadonlyMap<string, boolean>>;

/** Adds the flags that say what a request is about beside its action and resource. */
export function withFacts(command: Command): Command {
  return command
    .option('--tag <type=a,b>', 'tags of the resource of that type, such as env=eu,live; repeatable', addTags)
    .option('--flag <type.name=true>', 'a flag of it, such as env.critical=true; repeatable', addFlag)
    .option('--view <key>', 'a view that the resource is in; repeatable', addView);
}

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

function addView(key: string, before: readonly string[] = []): readonly string[] {
  return [...before, key];
}

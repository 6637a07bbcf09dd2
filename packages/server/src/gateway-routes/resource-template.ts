import { type Catalogue, parseResource, parseResourceSpecifier } from '@keyward/policy';

const PLACEHOLDER = /\{([A-Za-z][A-Za-z0-9]*)\}/g;
/** What may stand in a path for a part of a key. All else could name another resource than the path seems to. */
const PART_OF_KEY = /^[A-Za-z0-9_.-]{1,256}$/;

export function placeholdersOf(template: string): readonly string[] {
  return [...template.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
}

/** The resource with the values in place of the names. Undefined when a value cannot be part of a key. */
export function fillTemplate(
  template: string,
  valueFor: (name: string) => string | undefined,
): string | undefined {
  let isSafe = true;
  const text = template.replace(PLACEHOLDER, (_, name: string) => {
    const value = valueFor(name) ?? '';
    isSafe &&= PART_OF_KEY.test(value);
    return value;
  });
  return isSafe && parseResource(text) !== undefined ? text : undefined;
}

/** A specifier of all resources that the template can name. */
export function specifierOf(template: string): string {
  return template.replace(PLACEHOLDER, '*');
}

/**
 * Whether the template names resources that a gateway can ask about: of a type that the account or LaunchDarkly declared. Of
 * Keyward's own the tags would count, which only the database knows.
 */
export function isKnownTemplate(template: string, { chains }: Catalogue): boolean {
  // What the template could name must be sayable in a policy: nobody could be asked to hold it otherwise.
  if (!parseResourceSpecifier(specifierOf(template)).ok) return false;
  const chain = parseResource(template.replace(PLACEHOLDER, 'x'))?.chain ?? '';
  const type = chains.get(chain)?.type;
  return type !== undefined && type.origin !== 'keyward';
}

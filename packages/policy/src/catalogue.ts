import type { AccessLevel, ResourceType, TypeDeclaration, TypeOrigin } from './resource-type.ts';

/** What the engine knows of resources. Never changed once made; whatever is compiled belongs to one of them. */
export interface Catalogue {
  readonly types: ReadonlyMap<string, ResourceType>;
  /** Every chain of every type: `member/*:token/*`. */
  readonly chains: ReadonlyMap<string, Chain>;
}

export interface Chain {
  readonly chain: string;
  /** The type of the innermost segment. Undefined for a chain that the catalogue does not know. */
  readonly type: ResourceType | undefined;
  readonly actions: ReadonlyMap<string, AccessLevel>;
  /** The segment that the views of a request belong to. */
  readonly viewSegment: number;
  /** What one must be able to view, outermost first. */
  readonly guards: readonly Guard[];
}

export interface Guard {
  /** The chain of the guarded resource: the request's chain up to and with `segment`. */
  readonly chain: string;
  readonly segment: number;
  readonly action: string;
}

export const MAX_CHAINS_OF_TYPE = 32;

/**
 * A new catalogue with the types of one account added.
 * Throws a RangeError when a name is taken, a parent is unknown or among its own descendants, a view action is
 * not among the actions, or a type has over `MAX_CHAINS_OF_TYPE` chains.
 */
export function extendCatalogue(catalogue: Catalogue, accountTypes: readonly TypeDeclaration[]): Catalogue {
  return makeCatalogue([...catalogue.types.values()], accountTypes, 'account');
}

export function makeCatalogue(
  known: readonly ResourceType[],
  declarations: readonly TypeDeclaration[],
  origin: TypeOrigin,
): Catalogue {
  const types = new Map(known.map((type) => [type.name, type]));
  const declared = new Map(declarations.map((declaration) => [declaration.name, declaration]));
  if (declared.size < declarations.length) throw new RangeError('a type is declared twice');
  const underway = new Set<string>();

  const resolve = (name: string): ResourceType => {
    const resolved = types.get(name);
    if (resolved) return resolved;
    const declaration = declared.get(name);
    if (!declaration) throw new RangeError(`unknown parent type \`${name}\`; declare it too`);
    if (underway.has(name)) throw new RangeError(`the type \`${name}\` is among its own parents`);
    underway.add(name);
    const segment = declaration.nameless ? name : `${name}/*`;
    const parents = declaration.parents ?? [];
    const above = parents.flatMap((parent) => resolve(parent).chains.map((chain) => `${chain}:${segment}`));
    const chains = parents.length === 0 ? [segment] : above;
    if (chains.length > MAX_CHAINS_OF_TYPE) {
      throw new RangeError(
        `the type \`${name}\` has over ${MAX_CHAINS_OF_TYPE} places; give it fewer parents`,
      );
    }
    if (declaration.viewAction !== undefined && !Object.hasOwn(declaration.actions, declaration.viewAction)) {
      throw new RangeError(
        `the view action \`${declaration.viewAction}\` is no action of \`${name}\`; list it`,
      );
    }
    const type = completeType(declaration, origin, chains);
    types.set(name, type);
    return type;
  };

  for (const { name } of declarations) {
    if (known.some((type) => type.name === name)) throw new RangeError(`the type \`${name}\` is taken`);
    resolve(name);
  }
  return { types, chains: indexChains(types) };
}

function completeType(declaration: TypeDeclaration, origin: TypeOrigin, chains: string[]): ResourceType {
  return {
    name: declaration.name,
    origin,
    chains,
    parents: declaration.parents ?? [],
    nameless: declaration.nameless ?? false,
    tags: declaration.tags ?? false,
    flags: declaration.flags ?? [],
    views: declaration.views ?? false,
    viewAction: declaration.viewAction,
    actions: declaration.actions,
    otherActions: declaration.otherActions ?? 'write',
  };
}

function indexChains(types: ReadonlyMap<string, ResourceType>): ReadonlyMap<string, Chain> {
  const all = [...types.values()].flatMap((type) => type.chains.map((chain) => describe(types, chain, type)));
  return new Map(all.map((chain) => [chain.chain, chain]));
}

/** What the catalogue knows of a chain; of an unknown one, what it knows of the types in it. */
export function lookUpChain(catalogue: Catalogue, chain: string): Chain {
  return catalogue.chains.get(chain) ?? describe(catalogue.types, chain, undefined);
}

function describe(
  types: ReadonlyMap<string, ResourceType>,
  chain: string,
  type: ResourceType | undefined,
): Chain {
  const guards: Guard[] = [];
  const segments = chain.split(':');
  let viewSegment = segments.length - 1;
  for (const [segment, text] of segments.entries()) {
    const ancestor = types.get(text.replace('/*', ''));
    if (!ancestor) continue;
    if (ancestor.views) viewSegment = segment;
    const prefix = segments.slice(0, segment + 1).join(':');
    const action = guardOf(ancestor);
    if (action !== undefined && ancestor.chains.includes(prefix))
      guards.push({ chain: prefix, segment, action });
  }
  return { chain, type, actions: new Map(Object.entries(type?.actions ?? {})), viewSegment, guards };
}

/** Whoever may do anything to one of Keyward's own resources may view it, so they have no guard. */
function guardOf(type: ResourceType): string | undefined {
  return type.origin === 'keyward' ? undefined : type.viewAction;
}

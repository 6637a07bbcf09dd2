import { builtInCatalogue, type Catalogue, extendCatalogue, type TypeDeclaration } from '@keyward/policy';

/** The resource types that an account knows. */
export interface AccountTypes {
  /** What the account declared itself. */
  readonly declarations: readonly TypeDeclaration[];
  /** Those and the ones built in. */
  readonly catalogue: Catalogue;
}

/** @throws RangeError when the declarations make no catalogue: a name that is taken, an unknown parent */
export function accountTypesFrom(declarations: readonly TypeDeclaration[]): AccountTypes {
  const catalogue =
    declarations.length === 0 ? builtInCatalogue : extendCatalogue(builtInCatalogue, declarations);
  return { declarations, catalogue };
}

/** Leaves out names that a later version of Keyward took for types of its own: those stand in their place. */
export function withoutBuiltIn(declarations: readonly TypeDeclaration[]): readonly TypeDeclaration[] {
  return declarations.filter(({ name }) => !builtInCatalogue.types.has(name));
}

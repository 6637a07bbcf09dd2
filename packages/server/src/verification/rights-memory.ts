import { compileRights, type Rights, type RightsSource } from '@keyward/policy';
import type { Member } from '../members/member.ts';
import type { AccountTypes } from '../resource-types/account-types.ts';
import { type HeldRoles, NO_ROLES, versionsOf } from '../roles/held-roles.ts';
import type { AccessToken } from '../tokens/access-token.ts';
import { rightsSource } from './principal.ts';

const MAX_REMEMBERED = 1_000;
/** Of the roles and policies as JSON; compiled they take about ten times that. */
const MAX_CHARACTERS = 4_000_000;
const NO_VERSIONS = versionsOf(NO_ROLES);

/**
 * Compiled rights of tokens with custom roles or policies of their own, which take milliseconds to compile. What is remembered is
 * known by the versions that it was made from, so nothing stale is ever found. Base roles cost nothing to compile.
 */
export class RightsMemory {
  readonly #remembered = new Map<string, { readonly types: AccountTypes; readonly rights: Rights }>();
  #characters = 0;

  /** The database may have another history: versions say nothing any more. */
  forgetAll(): void {
    this.#remembered.clear();
    this.#characters = 0;
  }

  rightsOf(token: AccessToken, member: Member, held: HeldRoles, types: AccountTypes): Rights {
    const source = rightsSource(token, member, held);
    const name = `${token.id} ${token.version} ${member.version}`;
    if ('inlineRole' in token.scope) return this.#rightsOf(name, source, versionsOf(held), types);
    return this.rightsOfSource(name, source, held, types);
  }

  /** @param name of who has the rights, and its version: apart from that they come from base roles and from what it holds */
  rightsOfSource(name: string, source: RightsSource, held: HeldRoles, types: AccountTypes): Rights {
    const versions = versionsOf(held);
    if (versions === NO_VERSIONS) return compileRights(source, types.catalogue);
    return this.#rightsOf(name, source, versions, types);
  }

  #rightsOf(name: string, source: RightsSource, versions: string, types: AccountTypes): Rights {
    const key = `${name} ${versions}`;
    const known = this.#remembered.get(key);
    if (known?.types === types) return known.rights;
    const rights = compileRights(source, types.catalogue);
    const characters = JSON.stringify(source).length;
    const isFull = this.#remembered.size === MAX_REMEMBERED || this.#characters + characters > MAX_CHARACTERS;
    if (isFull) this.forgetAll();
    this.#characters += characters;
    this.#remembered.set(key, { types, rights });
    return rights;
  }
}

/** The instructions of LaunchDarkly's semantic patch, as bodies have them. */
import { type TProperties, Type } from 'typebox';
import { Failure } from '../failure.ts';
import type { EverybodyBut } from '../members/everybody-but.ts';
import type { GrantedActions } from '../teams/permission-grant.ts';
import type { TeamInstruction } from '../teams/team-instruction.ts';
import { documentCheck } from './check-document.ts';
import { everybodyButFrom } from './everybody-but.ts';
import {
  AttributeKeySchema,
  AttributesSchema,
  AttributeValuesSchema,
  grantFields,
  MemberIdsSchema,
  RoleKeysSchema,
  TeamDescriptionSchema,
  TeamKeysSchema,
  TeamNameSchema,
} from './schemas/team-requests.ts';

const FILTER_LIMIT = 1_000;

function checkOf<const Kind extends string, Fields extends TProperties>(kind: Kind, fields: Fields) {
  return documentCheck(Type.Object({ kind: Type.Literal(kind), ...fields }, { additionalProperties: false }));
}

const roles = { values: RoleKeysSchema };
const members = { values: MemberIdsSchema };
const attribute = { key: AttributeKeySchema, values: AttributeValuesSchema };
const FilterTextSchema = Type.Optional(Type.String({ minLength: 1, maxLength: FILTER_LIMIT }));

const CHECKS = {
  addCustomRoles: checkOf('addCustomRoles', roles),
  removeCustomRoles: checkOf('removeCustomRoles', roles),
  addMembers: checkOf('addMembers', members),
  removeMembers: checkOf('removeMembers', members),
  replaceMembers: checkOf('replaceMembers', members),
  addRoleAttribute: checkOf('addRoleAttribute', attribute),
  updateRoleAttribute: checkOf('updateRoleAttribute', attribute),
  removeRoleAttribute: checkOf('removeRoleAttribute', { key: AttributeKeySchema }),
  replaceRoleAttributes: checkOf('replaceRoleAttributes', { value: AttributesSchema }),
  updateName: checkOf('updateName', { value: TeamNameSchema }),
  updateDescription: checkOf('updateDescription', { value: TeamDescriptionSchema }),
};
const checkAddedGrants = checkOf('addPermissionGrants', grantFields);
const checkRemovedGrants = checkOf('removePermissionGrants', grantFields);
const checkAddition = checkOf('addMembersToTeams', { memberIDs: MemberIdsSchema, teamKeys: TeamKeysSchema });

const AllMembersFields = {
  teamKeys: TeamKeysSchema,
  filterLastSeen: Type.Optional(Type.Unknown()),
  filterQuery: FilterTextSchema,
  filterRoles: FilterTextSchema,
  filterTeamKey: FilterTextSchema,
  ignoredMemberIDs: Type.Optional(MemberIdsSchema),
};
const checkAllMembers = checkOf('addAllMembersToTeams', AllMembersFields);

/** @throws Failure `invalid_request` that names the instruction and the field */
export function teamInstructions(
  instructions: readonly { readonly kind: TeamInstruction['kind'] }[],
): readonly TeamInstruction[] {
  return instructions.map((instruction, index) =>
    naming(index, () => {
      const { kind } = instruction;
      if (kind === 'addPermissionGrants') return withGranted(checkAddedGrants(instruction));
      if (kind === 'removePermissionGrants') return withGranted(checkRemovedGrants(instruction));
      return CHECKS[kind](instruction);
    }),
  );
}

export type BulkInstruction =
  | {
      readonly kind: 'addMembersToTeams';
      readonly teamKeys: readonly string[];
      readonly memberIDs: readonly string[];
    }
  | {
      readonly kind: 'addAllMembersToTeams';
      readonly teamKeys: readonly string[];
      readonly everybodyBut: EverybodyBut;
    };

/** @throws Failure `invalid_request` that names the instruction and the field */
export function bulkInstructions(
  instructions: readonly { readonly kind: BulkInstruction['kind'] }[],
): readonly BulkInstruction[] {
  return instructions.map((instruction, index) =>
    naming(index, () => {
      if (instruction.kind === 'addMembersToTeams') return checkAddition(instruction);
      const { kind, teamKeys, ...fields } = checkAllMembers(instruction);
      return { kind, teamKeys, everybodyBut: everybodyButFrom(fields) };
    }),
  );
}

interface GrantFields {
  readonly actionSet?: GrantedActions & string;
  readonly actions?: readonly string[];
}

/**
 * The actions in one order, each once: the same grant is then the same text.
 *
 * @throws Failure `invalid_request` unless exactly one of the two is given
 */
export function grantedFrom({ actionSet, actions }: GrantFields): GrantedActions {
  const granted = actionSet ?? actions;
  if (granted === undefined || (actionSet !== undefined && actions !== undefined)) {
    throw new Failure('invalid_request', 'exactly one of `actionSet` and `actions` must be given');
  }
  return typeof granted === 'string' ? granted : [...new Set(granted)].sort();
}

function withGranted<Fields extends GrantFields>({ actionSet, actions, ...rest }: Fields) {
  const fields = { ...(actionSet && { actionSet }), ...(actions && { actions }) };
  return { ...rest, granted: grantedFrom(fields) };
}

function naming<T>(index: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(error.code, `\`instructions.${index}\`: ${error.message}`, error.details);
  }
}

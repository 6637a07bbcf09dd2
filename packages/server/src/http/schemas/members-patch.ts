import type { RoleAttributes } from '@keyward/policy';
import { type Static, Type } from 'typebox';
import { Failure } from '../../failure.ts';
import type { MembersInstruction, MembersUpdate } from '../../members/update-members.ts';
import { redactSecrets } from '../../tokens/token-format.ts';
import { documentCheck } from '../check-document.ts';
import { everybodyButFrom } from '../everybody-but.ts';
import { effectFields } from './effect.ts';
import { enumOf } from './enum.ts';
import { AttributesSchema, KEY_LIMIT, ROLE_LIMIT, RoleSchema } from './member-requests.ts';
import { COMMENT_LIMIT } from './patch.ts';

const INSTRUCTION_LIMIT = 20;
const MEMBER_LIMIT = 1_000;
const TEXT_LIMIT = 1_000;

const KINDS = [
  'replaceMembersRoles',
  'replaceAllMembersRoles',
  'replaceMembersCustomRoles',
  'replaceAllMembersCustomRoles',
  'replaceMembersRoleAttributes',
] as const;

const kind = enumOf(KINDS, 'What is done');
const MemberIdsSchema = Type.Array(Type.String({ maxLength: KEY_LIMIT }), { maxItems: MEMBER_LIMIT });
const TextSchema = Type.String({ minLength: 1, maxLength: TEXT_LIMIT });

const named = { kind, memberIDs: MemberIdsSchema };
/** Whom one of the filters matches is left as they are. */
const filters = {
  kind,
  filterLastSeen: Type.Optional(Type.Unknown()),
  filterQuery: Type.Optional(TextSchema),
  filterRoles: Type.Optional(TextSchema),
  filterTeamKey: Type.Optional(TextSchema),
  ignoredMemberIDs: Type.Optional(MemberIdsSchema),
};
const role = { value: RoleSchema };
const customRoles = {
  values: Type.Array(Type.String({ minLength: 1, maxLength: KEY_LIMIT }), { maxItems: ROLE_LIMIT }),
};
const attributes = { value: AttributesSchema };
const strict = { additionalProperties: false } as const;

/** Any of the fields of any kind; which ones a kind takes is looked at one by one, so that the answer names the field. */
const InstructionSchema = Type.Object(
  {
    ...filters,
    memberIDs: Type.Optional(MemberIdsSchema),
    value: Type.Optional(Type.Unknown({ description: 'A base role, or role attributes' })),
    values: Type.Optional(customRoles.values),
  },
  strict,
);

export const MembersPatchSchema = Type.Object(
  {
    comment: Type.Optional(Type.String({ maxLength: COMMENT_LIMIT })),
    instructions: Type.Array(InstructionSchema, { minItems: 1, maxItems: INSTRUCTION_LIMIT }),
  },
  { $id: 'MembersPatch', ...strict },
);

export const BulkEditMembersSchema = Type.Object(
  {
    members: Type.Array(Type.String(), { description: 'The ids of those who are as asked for' }),
    errors: Type.Array(Type.Record(Type.String(), Type.String()), {
      description: 'The ids of the others, each with the reason',
    }),
    ...effectFields,
  },
  { $id: 'BulkEditMembers' },
);

type Instruction = Static<typeof InstructionSchema>;

const check = {
  replaceMembersRoles: documentCheck(Type.Object({ ...named, ...role }, strict)),
  replaceAllMembersRoles: documentCheck(Type.Object({ ...filters, ...role }, strict)),
  replaceMembersCustomRoles: documentCheck(Type.Object({ ...named, ...customRoles }, strict)),
  replaceAllMembersCustomRoles: documentCheck(Type.Object({ ...filters, ...customRoles }, strict)),
  replaceMembersRoleAttributes: documentCheck(Type.Object({ ...named, ...attributes }, strict)),
};

/** @throws Failure `invalid_request` that names the instruction and the field */
export function membersInstructionFrom(instruction: Instruction, index: number): MembersInstruction {
  try {
    return readInstruction(instruction);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(error.code, `\`instructions/${index}\`: ${error.message}`, error.details);
  }
}

function readInstruction(instruction: Instruction): MembersInstruction {
  switch (instruction.kind) {
    case 'replaceMembersRoles': {
      const { memberIDs, value } = check.replaceMembersRoles(instruction);
      return { of: { memberIds: memberIDs }, role: value };
    }
    case 'replaceAllMembersRoles': {
      const { value } = check.replaceAllMembersRoles(instruction);
      return { of: { everybodyBut: everybodyButFrom(instruction) }, role: value };
    }
    case 'replaceMembersCustomRoles': {
      const { memberIDs, values } = check.replaceMembersCustomRoles(instruction);
      return { of: { memberIds: memberIDs }, customRoles: values };
    }
    case 'replaceAllMembersCustomRoles': {
      const { values } = check.replaceAllMembersCustomRoles(instruction);
      return { of: { everybodyBut: everybodyButFrom(instruction) }, customRoles: values };
    }
    case 'replaceMembersRoleAttributes': {
      const { memberIDs, value } = check.replaceMembersRoleAttributes(instruction);
      return { of: { memberIds: memberIDs }, roleAttributes: (value ?? {}) as RoleAttributes };
    }
  }
}

export function bulkAnswer(
  memberIds: MembersUpdate['memberIds'],
  failures: MembersUpdate['failures'],
): Static<typeof BulkEditMembersSchema> {
  return {
    members: [...memberIds],
    errors: failures.map(({ memberId, failure }) => ({ [redactSecrets(memberId)]: reason(failure) })),
  };
}

/** What a single call would answer, in one sentence. */
function reason({ message, details: { hint } }: Failure): string {
  return redactSecrets(hint === undefined ? message : `${message}: ${hint}`);
}

import { type Static, Type } from 'typebox';
import { Failure } from '../../failure.ts';
import { type MemberEdit, unchangedEdit } from '../../members/change-member.ts';
import { type Invitation, inviteMembers } from '../../members/invite-members.ts';
import { getMember, listMembers } from '../../members/list-members.ts';
import { hasAttributes } from '../../members/member.ts';
import type { MemberView } from '../../members/member-view.ts';
import { removeMember } from '../../members/remove-member.ts';
import { updateMember } from '../../members/update-member.ts';
import { updateMembers } from '../../members/update-members.ts';
import { viewMember, viewMembers } from '../../members/view-members.ts';
import { type DocumentPatch, patchDocument } from '../../patch/patch-document.ts';
import { callerOf, principalOf } from '../authenticate-request.ts';
import { documentCheck } from '../check-document.ts';
import { noteRefusal } from '../note-refusal.ts';
import { pageLinks } from '../pagination.ts';
import { readMemberExpansions, readMemberQuery } from '../read-member-query.ts';
import { errorResponses } from '../schemas/error.ts';
import { link } from '../schemas/link.ts';
import { invitedAnswer, memberAnswer } from '../schemas/member.ts';
import {
  GetMemberQuerySchema,
  ListMembersQuerySchema,
  type NewMembersSchema,
  PatchedMemberSchema,
} from '../schemas/member-requests.ts';
import { bulkAnswer, type MembersPatchSchema, membersInstructionFrom } from '../schemas/members-patch.ts';
import { IdParamsSchema } from '../schemas/object-id.ts';
import { type PatchSchema, patchRequestFrom } from '../schemas/patch.ts';
import type { Routes } from './route.ts';

const PATH = '/api/v2/members';
const DEFAULT_LIMIT = 20;
const LARGEST_LIMIT = 1_000;
/** The tokens of each are looked at one by one. */
const LARGEST_LIMIT_WITH_TOKENS = 100;
const tags = ['Members'];

const checkMember = documentCheck(PatchedMemberSchema);

export const memberRoutes: Routes = (app, deployment) => {
  app.get(
    PATH,
    {
      schema: {
        operationId: 'getMembers',
        tags,
        summary: 'List members',
        querystring: ListMembersQuerySchema,
        response: { 200: Type.Ref('Members#', { description: 'A page of members' }), ...errorResponses(401) },
      },
    },
    async (request) => {
      const { limit, offset, ...query } = request.query;
      const principal = principalOf(request);
      const { access, ...wanted } = readMemberQuery(query, request.apiVersion.version);
      const expansions = readMemberExpansions(query.expand);
      const largest = expansions.includes('tokens') ? LARGEST_LIMIT_WITH_TOKENS : LARGEST_LIMIT;
      const page = {
        limit: Math.min(Number(limit ?? DEFAULT_LIMIT), largest),
        offset: Number(offset ?? 0),
      };
      const { items, totalCount } = await listMembers(deployment, principal, wanted, page, access);
      const views = await viewMembers(deployment, principal, items, expansions);
      return {
        items: views.map(memberAnswer),
        totalCount,
        _links: pageLinks({ path: PATH, query, page, totalCount }),
      };
    },
  );

  app.post(
    PATH,
    {
      schema: {
        operationId: 'postMembers',
        tags,
        summary: 'Invite members',
        description:
          'All of them, or none. Each is mailed a link; where no mail was sent, the link is in the answer, this once.',
        body: Type.Unsafe<Static<typeof NewMembersSchema>>(Type.Ref('NewMembers#')),
        response: {
          201: Type.Ref('InvitedMembers#', { description: 'The members, in the order of the body' }),
          ...errorResponses(401, 403, 409, 413, 415),
        },
      },
    },
    async (request, reply) => {
      const invitations = request.body.map(invitationFrom);
      const invited = await inviteMembers(deployment, callerOf(request), invitations);
      reply.code(201);
      return {
        items: invited.map((each) => invitedAnswer(deployment, each)),
        totalCount: invited.length,
        _links: { self: link(PATH) },
      };
    },
  );

  app.patch(
    PATH,
    {
      schema: {
        operationId: 'patchMembers',
        tags,
        summary: 'Change many members',
        description:
          'A semantic patch. Each member is changed, or not, for themselves: those who are not stand in `errors` with the reason.',
        body: Type.Unsafe<Static<typeof MembersPatchSchema>>(Type.Ref('MembersPatch#')),
        response: {
          200: Type.Ref('BulkEditMembers#', { description: 'Who was changed and who was not' }),
          ...errorResponses(401, 403, 409, 413, 415),
        },
      },
    },
    async (request) => {
      const { instructions, comment } = request.body;
      const wanted = instructions.map(membersInstructionFrom);
      const { memberIds, failures } = await updateMembers(deployment, callerOf(request), wanted, comment);
      for (const { failure } of failures) noteRefusal(deployment.refusals, failure, request);
      return bulkAnswer(memberIds, failures);
    },
  );

  app.get(
    `${PATH}/:id`,
    {
      schema: {
        operationId: 'getMember',
        tags,
        summary: 'Get a member',
        description: "With the id `me`, the caller's own.",
        params: IdParamsSchema,
        querystring: GetMemberQuerySchema,
        response: {
          200: Type.Ref('Member#', { description: 'The member' }),
          ...errorResponses(401, 403, 404),
        },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const expansions = readMemberExpansions(request.query.expand);
      const member = await getMember(deployment, principal, request.params.id);
      return memberAnswer(await viewMember(deployment, principal, member, expansions));
    },
  );

  app.patch(
    `${PATH}/:id`,
    {
      schema: {
        operationId: 'patchMember',
        tags,
        summary: 'Change a member',
        description:
          'Paths: `/role`, `/customRoles` (keys or ids) and `/roleAttributes`, and below them; `/firstName` and `/lastName` by the member alone, signed in. What the member holds counts at the next use of every personal token of theirs and ends open links: an invitation is then sent again. Another role or custom role ends their sessions.',
        params: IdParamsSchema,
        body: Type.Unsafe<Static<typeof PatchSchema>>(Type.Ref('Patch#')),
        response: {
          200: Type.Ref('Member#', { description: 'The member' }),
          ...errorResponses(401, 403, 404, 409, 413, 415, 422),
        },
      },
    },
    async (request) => {
      const { patch, note } = patchRequestFrom(request.body);
      const caller = callerOf(request);
      const edit = (view: MemberView) => patchedMember(view, patch);
      const member = await updateMember(deployment, caller, request.params.id, edit, note);
      const expansions = hasAttributes(member) ? (['roleAttributes'] as const) : [];
      return memberAnswer(await viewMember(deployment, caller.principal, member, expansions));
    },
  );

  app.delete(
    `${PATH}/:id`,
    {
      schema: {
        operationId: 'deleteMember',
        tags,
        summary: 'Remove a member',
        description: 'Their personal tokens and sessions end with the answer. Service tokens go on.',
        params: IdParamsSchema,
        response: { 204: Type.Null({ description: 'Removed' }), ...errorResponses(401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      await removeMember(deployment, callerOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
};

/** What may be changed is not read-only, and the attributes can be patched though they are shown only when asked for. */
function patchedMember(view: MemberView, patch: DocumentPatch): MemberEdit {
  const { role, customRoles, roleAttributes, firstName, lastName } = unchangedEdit(view.member);
  const editable = { role, customRoles, roleAttributes, firstName, lastName };
  const shown = Object.entries(memberAnswer(view)).filter(([name]) => !(name in editable));
  const outOfReach = ['_lastSeenMetadata', 'tokens'];
  const document = patchDocument({ editable, readOnly: Object.fromEntries(shown), outOfReach }, patch);
  const patched = checkMember(document);
  return {
    ...patched,
    role: patched.role || role,
    customRoles: patched.customRoles ?? [],
    roleAttributes: patched.roleAttributes ?? {},
  };
}

/** A role or custom roles are needed. Whoever has only custom roles is a reader should they lose them. */
function invitationFrom(
  { email, role, customRoles, teamKeys, roleAttributes, firstName, lastName }: NewMember,
  index: number,
): Invitation {
  const roles = customRoles ?? [];
  if (!role && roles.length === 0) {
    throw new Failure('invalid_request', `\`${index}\`: \`role\` or \`customRoles\` must be given`);
  }
  return {
    email,
    role: role || 'reader',
    customRoles: roles,
    teamKeys: [...new Set(teamKeys ?? [])],
    roleAttributes: roleAttributes ?? {},
    firstName: firstName ?? '',
    lastName: lastName ?? '',
  };
}

type NewMember = Static<typeof NewMembersSchema>[number];

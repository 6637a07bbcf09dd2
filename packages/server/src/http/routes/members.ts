import { type Static, Type } from 'typebox';
import { inviteMembers } from '../../members/invite-members.ts';
import { getMember, listMembers } from '../../members/list-members.ts';
import type { Member } from '../../members/member.ts';
import { removeMember } from '../../members/remove-member.ts';
import { type MemberEdit, updateMember } from '../../members/update-member.ts';
import { type DocumentPatch, patchDocument } from '../../patch/patch-document.ts';
import { callerOf, principalOf } from '../authenticate-request.ts';
import { documentCheck } from '../check-document.ts';
import { pageLinks } from '../pagination.ts';
import { errorResponses } from '../schemas/error.ts';
import { link } from '../schemas/link.ts';
import { invitedAnswer, memberAnswer } from '../schemas/member.ts';
import {
  ListMembersQuerySchema,
  type NewMembersSchema,
  PatchedMemberSchema,
} from '../schemas/member-requests.ts';
import { IdParamsSchema } from '../schemas/object-id.ts';
import { type PatchSchema, patchRequestFrom } from '../schemas/patch.ts';
import type { Routes } from './route.ts';

const PATH = '/api/v2/members';
const DEFAULT_LIMIT = 20;
const LARGEST_LIMIT = 1_000;
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
      const { limit, offset } = request.query;
      const page = {
        limit: Math.min(Number(limit ?? DEFAULT_LIMIT), LARGEST_LIMIT),
        offset: Number(offset ?? 0),
      };
      const { items, totalCount } = await listMembers(deployment, principalOf(request), page);
      return {
        items: items.map(memberAnswer),
        totalCount,
        _links: pageLinks({ path: PATH, query: {}, page, totalCount }),
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
      const invitations = request.body.map(({ email, role, firstName = '', lastName = '' }) => {
        return { email, role, firstName, lastName };
      });
      const invited = await inviteMembers(deployment, callerOf(request), invitations);
      reply.code(201);
      return {
        items: invited.map((each) => invitedAnswer(deployment, each)),
        totalCount: invited.length,
        _links: { self: link(PATH) },
      };
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
        response: {
          200: Type.Ref('Member#', { description: 'The member' }),
          ...errorResponses(401, 403, 404),
        },
      },
    },
    async (request) => memberAnswer(await getMember(deployment, principalOf(request), request.params.id)),
  );

  app.patch(
    `${PATH}/:id`,
    {
      schema: {
        operationId: 'patchMember',
        tags,
        summary: 'Change a member',
        description:
          'Paths: `/role`; `/firstName` and `/lastName` by the member alone, signed in. A new role counts at the next use of every personal token of the member, and ends their sessions and open links: an invitation is then sent again.',
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
      const edit = (member: Member) => patchedMember(member, patch);
      return memberAnswer(await updateMember(deployment, callerOf(request), request.params.id, edit, note));
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

function patchedMember(member: Member, patch: DocumentPatch): MemberEdit {
  const { role, firstName, lastName } = member;
  const editable = { role, firstName, lastName };
  const shown = Object.entries(memberAnswer(member)).filter(([name]) => !(name in editable));
  const outOfReach = ['_lastSeenMetadata'];
  return checkMember(patchDocument({ editable, readOnly: Object.fromEntries(shown), outOfReach }, patch));
}

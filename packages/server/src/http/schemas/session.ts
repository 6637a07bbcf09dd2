import { type Static, Type } from 'typebox';
import type { OwnSession } from '../../sign-in/list-sessions.ts';
import { sessionEnd } from '../../sign-in/session-life.ts';
import { LinksSchema, link } from './link.ts';
import { InstantSchema, ObjectIdSchema } from './object-id.ts';

export const SessionSchema = Type.Object(
  {
    _links: LinksSchema,
    _id: ObjectIdSchema,
    address: Type.String({ description: 'Where the member signed in from' }),
    agent: Type.String({ description: 'What the browser calls itself' }),
    creationDate: InstantSchema,
    lastSeen: InstantSchema,
    expiry: InstantSchema,
    current: Type.Boolean({ description: 'Whether it is the session of this call' }),
  },
  { $id: 'Session', description: 'A browser in which a member is signed in' },
);

export const SessionsSchema = Type.Object(
  { _links: LinksSchema, items: Type.Array(Type.Ref('Session#')) },
  { $id: 'Sessions' },
);

export function sessionAnswer(session: OwnSession): Static<typeof SessionSchema> {
  return {
    _links: { self: link(`/api/v2/sessions/${session.id}`) },
    _id: session.id,
    address: session.address,
    agent: session.agent,
    creationDate: session.startedAt,
    lastSeen: session.lastSeenAt,
    expiry: sessionEnd(session),
    current: session.isCurrent,
  };
}

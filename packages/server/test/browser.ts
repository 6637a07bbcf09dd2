import type { BaseRole } from '@keyward/policy';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Member } from '../src/members/member.ts';
import { digestPassword } from '../src/members/password-digest.ts';
import { newObjectId } from '../src/object-id.ts';
import type { TestService } from './test-service.ts';

export const PASSWORD = 'correct horse battery staple';
export const ORIGIN = 'http://localhost';

let passwordDigest: Promise<string> | undefined;

/** Makes a member with the password `PASSWORD`, below the API. */
export async function addSigner(
  { deployment, accountId }: TestService,
  email = `${newObjectId()}@example.com`,
  role: BaseRole = 'reader',
): Promise<Member> {
  passwordDigest ??= digestPassword(PASSWORD);
  const digest = await passwordDigest;
  const member: Member = {
    id: newObjectId(),
    accountId,
    email,
    firstName: 'Grace',
    lastName: 'Hopper',
    role,
    customRoleIds: [],
    roleAttributes: {},
    createdAt: deployment.clock.now(),
    acceptedAt: deployment.clock.now(),
    removedAt: null,
    version: 1,
    lastSeenAt: null,
    lastSeenTokenId: null,
  };
  await deployment.store.change(deployment.clock, async (changes, nowMs) => {
    await changes.members.insertMember(member);
    await changes.credentials.insertCredential(member, digest, nowMs);
    changes.recordChange({ accountId, kind: 'member', id: member.id });
  });
  return member;
}

/** A page of the service in a browser: keeps cookies, and sends what a browser and the console send. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #service: Pick<TestService, 'app'>;
  address: string;

  constructor(service: Pick<TestService, 'app'>, address = '192.0.2.1') {
    this.#service = service;
    this.address = address;
  }

  async call({ headers, ...options }: InjectOptions): Promise<LightMyRequestResponse> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await this.#service.app.inject({
      remoteAddress: this.address,
      ...options,
      headers: {
        ...(cookie !== '' && { cookie }),
        ...(options.method !== undefined && { origin: ORIGIN, 'x-keyward-request': '1' }),
        'user-agent': 'Test browser',
        ...headers,
      },
    });
    for (const { name, value, maxAge } of response.cookies as {
      name: string;
      value: string;
      maxAge?: number;
    }[]) {
      if (maxAge === 0) this.cookies.delete(name);
      else this.cookies.set(name, encodeURIComponent(value));
    }
    return response;
  }

  signIn(email: string, password = PASSWORD): Promise<LightMyRequestResponse> {
    return this.call({ method: 'POST', url: '/api/v2/session', payload: { email, password } });
  }

  async isSignedIn(): Promise<boolean> {
    return (await this.call({ url: '/api/v2/session' })).statusCode === 200;
  }
}

import type { ConsoleService } from './console-service.ts';

type Invited = { readonly items: readonly [{ readonly _invitation: { readonly link: string } }] };

/** A member who can sign in with the password of the owner, made below the API. */
export async function addMember(
  service: ConsoleService,
  email: string,
  {
    role = 'reader',
    customRoles = [],
    name: [firstName, lastName] = ['Grace', 'Hopper'],
  }: {
    readonly role?: string;
    readonly customRoles?: readonly string[];
    readonly name?: readonly [first: string, last: string];
  } = {},
): Promise<void> {
  const body = [{ email, role, customRoles, firstName, lastName }];
  const response = await service.api('/api/v2/members', { method: 'POST', body });
  if (response.status !== 201) throw new Error(`adding ${email}: ${await response.text()}`);
  const [invited] = ((await response.json()) as Invited).items;
  const code = invited._invitation.link.split('#')[1];
  const accepted = await fetch(`${service.url}/api/v2/invitations/accept`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, password: 'correct horse battery staple' }),
  });
  if (accepted.status !== 200) throw new Error(`accepting: ${await accepted.text()}`);
}

import { type Static, type TObject, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { type AddedAccount, addAccount } from '../accounts/add-account.ts';
import { type AccountSummary, listAccounts } from '../accounts/list-accounts.ts';
import type { Deployment } from '../deployment/deployment.ts';
import {
  type AcceptedRestore,
  acceptRestore,
  listRevived,
  type PendingRestore,
} from '../epochs/accept-restore.ts';
import { Failure } from '../failure.ts';
import { makePasswordLink, type PasswordLink } from '../members/make-password-link.ts';
import type { CopiedTable } from '../storage/backup-store.ts';
import { type PepperStatus, pepperStatus } from '../tokens/pepper-status.ts';

/** What each verb answers. */
export interface ControlResults {
  readonly 'members password-link': PasswordLink;
  readonly 'account create': AddedAccount;
  readonly 'account list': readonly AccountSummary[];
  readonly 'pepper status': readonly PepperStatus[];
  readonly backup: readonly CopiedTable[];
  readonly 'restore list': PendingRestore;
  readonly 'restore accept': AcceptedRestore;
}

export type ControlVerb = keyof ControlResults;

const Words = {
  'members password-link': Type.Object(
    { verb: Type.Literal('members password-link'), email: Type.String() },
    { additionalProperties: false },
  ),
  'account create': Type.Object(
    {
      verb: Type.Literal('account create'),
      key: Type.String(),
      email: Type.String(),
      firstName: Type.String(),
      lastName: Type.String(),
      organization: Type.String(),
      passwordDigest: Type.Union([Type.String(), Type.Null()]),
      neverExpires: Type.Boolean(),
    },
    { additionalProperties: false },
  ),
  'account list': Type.Object({ verb: Type.Literal('account list') }, { additionalProperties: false }),
  'pepper status': Type.Object({ verb: Type.Literal('pepper status') }, { additionalProperties: false }),
  backup: Type.Object({ verb: Type.Literal('backup'), file: Type.String() }, { additionalProperties: false }),
  'restore list': Type.Object(
    { verb: Type.Literal('restore list'), after: Type.String() },
    { additionalProperties: false },
  ),
  'restore accept': Type.Object(
    { verb: Type.Literal('restore accept'), disableTokens: Type.Boolean() },
    { additionalProperties: false },
  ),
} satisfies Record<ControlVerb, TObject>;

/** What the shell may have a service do: a verb of the command line with its words. */
export type ControlRequest<Verb extends ControlVerb = ControlVerb> = { readonly verb: Verb } & Static<
  (typeof Words)[Verb]
>;

const validator = Compile(Type.Union(Object.values(Words)));

/** Does what the shell asks for. @throws Failure */
export function runControlRequest(
  deployment: Deployment,
  request: ControlRequest,
): Promise<ControlResults[ControlVerb]> {
  switch (request.verb) {
    case 'members password-link':
      return makePasswordLink(deployment, request.email);
    case 'account create': {
      const { verb: _, ...wanted } = request;
      return addAccount(deployment, wanted);
    }
    case 'account list':
      return listAccounts(deployment);
    case 'pepper status':
      return pepperStatus(deployment);
    case 'backup':
      return deployment.store.backUp(request.file, deployment.clock.now());
    case 'restore list':
      return listRevived(deployment, request.after);
    case 'restore accept':
      return acceptRestore(deployment, request);
  }
}

/** Reads one line of the control socket. @throws Failure `invalid_request` */
export function parseControlRequest(line: string): ControlRequest {
  const value = jsonOf(line);
  if (!validator.Check(value)) {
    throw new Failure(
      'invalid_request',
      'the running service does not know this request; is it as new as this command?',
    );
  }
  return value;
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

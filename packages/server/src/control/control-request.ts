import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { makePasswordLink, type PasswordLink } from '../members/make-password-link.ts';

const ControlRequestSchema = Type.Object(
  { verb: Type.Literal('members password-link'), email: Type.String() },
  { additionalProperties: false },
);

const validator = Compile(ControlRequestSchema);

/** What the shell may have a service do: a verb of the command line with its words. */
export type ControlRequest = Static<typeof ControlRequestSchema>;

/** Does what the shell asks for. @throws Failure */
export function runControlRequest(deployment: Deployment, { email }: ControlRequest): Promise<PasswordLink> {
  return makePasswordLink(deployment, email);
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

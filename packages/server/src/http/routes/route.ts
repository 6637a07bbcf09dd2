import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { Deployment } from '../../deployment/deployment.ts';

/** The application as routes see it: schemas give their types to handlers. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

export type Routes = (app: App, deployment: Deployment) => void;

declare module 'fastify' {
  interface FastifyInstance {
    /** What the routes of the main listener work with. */
    readonly deployment?: Deployment;
    /** Set when metrics have a port of their own. */
    readonly metricsListener?: App;
  }
  interface FastifyContextConfig {
    /** Answered without an access token. */
    isPublic?: boolean;
    /** Part of verifying tokens, not of managing them: works whatever an account has switched off. */
    isVerification?: boolean;
    /** For whoever stands before other services: works whatever an account has switched off, and is counted as any call. */
    isDoor?: boolean;
    /** Changes nothing, although it is a POST: memory may say who calls. */
    isQuestion?: boolean;
    /** Twice does what once does, although it is a POST: an `Idempotency-Key` means nothing. */
    isRepeatable?: boolean;
    /** Asked by gateways: see `http/forward-auth/`. */
    isForwardAuth?: boolean;
    /** Takes a form in place of JSON. */
    takesForm?: boolean;
    /** Its errors are also in the words of OAuth. */
    isOauth?: boolean;
    /** Answers as OpenID AuthZEN has it: see `http/authzen-manners.ts`. */
    isAuthzen?: boolean;
    /** Pages call it by themselves while nobody does anything: it keeps no session alive. */
    isBackground?: boolean;
    /** Clients send this call without a body, in whatever form that takes; it then arrives as an empty object. */
    isBodyOptional?: boolean;
    /** As above, for a body that is a list: it then arrives as an empty one. */
    isListOptional?: boolean;
    /** Takes a form with one file, and no JSON. */
    takesFile?: boolean;
    /** How many keys a JSON body may have, where it is more than usual. */
    keyLimit?: number;
  }
}
